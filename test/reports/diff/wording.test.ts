import { describe, expect, it } from "vitest";
import type { Step } from "../../../src/model/difference.ts";
import { fieldPath } from "../../../src/reports/diff/path.ts";
import { shownEdit } from "../../../src/reports/diff/shown-edit.ts";
import { verdictText } from "../../../src/reports/diff/verdict.ts";
import { imageText, listText, orderText, variableTexts, whereText } from "../../../src/reports/diff/wording.ts";
import { change, EMPTY, environment, manyChanges } from "./reports.ts";

const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
const EIGHT = { ...EMPTY, environments: names.map((name) => environment(name, "changed")) };
const where = (
  environments: readonly number[],
  count = 0,
  outliers: readonly number[] = [],
  kind = "changed" as const,
) => {
  const one = change("c1", { kind, environments, others: { count, outliers } });
  return [whereText(one, EIGHT), listText(one, EIGHT)];
};

describe("where a change is", () => {
  it("names few, counts many, and names who is left out", () => {
    expect(where([0, 1, 2, 3, 4, 5, 6, 7])).toEqual(["in all 8 environments", ""]);
    expect(where([0, 2], 6)).toEqual(["in a, c", ""]);
    expect(where([0, 1, 2, 3, 4, 5], 2, [6, 7])).toEqual(["in 6 of 8 environments", "not in: g, h"]);
    expect(where([0, 1, 2, 3], 4)).toEqual(["in 4 of 8 environments", "in: a, b, c, d"]);
    expect(where([0, 1, 2, 3], 1, [4])).toEqual(["in 4 of the 5 environments that have it", "not in: e"]);
    expect(where([0, 1, 2, 3])).toEqual(["in all 4 environments that have it", "in: a, b, c, d"]);
  });
  it("says of an object that came or went where else it is", () => {
    const added = change("c1", { kind: "added", environments: [0, 1, 2, 3, 4], others: { count: 1, outliers: [5] } });
    expect([whereText(added, EIGHT), listText(added, EIGHT)]).toEqual(["in 5 of 8 environments", "was already in: f"]);
    const removed = { ...added, kind: "removed" } as const;
    expect(listText(removed, EIGHT)).toBe("stays in: f");
  });
  it("goes without saying where there is one environment", () => {
    const one = change("c1");
    const report = { ...EMPTY, environments: [environment("a", "changed")] };
    expect([whereText(one, report), listText(one, report)]).toEqual(["", ""]);
  });
});

describe("what differs by environment", () => {
  it("is told where it is in sight", () => {
    const edits = [{ kind: "changed", path: ["data", "a"], before: "x-<hash-1>", after: "x-<hash-2>" }] as const;
    const variables = { "hash-1": ["aa", "bb"], "hash-2": ["cc", "cc"], cluster: ["a", "b"] };
    const one = change("c1", { environments: [0, 1], variables, edits });
    const report = { ...EMPTY, environments: [environment("a", "changed"), environment("b", "changed")] };
    expect(variableTexts(one, report, edits)).toEqual(["<hash-1> is aa, bb", "<hash-2> is cc"]);
    expect(variableTexts(one, report, [])).toEqual([]);
  });
});

describe("a list in another order", () => {
  const moved = (items: readonly string[], order: readonly number[]) => {
    const { content } = shownEdit({ kind: "moved", path: ["args"], items, order });
    if (content.form !== "lines") return content;
    return content.lines.map(({ sign, spans }) => `${sign} ${spans.map(({ text }) => text).join("")}`);
  };
  it("is shown whole where it is short", () => {
    const plain = (text: string) => [{ text, marked: false }];
    expect(moved(["a", "b", "c"], [2, 0, 1])).toEqual({
      form: "values",
      before: plain("a, b, c"),
      after: plain("c, a, b"),
    });
  });
  it("otherwise says which items moved", () => {
    const items = Array.from({ length: 30 }, (_, n) => `VARIABLE_${n}`);
    const first = items.map((_, n) => (n === 0 ? 5 : n <= 5 ? n - 1 : n));
    expect(moved(items, first)).toEqual(["  VARIABLE_5: place 6 -> 1"]);
    const turned = moved(
      items,
      items.map((_, n) => 29 - n),
    );
    expect(turned).toHaveLength(11);
    expect((turned as readonly string[]).slice(-2)).toEqual(["  VARIABLE_20: place 21 -> 10", "fold 19 more items"]);
  });
});

describe("the verdict", () => {
  it("counts environments that come or go, and no objects where none changed", () => {
    const environments = [environment("a", "removed"), environment("b", "removed"), environment("c", "unchanged")];
    const gone = { ...EMPTY, verdict: "review", environments } as const;
    expect(verdictText(gone)).toBe("2 environments removed, of 3 · no risks found · nothing withheld");
    const one = { ...gone, environments: [environment("a", "added"), environment("b", "removed")] };
    expect(verdictText(one)).toBe("1 environment added, 1 removed, of 2 · no risks found · nothing withheld");
  });
  it("counts an object once, in however many environments it differs", () => {
    const report = manyChanges(3, 3);
    const same = { ...report, changes: report.changes.map((one) => ({ ...one, ...change(one.id) })) };
    expect(verdictText(same)).toBe(
      "3 environments changed of 3 · 1 object changed, 0 added, 0 removed · 1 danger, 2 cautions · nothing withheld",
    );
  });
});

describe("fields and values in words", () => {
  const cases: readonly (readonly [readonly Step[], string])[] = [
    [[], ""],
    [["metadata", "labels", "app.kubernetes.io/name"], 'metadata.labels["app.kubernetes.io/name"]'],
    [
      ["spec", "ports", { key: { containerPort: 8443, protocol: "TCP" } }],
      "spec.ports[containerPort=8443,protocol=TCP]",
    ],
    [["a", { key: { name: "x]=y" } }], 'a[name="x]=y"]'],
    [["args", { before: 1, after: 1 }], "args[1]"],
    [["args", { before: 1, after: 3 }], "args[1 -> 3]"],
    [["args", { before: 2 }, "b"], "args[2].b"],
    [["metadata", "<cluster>-tls"], "metadata.<cluster>-tls"],
  ];
  it.each(cases)("%j is %s", (path, written) => {
    expect(fieldPath(path)).toBe(written);
  });
  it("images and waves", () => {
    const image = { image: "a", workloads: [], environments: [] };
    expect([
      imageText({ ...image, from: "v1", to: "v2" }),
      imageText({ ...image, to: "v2" }),
      imageText({ ...image, from: "v1" }),
    ]).toEqual(["v1 -> v2", "new, v2", "gone, v1"]);
    const order = { resource: "a", changes: [], environments: [] };
    expect([
      orderText({ ...order, from: "wave 2", to: "wave -1" }),
      orderText({ ...order, from: "server: wave 2", to: "jobs: wave 2" }),
      orderText({ ...order, from: "wave 2", to: "sync hook 0" }),
    ]).toEqual(["wave 2 -> -1", "server: wave 2 -> jobs: wave 2", "wave 2 -> sync hook 0"]);
  });
});
