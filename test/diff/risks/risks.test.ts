/** Danger rules, each both ways: what it must tell, and the twin that it must not; and that one cause is told once. */
import { describe, expect, it } from "vitest";
import { RISK_RULES } from "../../../src/diff/risks/index.ts";
import { VARIANTS } from "../../support/bundle.ts";
import { caseOf, risksOf } from "./case.ts";
import { CASES } from "./cases.ts";

describe.each(Object.entries(CASES))("%s", (rule, { told, silent }) => {
  it.each(Object.entries(told))("tells %s", async (_name, given) => {
    const one = caseOf(given);
    for (const risks of await risksOf(one)) {
      const own = risks.filter((risk) => risk.rule === rule);
      const names = Array<string>(one.times ?? 1).fill(rule);
      expect(risks.map((risk) => risk.rule).sort()).toEqual([...names, ...(one.also ?? [])].sort());
      for (const { level, message, advice, path } of own) {
        expect(level).toBe(one.level ?? "danger");
        expect(message).toMatch(/^(certctl|[A-Z])[^\n]*[^.]\.$/);
        expect(advice).toMatch(/^[A-Z][^\n]*[^.]\.$/);
        if (one.says !== undefined) expect(message).toMatch(one.says);
        if (one.at !== undefined) expect(`/${(path ?? []).join("/")}`).toBe(one.at);
      }
    }
  });
  it.each(Object.entries(silent))("is silent about %s", async (_name, given) => {
    const one = caseOf(given);
    for (const risks of await risksOf(one)) {
      const names = risks.map((risk) => risk.rule);
      expect(names).not.toContain(rule);
      if (one.also !== undefined) expect(names.sort()).toEqual([...one.also].sort());
    }
  });
});

describe("good changes", () => {
  it.each(Object.entries(VARIANTS))("nothing is told of %s against itself", async (_name, settings) => {
    for (const way of ["argocd", "helm-releases", "kustomizations"] as const) {
      for (const risks of await risksOf({ way, settings })) expect(risks).toEqual([]);
    }
  });
  it.each(["argocd", "helm-releases", "kustomizations"] as const)("of the next version, by %s", async (way) => {
    const settings = { profile: "ha", certctl: { version: "v2.1.6" } };
    for (const risks of await risksOf({ way, settings, settingsAfter: { profile: "ha" } })) expect(risks).toEqual([]);
  });
  it.each(["argocd", "helm-releases", "kustomizations"] as const)("of a profile that grows, by %s", async (way) => {
    const [dev, ha] = [{ profile: "dev" }, { profile: "ha" }];
    for (const risks of await risksOf({ way, settings: dev, settingsAfter: ha })) expect(risks).toEqual([]);
    for (const risks of await risksOf({ way: "argocd", settings: ha, settingsAfter: dev })) {
      expect(risks.map(({ rule }) => rule)).toEqual(["replicas-one"]);
    }
  });
});

it("has cases both ways for every rule", () => {
  const names = Object.keys(CASES).filter((name) => Object.keys(CASES[name]?.silent ?? {}).length > 0);
  expect(names.sort()).toEqual(RISK_RULES.map(({ name }) => name).sort());
});
