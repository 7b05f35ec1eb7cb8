/** What the design refuses is refused: exit 2, nothing written, and a place, a reason and a fix. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Cell, forGroup, GROUPS, product, refusals } from "./matrix.ts";
import { certctlGitops } from "./process.ts";
import { SINGLE_REFUSALS } from "./refusals.ts";
import { removeRepositories, repository } from "./workspace.ts";

afterAll(removeRepositories);

interface Problem {
  readonly rule: string;
  readonly message: string;
  readonly at: string;
  readonly fix: string;
}

/** The errors that were printed: three lines each. */
function problems(stderr: string): Problem[] {
  const pattern = /^error: (?<message>.+) \[(?<rule>[a-z-]+)\]\n {2}at {3}(?<at>.+)\n {2}fix {2}(?<fix>.+)$/gm;
  return [...stderr.matchAll(pattern)].map((match) => match.groups as unknown as Problem);
}

async function refuse(cells: readonly Cell[]): Promise<Problem[]> {
  const root = repository(cells);
  const file = readFileSync(join(root, "certctl-gitops.yaml"), "utf8");
  const { code, stdout, stderr } = await certctlGitops(["gen"], root);
  expect(code, stdout + stderr).toBe(2);
  expect(stdout).toBe("");
  expect(readdirSync(root).sort()).toEqual(["certctl-gitops.yaml", "own"]);
  expect(readFileSync(join(root, "certctl-gitops.yaml"), "utf8")).toBe(file);
  const found = problems(stderr);
  expect(found.length, stderr).toBe(stderr.match(/^error: /gm)?.length);
  const places = /^certctl-gitops\.yaml:\d+:\d+ clusters\[\d+\]/;
  for (const { at, message, fix } of found) {
    expect(at).toMatch(places);
    expect(message.length).toBeGreaterThan(20);
    expect(fix.length).toBeGreaterThan(10);
  }
  return found;
}

describe.each(GROUPS)("%s", (group) => {
  const cells = product().filter((cell) => refusals(cell, group).length > 0);

  it.each(cells)("$name", async (cell) => {
    const found = await refuse([forGroup(cell, group)]);
    expect(found.map((f) => f.rule).sort()).toEqual(refusals(cell, group).sort());
  });

  it("says all problems of all clusters at once", async () => {
    const found = await refuse(cells.map((cell) => forGroup(cell, group)));
    const expected = cells.flatMap((cell) => refusals(cell, group).map((rule) => `${cell.name} ${rule}`));
    const said = found.map(({ message, rule }) => `${/^cluster ([^:]+):/.exec(message)?.[1]} ${rule}`);
    expect(said.sort()).toEqual(expected.sort());
  });
});

describe("one setting at a time", () => {
  it.each(SINGLE_REFUSALS)("$rules: $name", async ({ name, settings, rules, says }) => {
    const found = await refuse([{ name, settings }]);
    expect([...new Set(found.map((f) => f.rule))].sort()).toEqual([...rules].sort());
    expect(found.map((f) => f.message + f.fix).join("\n")).toMatch(says);
  });
});
