/** Which environments are compared, and which are held back. */
import { describe, expect, it } from "vitest";
import { pairEnvironments } from "../../src/diff/pair-environments.ts";
import type { RenderedSide } from "../../src/diff/rendered-side.ts";
import type { AppliedEnvironment, Resource } from "../../src/model/applied.ts";
import type { Finding } from "../../src/model/finding.ts";
import { resourceId } from "../../src/model/manifest.ts";

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

describe("environments that moved", () => {
  const resource = (kind: string, name: string): Resource => {
    const manifest = { apiVersion: kind === "Application" ? "argoproj.io/v1alpha1" : "v1", kind, metadata: { name } };
    return { manifest, id: resourceId(manifest), placeOf: () => ({}) };
  };
  const handed = (name: string, ...by: string[]): AppliedEnvironment => ({
    ...environment(name),
    appliers: by.map((one) => ({ kind: "application", by: resource("Application", one), resources: [] })),
  });
  const holding = (name: string, ...objects: string[]): AppliedEnvironment => ({
    ...environment(name),
    resources: objects.map((one) => resource("ConfigMap", one)),
  });
  const pairs = (
    before: readonly AppliedEnvironment[],
    after: readonly AppliedEnvironment[],
    isSelected = (_: string): boolean => true,
  ): string[] =>
    pairEnvironments({ ...side([]), environments: before }, { ...side([]), environments: after }, isSelected).pairs.map(
      ({ name, state, was }) => `${name} ${state}${was === undefined ? "" : `, was ${was}`}`,
    );

  it("are the same ones where the same objects hand them over, whatever those apply now", () => {
    expect(
      pairs([handed("out/a", "x", "y"), handed("out/b", "z")], [handed("in/b", "z"), handed("in/a", "y", "x")]),
    ).toEqual(["in/a changed, was out/a", "in/b changed, was out/b"]);
    expect(pairs([handed("out/a", "x", "y")], [handed("in/a", "x")])).toEqual(["in/a added", "out/a removed"]);
    expect(pairs([handed("out/a", "x")], [handed("in/a", "x")], (name) => name.startsWith("out"))).toEqual([
      "in/a changed, was out/a",
    ]);
  });

  it("are the same ones where they hold the same objects, two at least", () => {
    expect(pairs([holding("a", "x", "y")], [holding("b", "y", "x")])).toEqual(["b changed, was a"]);
    expect(pairs([holding("a", "x")], [holding("b", "x")])).toEqual(["a removed", "b added"]);
    expect(pairs([handed("a", "x")], [holding("b", "x", "y")])).toEqual(["a removed", "b added"]);
  });

  it("are told to come and go where another one could be meant", () => {
    const [x, y] = [holding("a", "x", "y"), holding("c", "x", "y")];
    expect(pairs([x, y], [holding("b", "x", "y")])).toEqual(["a removed", "b added", "c removed"]);
    expect(pairs([x], [holding("b", "x", "y"), y])).toEqual(["a removed", "b added", "c added"]);
    expect(pairs([x, y], [holding("b", "x", "y"), y])).toEqual(["a removed", "b added", "c changed"]);
  });

  it("are withheld under their new names where a part of them is wrong now", () => {
    const missing = [{ part: "a", problems: [problem("in")], inputs: () => [] }];
    const head = { ...side([]), incomplete: [{ ...handed("in/a", "x"), missing }], problems: [problem("in")] };
    const { pairs: found } = pairEnvironments({ ...side([]), environments: [handed("out/a", "x")] }, head, () => true);
    expect(found.map(({ name, state }) => `${name} ${state}`)).toEqual(["in/a withheld"]);
  });
});
