/** One thing that matters is changed in a good bundle, everywhere, one after the other: a rule tells it. */
import { beforeAll, expect, it } from "vitest";
import { type Outcomes, outcomes } from "./mutations/all.ts";
import { UNCAUGHT } from "./mutations/uncaught.ts";

/** `MUTATIONS=table npx vitest run test/rules/mutations.test.ts`: each mutation with all rules that tell it. */
const WITH_TABLE = process.env.MUTATIONS === "table";
const LEAST_PERCENT = 95;

let all: Outcomes;
beforeAll(async () => {
  all = await outcomes(!WITH_TABLE);
  if (WITH_TABLE) process.stdout.write(`${tableOf(all)}\n`);
}, 300_000);

it("breaks clusters of which no rule says anything before", () => {
  expect(all.before).toEqual([]);
});

it("is told by rules: nearly every one, and nearly every one that is no misspelt field", () => {
  expect(all.made.length).toBeGreaterThan(2000);
  const percent = (made: Outcomes["made"]): number => (100 * made.filter(isTold).length) / made.length;
  expect(percent(all.made)).toBeGreaterThanOrEqual(LEAST_PERCENT);
  expect(percent(all.made.filter(({ what }) => what !== "misspelt"))).toBeGreaterThanOrEqual(LEAST_PERCENT);
});

it("is listed with the reason where no rule tells it", () => {
  const silent = all.made.filter((one) => !isTold(one)).map(({ name }) => name);
  const listed = UNCAUGHT.flatMap(({ mutations }) => mutations);
  expect(silent.toSorted()).toEqual(listed.toSorted());
});

function isTold({ rules }: Outcomes["made"][number]): boolean {
  return rules.length > 0;
}

function tableOf({ made, left }: Outcomes): string {
  const rows = made.map(({ name, cluster, rules }) => `${name} (${cluster}) -> ${rules.join(", ") || "-"}`);
  const counts = new Map<string, number>();
  for (const rule of made.flatMap(({ rules }) => rules)) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const byRule = [...counts].sort((a, b) => b[1] - a[1]).map(([rule, count]) => `${count} ${rule}`);
  const reasons = [...left].map(([why, count]) => `${count} not made: ${why}`);
  const told = made.filter(isTold).length;
  return [...rows, "", ...byRule, "", ...reasons, `${told} of ${made.length} are told`].join("\n");
}
