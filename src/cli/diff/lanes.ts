/** The order of application on both sides, for the page that shows it lane by lane. */
import type { DiffReport } from "../../model/difference.ts";
import { type LanePair, lanePairs } from "../../order/lanes.ts";
import { orderOf } from "../../order/order.ts";
import { withoutSecrets } from "../../redaction/said.ts";
import type { Sides } from "./sides.ts";

/** Of environments that changed; those that came or went have one side only. */
export function lanesOfSides({ base, head }: Sides, { environments }: DiffReport): readonly LanePair[] {
  const changed = new Set(environments.flatMap(({ name, state }) => (state === "changed" ? [name] : [])));
  const before = new Map([...base.environments, ...base.incomplete].map((one) => [one.name, one]));
  const pairs = [...head.environments, ...head.incomplete].flatMap((after) => {
    const was = before.get(after.name);
    return was === undefined || !changed.has(after.name) ? [] : [{ before: orderOf(was), after: orderOf(after) }];
  });
  return withoutSecrets(lanePairs(pairs));
}
