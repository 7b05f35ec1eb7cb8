/** certctl's own chart, rendered by the real helm: its real defects are reported by rule, and nothing that is not one. */
import { afterAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import type { Expected } from "./expected.ts";
import { findingsIn, helmTemplate } from "./render.ts";
import { ENVIRONMENTS, OPTIONS, type Rendering } from "./renderings.ts";
import { OLD, UNRENDERED, UNSEEN } from "./rows.ts";
import { chartOf, hasRelease } from "./source.ts";

function namesOf(list: readonly Expected[]): readonly string[] {
  return list.map(({ finding }) => finding).sort();
}

describe.each([
  ["an environment", ENVIRONMENTS],
  ["an option", OPTIONS],
] as const)("%s", (_kind, renderings) => {
  it.each(Object.entries(renderings))("%s", (_name, { values, finds }: Rendering) => {
    expect(findingsIn(values).map(({ finding }) => finding)).toEqual(namesOf(finds));
  });
});

describe("nothing is rendered", () => {
  it.each(Object.entries(UNRENDERED))("of %s", (_name, { values, says }) => {
    expect(helmTemplate(values).error).toMatch(says);
  });
});

const folder = temporaryFolder();
afterAll(() => folder.remove());

it.skipIf(!hasRelease(OLD.release))(`the chart of ${OLD.release}`, () => {
  const found = findingsIn({ ...OLD.values, chart: chartOf(OLD.release, folder.path) });
  expect(found.map(({ finding }) => finding)).toEqual(namesOf(OLD.finds));
});

it("each of the 51 defects is shown, or has a reason", () => {
  const lists = [...Object.values(ENVIRONMENTS), ...Object.values(OPTIONS), OLD];
  const shown = lists.flatMap(({ finds }) => finds.flatMap(({ why }) => why)).filter((why) => typeof why === "number");
  const others = [...Object.values(UNRENDERED).map(({ row }) => row), ...Object.keys(UNSEEN).map(Number)];
  const all = [...new Set([...shown, ...others])].sort((a, b) => a - b);
  expect(all).toEqual(Array.from({ length: 51 }, (_, index) => index + 1));
  expect(Object.keys(UNSEEN).filter((row) => shown.includes(Number(row)))).toEqual([]);
});
