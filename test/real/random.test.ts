/**
 * Random trees build to the same bytes with the real kustomize and with our renderer, or both refuse them:
 * `RANDOM_TREES=3000 RANDOM_SEED=1 npm run test:real -- test/real/random.test.ts`.
 */
import { afterAll, expect, it } from "vitest";
import { agrees, type Comparison, openWorkplace } from "../kustomize/random/compare.ts";
import { describeComparison } from "../kustomize/random/difference.ts";
import { randomTree } from "../kustomize/random/tree.ts";
import { mapTwo } from "./process.ts";

const TREES = Number(process.env.RANDOM_TREES ?? 300);
const SEED = Number(process.env.RANDOM_SEED ?? 20_260);
const SHOWN = 10;

const workplace = openWorkplace();
afterAll(() => workplace.close());

const seeds = Array.from({ length: TREES }, (_, index) => SEED + index);

const reported = (seed: number, comparison: Comparison): string =>
  `seed ${seed}: ${describeComparison(comparison)}\n  npm run test:random -- --show ${seed} --shrink`;

it(`builds ${TREES} random trees from seed ${SEED} as kustomize does`, async () => {
  const compared = await mapTwo(seeds, async (seed) => ({
    seed,
    comparison: await workplace.compare(randomTree(seed)),
  }));
  const accepted = compared.filter(({ comparison }) => comparison.real.stdout !== undefined).length;
  const share = accepted / TREES;
  process.stdout.write(`${TREES} trees from seed ${SEED}: kustomize accepts ${(100 * share).toFixed(1)} %\n`);
  const wrong = compared.filter(({ comparison }) => !agrees(comparison));
  expect(
    `${wrong.length} differences`,
    wrong
      .slice(0, SHOWN)
      .map((one) => reported(one.seed, one.comparison))
      .join("\n\n"),
  ).toBe("0 differences");
  expect(share).toBeGreaterThanOrEqual(0.5);
});
