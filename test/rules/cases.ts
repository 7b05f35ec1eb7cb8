/** Holds a rule both ways: what it must report, and the twin that it must not. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { AppliedEnvironment } from "../../src/model/applied.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import { installationsOf } from "../../src/rules/certctl/installation.ts";
import type { BaseRule, CoherenceRule, ObjectRule, Problem, RuleOptions } from "../../src/rules/rule.ts";
import { type Bundle, bundleOf, environmentOf, renamed, resourceOf } from "./bundle.ts";
import { isSetting } from "./settings.ts";

export interface Case {
  /** Settings of the cluster that is broken; profile `ha` where they are left out. */
  readonly settings?: JsonObject;
  readonly nodes?: number;
  /** Secrets that a person makes, as `namespace/name`. */
  readonly manualSecrets?: readonly string[];
  readonly change?: (bundle: Bundle) => void;
  /** Of a case that is reported: words that the message has; pointers, where they matter. */
  readonly says?: RegExp;
  readonly at?: string;
  readonly severity?: string;
  /** How many problems; one where it is left out. */
  readonly times?: number;
}

export interface Cases {
  /** Why one side has none here: where they stand. */
  readonly elsewhere?: string;
  readonly reports: Readonly<Record<string, Case | Case["change"]>>;
  readonly silent: Readonly<Record<string, Case | Case["change"]>>;
}

/** Each case runs on the bundle as it is and on one in which everything has another name. */
export function describeRule(rule: CoherenceRule, { reports, silent, elsewhere }: Cases): void {
  describe(rule.name, () => {
    it("has cases both ways", () => {
      if (elsewhere === undefined) expect(Object.keys(reports)).not.toEqual([]);
      expect(Object.keys(silent)).not.toEqual([]);
    });
    it.each(Object.entries(reports))("reports %s", async (_name, given) => {
      const one = caseOf(given);
      for (const environment of await environmentsOf(one)) {
        const problems = coherenceProblems(rule, environment, one);
        expect(problems.map(({ message }) => message)).toHaveLength(one.times ?? 1);
        for (const problem of problems) expectProblem(problem, one, rule);
      }
    });
    it.each(Object.entries(silent))("is silent about %s", async (_name, given) => {
      const one = caseOf(given);
      for (const environment of await environmentsOf(one)) {
        expect(coherenceProblems(rule, environment, one).map(({ message }) => message)).toEqual([]);
      }
    });
  });
}

/** A case of a rule about single objects is an object. */
export interface ObjectCase extends Omit<Case, "change" | "settings"> {
  readonly object: JsonObject;
}

interface ObjectCases {
  readonly reports: Readonly<Record<string, ObjectCase>>;
  readonly silent: Readonly<Record<string, JsonObject>>;
}

/** `ruleNames` are all rules that there are. */
export function describeObjectRule(
  rule: ObjectRule,
  { reports, silent }: ObjectCases,
  ruleNames: readonly string[] = [],
): void {
  const problemsOf = (object: JsonObject): Problem[] => [
    ...rule.check(resourceOf(object as Manifest), { ...optionsOf({}), ruleNames }),
  ];
  describe(rule.name, () => {
    it("has cases both ways", () => {
      expect(Object.keys(reports)).not.toEqual([]);
      expect(Object.keys(silent)).not.toEqual([]);
    });
    it.each(Object.entries(reports))("reports %s", (_name, one) => {
      const problems = problemsOf(one.object);
      expect(problems.map(({ message }) => message)).toHaveLength(one.times ?? 1);
      for (const problem of problems) expectProblem(problem, one, rule);
    });
    it.each(Object.entries(silent))("is silent about %s", (_name, object) => {
      expect(problemsOf(object).map(({ message }) => message)).toEqual([]);
    });
  });
}

/** A small letter or a sign, or a name: a variable's, a field's or a kind's, a program's. */
const BEGINNING =
  /^([^A-Z]|[A-Z][A-Z0-9_]+\b|[A-Z][a-z]+[A-Z]|(Argo CD|Flux|Google|HAProxy|Helm|Kubernetes|PostgreSQL|Traefik)\b)/;

/** A message goes on where a report has named the place, a fix is a sentence of its own. */
export function expectProblem(problem: Problem, one: Pick<Case, "says" | "at" | "severity">, rule: BaseRule): void {
  const { kind } = problem.resource.id;
  expect(problem.message.replace(new RegExp(`^${kind} `), "")).toMatch(BEGINNING);
  expect(problem.message).not.toMatch(/[.\s]$|\. .*\. /);
  expect(problem.fix).toMatch(/^[A-Z].*\.$/s);
  if (problem.setting !== undefined) expect(problem.setting).toSatisfy(isSetting);
  expect(summaryOf(rule)).toContain(problem.severity ?? rule.severity);
  if (one.says !== undefined) expect(problem.message).toMatch(one.says);
  if (one.at !== undefined) expect(`/${(problem.path ?? []).join("/")}`).toBe(one.at);
  if (one.severity !== undefined) expect(problem.severity ?? rule.severity).toBe(one.severity);
}

/** The line of the rule's page that says what holds, and how severe it is where it doesn't. */
function summaryOf({ name }: BaseRule): string {
  return readFileSync(`docs/rules/${name}.md`, "utf8").split("\n")[2] ?? "";
}

function caseOf(given: Case | Case["change"]): Case {
  return typeof given === "function" ? { change: given } : (given ?? {});
}

async function environmentsOf(one: Case): Promise<readonly AppliedEnvironment[]> {
  const bundle = await bundleOf(one.settings ?? { profile: "ha" });
  one.change?.(bundle);
  const manualSecrets = one.manualSecrets ?? [];
  const other = renamed(bundle.manifests);
  return [
    { ...environmentOf(bundle.manifests), manualSecrets },
    { ...environmentOf(other), manualSecrets: manualSecrets.map((name) => name.replaceAll("certctl", "acme")) },
  ];
}

function coherenceProblems(rule: CoherenceRule, environment: AppliedEnvironment, one: Case): readonly Problem[] {
  return installationsOf(environment).flatMap((installation) => [...rule.check(installation, optionsOf(one))]);
}

export function optionsOf({ nodes }: Case): RuleOptions {
  return { nodes, kubernetes: [1, 34] };
}
