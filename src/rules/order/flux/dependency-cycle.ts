/** Dependencies lead to something that depends on nothing. */

import { type OwnedDelivery, ownedBy } from "../../../order/delivery.ts";
import { dependenciesOf, isNamed } from "../../../order/dependencies.ts";
import type { OrderRule } from "../../rule.ts";

export const dependencyCycle: OrderRule = {
  name: "dependency-cycle",
  severity: "error",
  title: "Dependencies go round in no circle.",
  *check(environment) {
    const all = ownedBy(environment, "kustomization", "helm");
    const told = new Set<OwnedDelivery>();
    for (const delivery of all) {
      const cycle = told.has(delivery) ? undefined : cycleFrom(delivery, all);
      if (cycle === undefined) continue;
      for (const one of cycle) told.add(one);
      const names = [...cycle, delivery].map(({ by }) => by.id.name);
      yield {
        resource: delivery.by,
        path: ["spec", "dependsOn"],
        message: `${names.join(" depends on ")}: none of them ever begins`,
        fix: "Take one of the dependencies away.",
      };
    }
  },
};

/** The shortest way from an object back to itself. */
function cycleFrom(start: OwnedDelivery, all: readonly OwnedDelivery[]): readonly OwnedDelivery[] | undefined {
  let ways: readonly (readonly OwnedDelivery[])[] = [[start]];
  const seen = new Set<OwnedDelivery>();
  while (ways.length > 0) {
    const longer: (readonly OwnedDelivery[])[] = [];
    for (const way of ways) {
      for (const next of nextOf(way.at(-1) ?? start, all)) {
        if (next === start) return way;
        if (seen.has(next)) continue;
        seen.add(next);
        longer.push([...way, next]);
      }
    }
    ways = longer;
  }
  return undefined;
}

function nextOf({ by }: OwnedDelivery, all: readonly OwnedDelivery[]): readonly OwnedDelivery[] {
  return dependenciesOf(by).flatMap((dependency) => all.filter((one) => isNamed(dependency, by, one.by)));
}
