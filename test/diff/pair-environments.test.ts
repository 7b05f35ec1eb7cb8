/** Which environments are compared, and which are held back. */
import { describe, expect, it } from "vitest";
import { pairEnvironments } from "../../src/diff/pair-environments.ts";
import type { RenderedSide } from "../../src/diff/rendered-side.ts";
import type { AppliedEnvironment } from "../../src/model/applied.ts";
import type { Finding } from "../../src/model/finding.ts";

const environment = (name: string): AppliedEnvironment => ({ name, appliers: [], resources: [], manualSecrets: [] });
const problem = (name: string): Finding => ({
  rule: "yaml-syntax",
  severity: "error",
  message: "this is not valid YAML",
  fix: "Correct it.",
  at: { file: `${name}/a.yaml` },
});

/** `incomplete` names what could not be read; each is made of `<name>/a.yaml`. */
function side(
  names: readonly string[],
  incomplete: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
): RenderedSide {
  const missing = (name: string) => ({ part: name, problems: [problem(name)], inputs: () => [`${name}/a.yaml`] });
  return {
    name: { label: "a" },
    environments: names.map(environment),
    incomplete: incomplete.map((name) => ({ ...environment(name), missing: [missing(name)] })),
    problems: incomplete.map(problem),
    notes: [],
    files: {
      has: (path) => Object.keys(files).some((file) => file.startsWith(`${path}/`)),
      contentOf: (path) => files[path],
    },
  };
}

const states = (base: RenderedSide, head: RenderedSide, isSelected = (_: string): boolean => true) =>
  pairEnvironments(base, head, isSelected).pairs.map(({ name, state }) => `${name} ${state}`);

describe("environments", () => {
  it("are paired by name, new ones and gone ones told", () => {
    expect(states(side(["b", "a"]), side(["c", "b"]))).toEqual(["a removed", "b changed", "c added"]);
  });

  it("are withheld where one side could not be rendered, and are no deletion", () => {
    const { pairs, withheld } = pairEnvironments(side(["a", "b"]), side(["b"], ["a"]), () => true);
    expect(pairs.map(({ name, state }) => `${name} ${state}`)).toEqual(["a withheld", "b changed"]);
    expect(withheld).toEqual([{ side: "head", environment: 0, problems: [problem("a")] }]);
  });

  it("that one side alone has are withheld while something is wrong and the other side has the folder, which may be joined", () => {
    const files = { "a/k.yaml": "", "c/k.yaml": "" };
    const [base, head] = [side(["a", "b", "gone"], [], files), side(["b", "c"], ["x"], files)];
    expect(states(base, head)).toEqual(["a withheld", "b changed", "c withheld", "gone removed", "x withheld"]);
    expect(pairEnvironments(base, head, () => true).withheld).toEqual([
      { side: "head", environment: 4, problems: [problem("x")] },
    ]);
  });

  it("that are wrong in the same way on both sides are compared without that, where none of its files differ", () => {
    const files = { "x/a.yaml": "broken", "a/k.yaml": "" };
    const [base, head] = [side(["a"], ["x"], files), side(["b"], ["x"], files)];
    const { pairs, withheld, notes } = pairEnvironments(base, head, () => true);
    expect(pairs.map(({ name, state }) => `${name} ${state}`)).toEqual(["a removed", "b added", "x changed"]);
    expect(withheld).toEqual([]);
    expect(notes).toEqual([
      {
        rule: "not-compared",
        severity: "info",
        message:
          "neither side can be rendered here, and no file of it differs, so it is left out: this is not valid YAML",
        fix: "Correct it.",
        at: { file: "x/a.yaml" },
      },
    ]);
  });

  it("that are wrong in the same way on both sides are withheld where a file of theirs differs", () => {
    const [base, head] = [side([], ["x"], { "x/a.yaml": "broken" }), side([], ["x"], { "x/a.yaml": "another" })];
    const { pairs, withheld } = pairEnvironments(base, head, () => true);
    expect(pairs.map(({ name, state }) => `${name} ${state}`)).toEqual(["x withheld"]);
    expect(withheld).toEqual([
      { side: "base", environment: 0, problems: [problem("x")] },
      { side: "head", environment: 0, problems: [problem("x")] },
    ]);
  });

  it("that are not selected say nothing, their problems neither", () => {
    const selected = (name: string): boolean => name === "b";
    const { pairs, withheld, notes } = pairEnvironments(side(["a", "b"]), side(["b"], ["a"]), selected);
    expect(pairs.map(({ name, state }) => `${name} ${state}`)).toEqual(["b changed"]);
    expect([withheld, notes]).toEqual([[], []]);
  });
});
