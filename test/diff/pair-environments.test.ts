/** Which environments are compared, and which are held back. */
import { describe, expect, it } from "vitest";
import { pairEnvironments } from "../../src/diff/pair-environments.ts";
import type { RenderedSide } from "../../src/diff/rendered-side.ts";
import type { AppliedEnvironment } from "../../src/model/applied.ts";
import type { Finding } from "../../src/model/finding.ts";

const environment = (name: string): AppliedEnvironment => ({ name, appliers: [], resources: [], manualSecrets: [] });
const problem: Finding = {
  rule: "yaml-syntax",
  severity: "error",
  message: "this is not valid YAML",
  fix: "",
  at: { file: "x.yaml" },
};

function side(
  names: readonly string[],
  incomplete: readonly string[] = [],
  problems: readonly Finding[] = [],
): RenderedSide {
  return {
    name: { label: "a" },
    environments: names.map(environment),
    incomplete: incomplete.map(environment),
    problems,
    notes: [],
  };
}

const states = (base: RenderedSide, head: RenderedSide, isSelected = (_: string): boolean => true) =>
  pairEnvironments(base, head, isSelected).pairs.map(({ name, state }) => `${name} ${state}`);

describe("environments", () => {
  it("are paired by name, new ones and gone ones told", () => {
    expect(states(side(["b", "a"]), side(["c", "b"]))).toEqual(["a removed", "b changed", "c added"]);
  });

  it("are withheld where one side could not be rendered, and are no deletion", () => {
    const { pairs, withheld } = pairEnvironments(side(["a", "b"]), side(["b"], ["a"], [problem]), () => true);
    expect(pairs.map(({ name, state }) => `${name} ${state}`)).toEqual(["a withheld", "b changed"]);
    expect(withheld).toEqual([{ side: "head", environment: 0, problems: [problem] }]);
  });

  it("that one side alone has are withheld while something is wrong on the other side alone", () => {
    expect(states(side(["a", "b"]), side(["b", "c"], [], [problem]))).toEqual([
      "a withheld",
      "b changed",
      "c withheld",
    ]);
  });

  it("come and go where both sides have the same problem", () => {
    const [base, head] = [side(["a"], ["x"], [problem]), side(["b"], ["x"], [problem])];
    expect(states(base, head)).toEqual(["a removed", "b added", "x withheld"]);
  });

  it("that are not selected say nothing, their problems neither", () => {
    const { pairs, withheld } = pairEnvironments(
      side(["a", "b"]),
      side(["b"], ["a"], [problem]),
      (name) => name === "b",
    );
    expect(pairs.map(({ name, state }) => `${name} ${state}`)).toEqual(["b changed"]);
    expect(withheld).toEqual([]);
  });
});
