import { describe, expect, it } from "vitest";
import type { Change } from "../../src/model/difference.ts";
import { columnsOf, unfolded } from "../../src/page/columns.ts";
import { EVERYTHING, finderOf, type Selection } from "../../src/page/selection.ts";
import { editsText, environmentsText } from "../../src/page/wording.ts";
import { fleet, RICH } from "../reports/page/samples.ts";

describe("what is selected", () => {
  const finder = finderOf(RICH);
  const found = (selection: Partial<Selection>) =>
    finder.find({ ...EVERYTHING, ...selection }).map((index) => RICH.changes[index]?.id);
  it.each([
    ["nothing asked for", {}, ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"]],
    ["a name", { query: "certctl-backup" }, ["c8"]],
    ["a kind, in other letters", { query: "NETWORKPOLICY" }, ["c6"]],
    ["a path", { query: "spec.rules[0].host" }, ["c3"]],
    ["a value", { query: "512Mi" }, ["c7"]],
    ["a value within a value", { query: "hooks.example.com" }, ["c2"]],
    ["an environment", { query: "clusters/dev" }, ["c2", "c6", "c7"]],
    ["what a placeholder stands for", { query: "us-1 platform.example" }, ["c3"]],
    ["a risk", { query: "waves-inverted" }, ["c4"]],
    ["two words, both of which count", { query: "deployment memory" }, ["c7"]],
    ["nothing that is there", { query: "deployment nowhere" }, []],
    ["kinds", { kinds: ["added", "removed"] as const }, ["c5", "c6"]],
    ["danger", { risk: "danger" as const }, ["c4", "c5"]],
    ["any risk", { risk: "any" as const }, ["c1", "c2", "c4", "c5"]],
    ["one environment", { environment: 0 }, ["c2", "c6", "c7"]],
    ["what doesn't follow", { withoutFollowing: true }, ["c1", "c2", "c3", "c4", "c5", "c6", "c7"]],
  ])("%s", (_name, selection, ids) => {
    expect(found(selection)).toEqual(ids);
  });
});

describe("the columns of the matrix", () => {
  it("are environments in which the same happens, those without a change last", () => {
    const columns = columnsOf(RICH);
    expect(columns.map(({ environments }) => environmentsText(RICH, environments))).toEqual([
      "clusters/dev",
      "clusters/single-node",
      "clusters/eu-1, clusters/eu-2",
      "clusters/eu-3",
      "clusters/us-1",
      "clusters/us-2",
      "clusters/ap-1",
      "clusters/edge-1",
    ]);
    expect([...(columns[2]?.changes ?? [])]).toEqual([0, 1, 2, 3, 5, 7]);
    expect([...(columns[7]?.outliers ?? [])]).toEqual([0]);
  });
  it("are two for a thousand clusters of which three stand apart", () => {
    const columns = columnsOf(fleet(1000));
    expect(columns.map(({ environments }) => environments.length)).toEqual([997, 3]);
    expect(columns.flatMap(unfolded)).toHaveLength(1000);
  });
});

describe("what tells changes of an object apart", () => {
  const text = (...paths: readonly Change["edits"][number]["path"][]) =>
    editsText({ kind: "changed", edits: paths.map((path) => ({ kind: "changed", path })) } as unknown as Change);
  it("is the last step, with its list where that is a number", () => {
    expect(text(["spec", "replicas"], ["spec", "env", { key: { name: "A" } }])).toBe("replicas, [name=A]");
    expect(text(["spec", "valuesFiles", { before: 0, after: 0 }], ["data", "a.b"])).toBe("valuesFiles[0], a.b");
    expect(text(["args", { before: 1 }], ["a"], ["b"], ["c"])).toBe("args[1], a, b and 1 more");
  });
});
