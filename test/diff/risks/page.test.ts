/** The page of danger rules says what the rules say: their names in their order, levels, a message and its advice. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { RiskRule } from "../../../src/diff/risk.ts";
import { RISK_RULES } from "../../../src/diff/risks/index.ts";
import { caseOf, risksOf } from "./case.ts";
import { CASES } from "./cases.ts";

it("docs/diff-risks.md has each rule as it is", async () => {
  const [, ...sections] = readFileSync("docs/diff-risks.md", "utf8").split("\n## ");
  const expected = await Promise.all(RISK_RULES.map(sectionOf));
  expect(sections.map((section) => section.trim())).toEqual(expected);
});

/** With the first case that the rule tells for an example. */
async function sectionOf({ name, title }: RiskRule): Promise<string> {
  const told = Object.values(CASES[name]?.told ?? {}).map(caseOf);
  const levels = ["danger", "caution"].filter((level) => told.some((one) => (one.level ?? "danger") === level));
  const [first = {}] = told;
  const [risks = []] = await risksOf(first);
  const risk = risks.find(({ rule }) => rule === name);
  const level = levels.join(" or ");
  return `${name}\n\n${title} Level: ${level}.\n\n> ${risk?.message}\n\n${risk?.advice}`;
}
