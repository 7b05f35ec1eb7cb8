/** Every rule has a page, cases, a name of its own, and nothing to say about good bundles. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { installationsOf } from "../../src/rules/certctl/installation.ts";
import { INPUT_RULES } from "../../src/rules/input.ts";
import { OBJECT_RULES } from "../../src/rules/objects/index.ts";
import { COHERENCE_RULES, ORDER_RULES, RULES } from "../../src/rules/registry.ts";
import type { RuleOptions } from "../../src/rules/rule.ts";
import { SCHEMA_RULES } from "../../src/rules/schema/rules.ts";
import { VARIANTS } from "../support/bundle.ts";
import { bundleOf, environmentOf, renamed } from "./bundle.ts";
import { isSetting } from "./settings.ts";

const OPTIONS: RuleOptions = { nodes: undefined, kubernetes: [1, 34] };
const GROUPS = ["coherence", "order"].flatMap((family) =>
  readdirSync(`src/rules/${family}`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${family}/${name}`),
);
const tests = readdirSync("test/rules", { recursive: true }).map(String);

describe.each(RULES.map((rule) => [rule.name, rule] as const))("rule %s", (name, rule) => {
  it("has a page that says why, what happens, the fix and the evidence", () => {
    const page = readFileSync(`docs/rules/${name}.md`, "utf8");
    const [heading, , summary = ""] = page.split("\n");
    expect(heading).toBe(`# ${name}`);
    expect(summary.slice(0, rule.title.length)).toBe(rule.title);
    const severities = summary.slice(rule.title.length);
    expect(severities).toMatch(/^ Severity: \w+((;|,) (error|warning|info) (for|where) [^;]+)*\.$/);
    expect(severities.split(/[:;.] ?/)[1]?.trim()).toBe(rule.severity);
    const headings = page.match(/^## .*$/gm);
    expect(headings).toEqual(["## Why", "## On a cluster", "## Fix", "## Evidence"]);
  });
});

it.each(RULES.flatMap(({ name, setting }) => (setting === undefined ? [] : [[name, setting] as const])))(
  "rule %s names %s, which a fleet file has",
  (_name, setting) => {
    expect(setting).toSatisfy(isSetting);
  },
);

it.each(RULES.filter((rule) => !SCHEMA_RULES.includes(rule) && !INPUT_RULES.includes(rule)).map(({ name }) => name))(
  "rule %s has cases",
  (name) => {
    expect(tests.filter((path) => path.endsWith(`/${name}.test.ts`))).toHaveLength(1);
  },
);

it.each(GROUPS)("%s holds its rules in files of their names, and lists them in order", (group) => {
  const folder = `src/rules/${group}`;
  const index = readFileSync(`${folder}/index.ts`, "utf8");
  const files = [...index.matchAll(/from "\.\/([a-z-]+)\.ts"/g)].map((match) => match[1] ?? "");
  expect(files).toEqual(files.toSorted());
  const names = files.map((file) => /^ {2}name: "([^"]+)",$/m.exec(readFileSync(`${folder}/${file}.ts`, "utf8"))?.[1]);
  expect(names).toEqual(files);
});

it("has no page without a rule", () => {
  const names = new Set(RULES.map((rule) => rule.name));
  const pages = existsSync("docs/rules") ? readdirSync("docs/rules") : [];
  expect(pages.filter((page) => !names.has(page.replace(/\.md$/, "")))).toEqual([]);
});

it("has each name once", () => {
  const names = RULES.map((rule) => rule.name);
  expect(names).toEqual([...new Set(names)]);
});

describe.each(Object.entries(VARIANTS))("the bundle of %s", (_name, settings) => {
  it("gives no rule anything to say, whatever its objects are called", async () => {
    const { manifests } = await bundleOf(settings);
    for (const objects of [manifests, renamed(manifests)]) {
      const environment = environmentOf(objects);
      const installations = installationsOf(environment);
      expect(installations).toHaveLength(1);
      const coherence = COHERENCE_RULES.flatMap((rule) =>
        installations.flatMap((one) => [...rule.check(one, OPTIONS)]),
      );
      const order = ORDER_RULES.flatMap((rule) => [...rule.check(environment, OPTIONS)]);
      const single = environment.resources.flatMap((one) =>
        OBJECT_RULES.flatMap((rule) => [...rule.check(one, OPTIONS)]),
      );
      expect(
        [...coherence, ...order, ...single].map(({ resource, message }) => `${resource.id.kind} ${message}`),
      ).toEqual([]);
    }
  });
});
