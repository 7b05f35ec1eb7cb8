import { describe, expect, it } from "vitest";
import { type Line, lineDiff, sideBySide, stretches } from "../../src/page/line-diff.ts";

/** `-2 log: [info]`: sign, number, and what is marked in brackets. */
function written({ kind, before, after, spans }: Line): string {
  const sign = { same: " ", removed: "-", added: "+" }[kind];
  return `${sign}${after ?? before} ${spans.map(({ text, marked }) => (marked ? `[${text}]` : text)).join("")}`;
}

describe("lineDiff", () => {
  it("tells lines, and the words that differ in those that stand for each other", () => {
    const before = ["log:", "  level: info", "  format: json", "gone"];
    const after = ["log:", "  level: debug", "  format: json", "new: 1", "new: 2"];
    expect(lineDiff(before, after).map(written)).toEqual([
      " 1 log:",
      "-2   level: [info]",
      "+2   level: [debug]",
      " 3   format: json",
      "-4 gone",
      "+4 new: 1",
      "+5 new: 2",
    ]);
  });
  it("gives all lines of a side that is alone", () => {
    expect(lineDiff([], ["a", "b"]).map(written)).toEqual(["+1 a", "+2 b"]);
    expect(lineDiff(["a", "b"], []).map(written)).toEqual(["-1 a", "-2 b"]);
  });
  it("shows texts that have next to nothing in common as a whole, without trying for long", () => {
    const before = Array.from({ length: 20_000 }, (_, index) => `a${index}`);
    const after = Array.from({ length: 20_000 }, (_, index) => `b${index}`);
    const lines = lineDiff([...before, "same"], [...after, "same"]);
    expect(lines).toHaveLength(40_002);
    expect(lines.filter(({ kind }) => kind === "same")).toEqual([]);
  });
});

describe("sideBySide", () => {
  it("puts what was added beside what was removed in its place", () => {
    const rows = sideBySide(lineDiff(["a", "b", "c", "z"], ["a", "x", "z", "y"]));
    expect(rows.map(({ before, after }) => [before && written(before), after && written(after)])).toEqual([
      [" 1 a", " 1 a"],
      ["-2 b", "+2 x"],
      ["-3 c", undefined],
      [" 3 z", " 3 z"],
      [undefined, "+4 y"],
    ]);
  });
});

describe("stretches", () => {
  it("folds what is more than three lines away from a difference, unless it is one line", () => {
    const before = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    const after = before.map((line, index) => (index === 4 || index === 20 ? "other" : line));
    const found = stretches(lineDiff(before, after));
    expect(found.map(({ folded, lines }) => [folded, lines.length])).toEqual([
      [false, 1],
      [false, 8],
      [true, 9],
      [false, 8],
      [true, 6],
    ]);
    expect(found.flatMap(({ lines }) => lines)).toEqual(lineDiff(before, after));
  });
});
