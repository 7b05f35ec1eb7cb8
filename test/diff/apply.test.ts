/** Edits that don't fit are told, with the place and never the value; the mirror of one list. */
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../src/diff/apply.ts";
import { mirror } from "../../src/diff/mirror.ts";
import type { Edit } from "../../src/model/difference.ts";
import type { JsonValue } from "../../src/model/json.ts";

const a = { key: { name: "a" } };

const MISFITS: readonly [name: string, before: JsonValue, edits: readonly Edit[], message: string][] = [
  [
    "another value is there",
    { spec: { x: "hunter2" } },
    [{ kind: "changed", path: ["spec", "x"], before: "hunter1", after: "hunter3" }],
    "this edit (changed at spec.x) doesn't fit: at spec.x, another value is there",
  ],
  [
    "the value is not there",
    {},
    [{ kind: "removed", path: ["x"], before: 1 }],
    "this edit (removed at x) doesn't fit: at x, it is not there",
  ],
  [
    "the value is there already",
    { x: 1 },
    [{ kind: "added", path: ["x"], after: 1 }],
    "this edit (added at x) doesn't fit: at x, it is there already",
  ],
  [
    "the list has no such item",
    { l: [{ name: "b" }] },
    [{ kind: "changed", path: ["l", a, "x"], before: 1, after: 2 }],
    "this edit (changed at l[name=a].x) doesn't fit: at l[name=a], the list has no such item",
  ],
  [
    "two edits change one value",
    { x: { y: 1 } },
    [
      { kind: "changed", path: ["x", "y"], before: 1, after: 2 },
      { kind: "changed", path: ["x"], before: { y: 1 }, after: 2 },
    ],
    "this edit (changed at x) doesn't fit: at x, another edit changes the same value",
  ],
  [
    "one is removed in which another changes something",
    { x: { y: 1 } },
    [
      { kind: "changed", path: ["x", "y"], before: 1, after: 2 },
      { kind: "removed", path: ["x"], before: { y: 1 } },
    ],
    "this edit (removed at x) doesn't fit: at x, another edit changes the same value",
  ],
  [
    "the way leads through a text",
    { l: "x" },
    [{ kind: "added", path: ["l", "x"], after: 2 }],
    "this edit (added at l.x) doesn't fit: at l, there is no mapping or list",
  ],
  [
    "an order is of another list",
    { l: [1, 2, 3] },
    [{ kind: "moved", path: ["l"], order: [1, 0], items: [] }],
    "this edit (moved at l) doesn't fit: at l, it orders another number of items than the list has",
  ],
  [
    "the item in front is not there",
    { l: [{ name: "b" }] },
    [{ kind: "added", path: ["l", a], after: { name: "a" }, position: { after: { name: "c" } } }],
    "this edit (added at l[name=a]) doesn't fit: at l[name=a], the item in front of an added one is not there",
  ],
  [
    "a place is behind the end",
    { l: [1] },
    [{ kind: "added", path: ["l", { after: 5 }], after: 1 }],
    "this edit (added at l[5]) doesn't fit: at l[5], two items are added at one place, or one behind the list's end",
  ],
];

describe("applyEdits", () => {
  it.each(MISFITS)("says where it doesn't fit: %s", (_name, before, edits, message) => {
    expect(() => applyEdits(before, edits)).toThrow(new Error(message));
  });
  it("doesn't look at what a redacted edit takes away", () => {
    const edit: Edit = { kind: "changed", path: ["x"], before: "<redacted>", after: "<redacted>", redacted: true };
    expect(applyEdits({ x: "hunter2" }, [edit])).toEqual({ x: "<redacted>" });
  });
  it("gives back the same parts where nothing changes", () => {
    const before = { same: { a: 1 }, other: 1 };
    const after = applyEdits(before, [{ kind: "changed", path: ["other"], before: 1, after: 2 }]) as typeof before;
    expect([after, after.same === before.same]).toEqual([{ same: { a: 1 }, other: 2 }, true]);
  });
});

describe("mirror", () => {
  it("swaps sides, places and orders, and keeps removed items in front of added ones", () => {
    const edits: readonly Edit[] = [
      { kind: "moved", path: ["l"], order: [2, 0, 1], items: ["x", "y", "z"] },
      { kind: "removed", path: ["l", { before: 0 }], before: 1 },
      { kind: "changed", path: ["l", { before: 1, after: 2 }, "p"], before: 1, after: 2 },
      { kind: "added", path: ["l", { after: 4 }], after: { q: 1 } },
      { kind: "added", path: ["m", a], after: { name: "a" }, position: "last" },
    ];
    expect(mirror(edits)).toEqual([
      { kind: "moved", path: ["l"], order: [1, 2, 0], items: ["z", "x", "y"] },
      { kind: "removed", path: ["l", { before: 4 }], before: { q: 1 } },
      { kind: "changed", path: ["l", { before: 2, after: 1 }, "p"], before: 2, after: 1 },
      { kind: "added", path: ["l", { after: 0 }], after: 1 },
      { kind: "removed", path: ["m", a], before: { name: "a" }, position: "last" },
    ]);
  });
});
