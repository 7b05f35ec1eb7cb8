/** The random trees are the same everywhere, and what shrinks them keeps what makes the difference. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { chanceOf } from "./random/chance.ts";
import { firstDifference } from "./random/difference.ts";
import { shrink } from "./random/shrink.ts";
import { randomTree, TOP } from "./random/tree.ts";
import { writeYaml } from "./random/write-yaml.ts";

const seeds = Array.from({ length: 200 }, (_, index) => index);
const digest = (): string =>
  createHash("sha256")
    .update(JSON.stringify(seeds.map((seed) => [...randomTree(seed)])))
    .digest("hex");

describe("random trees", () => {
  it("are what their seeds say", () => {
    expect(digest()).toBe(digest());
    expect(new Set(seeds.map((seed) => JSON.stringify([...randomTree(seed)]))).size).toBe(seeds.length);
  });

  it("have a kustomization at the top, and one to four levels", () => {
    const tops = seeds.map((seed) => [...randomTree(seed).keys()].filter((path) => path.startsWith(`${TOP}/`)));
    expect(tops.every((paths) => paths.some((path) => /\/[Kk]ustomization(\.ya?ml)?$/.test(path)))).toBe(true);
  });

  it("use every field", () => {
    const text = seeds.map((seed) => [...randomTree(seed).values()].join("\n")).join("\n");
    const fields =
      "resources components bases namePrefix nameSuffix namespace labels commonLabels commonAnnotations images imageTags replicas patches patchesStrategicMerge patchesJson6902 configMapGenerator secretGenerator generatorOptions replacements vars configurations openapi sortOptions buildMetadata transformers generators metadata";
    expect(fields.split(" ").filter((field) => !new RegExp(`^['"]?${field}['"]?:`, "m").test(text))).toEqual([]);
  });
});

it("writes one value in many ways", () => {
  const value = { a: ["x", "1", null], b: { c: "two\nlines\n" } };
  const texts = seeds.map((seed) => writeYaml(value, chanceOf(seed)));
  expect(new Set(texts).size).toBeGreaterThan(60);
});

describe("shrinking", () => {
  const tree = new Map([
    [
      "top/kustomization.yaml",
      "resources:\n- a.yaml\n- b.yaml\nnamePrefix: long-\nlabels: [{pairs: {a: b}}, {pairs: {c: d}}]\n",
    ],
    ["top/a.yaml", "kind: A\nspec:\n  keep: here\n  list:\n  - one: 1\n    two: 2\n"],
    ["top/b.yaml", "kind: B\n---\nkind: C\n"],
  ]);

  it("drops files, fields, items and documents for as long as the difference remains", async () => {
    const small = await shrink(tree, async (attempt) => {
      const text = [...attempt.values()].join("");
      return text.includes("two: 2") && text.includes("kind: C") && text.includes("{c: d}");
    });
    expect([...small]).toEqual([
      ["top/kustomization.yaml", "labels: [ {pairs: {c: d}}]\n"],
      ["top/a.yaml", "spec:\n  list:\n  - two: 2\n"],
      ["top/b.yaml", "kind: C\n"],
    ]);
  });

  it("asks no more often than it may", async () => {
    let asked = 0;
    await shrink(
      tree,
      async () => {
        asked += 1;
        return true;
      },
      5,
    );
    expect(asked).toBeLessThan(5);
  });
});

it("says the first lines that differ", () => {
  expect(firstDifference("a\nb\nc\nd\n", "a\nb\nx\nd\n")).toBe("line 3:\n  a\n  b\n- c\n+ x");
});
