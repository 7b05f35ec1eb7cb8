/** The command `explain`: the pages of the rules, and what it says of names that have none. */
import { afterEach, describe, expect, it } from "vitest";
import { RULES } from "../../src/rules/registry.ts";
import { place as newPlace, type Said } from "../support/cli.ts";

const removals: (() => void)[] = [];
afterEach(() => {
  for (const remove of removals.splice(0)) remove();
});

async function explain(...argv: string[]): Promise<Said> {
  const place = newPlace();
  removals.push(() => place.remove());
  return place.cli("explain", ...argv);
}

it("lists all rules, a line each", async () => {
  const { code, out } = await explain();
  expect(code).toBe(0);
  const names = out.trimEnd().split("\n");
  expect(names.map((line) => line.split(" ")[0])).toEqual(RULES.map(({ name }) => name).sort());
});

it("prints the page of one", async () => {
  const { code, out } = await explain("ha-rate-limit-backend");
  expect(code).toBe(0);
  expect(out).toMatch(/^ha-rate-limit-backend\n\n.*Severity: error\.\n\nWhy\n/);
});

describe("a name without a page", () => {
  it.each([
    ["ha-rate-limit", /Did you mean ha-rate-limit-backend\?/],
    ["no-such-thing", /`certctl-gitops explain` lists all rules/],
    ["ha-embedded-database", /a rule of the fleet file/],
    ["toString", /there is no rule "toString"/],
  ])("%s: says so in a few lines", async (name, words) => {
    const { code, out, err } = await explain(name);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(words);
    expect(err.length).toBeLessThan(400);
    expect(err).not.toContain("written");
  });
});
