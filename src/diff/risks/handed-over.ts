/** An object goes from one Application, Kustomization or HelmRelease to another. */
import { type Delivery, deliveriesOf } from "../../order/delivery.ts";
import { isPruned } from "../../order/removal.ts";
import { isSame } from "../../order/same-object.ts";
import { isEngineObject } from "./removal.ts";
import { isKind, riskRule } from "./rule.ts";
import type { Sides } from "./sides.ts";

export const handedOver = riskRule(
  "handed-over",
  "An object is handed over by another engine object than before, and the old one still prunes.",
  function* (sides) {
    if (sides.change.objects.length === 0 && sides.before.environment.appliers.length < 2) return;
    for (const [was, is] of moves(sides)) {
      const moved = was.resources.flatMap((resource) => {
        const later = sides.later(resource);
        const isMoved = later !== undefined && isSame(sides.after.deliveryOf(later)?.by, is.by);
        return isMoved && !isEngineObject(resource) && isPruned(resource, was) ? [later] : [];
      });
      if (moved.length === 0) continue;
      const data = moved.find(
        (one) => isKind(one, "apps", "StatefulSet") || isKind(one, "", "PersistentVolumeClaim", "Namespace"),
      );
      const change = moved.map((one) => sides.changeOf(one)).find((one) => one !== undefined);
      yield {
        level: data === undefined ? "caution" : "danger",
        message:
          data === undefined
            ? "Objects go from one engine object to another in one step: where the old one prunes before the new one has taken them over, they are deleted and made anew."
            : "Objects that hold data go from one engine object to another in one step: where the old one prunes before the new one has taken them over, they are deleted, and made anew without their data.",
        advice:
          "First mark them as kept (Prune=false, prune: disabled, resource-policy: keep) in a commit of its own, then move them, then take the mark away.",
        change: (data && sides.changeOf(data)) ?? change,
      };
    }
  },
);

/** Pairs of old and new engine objects between which something may have moved. */
function moves(sides: Sides): readonly (readonly [Delivery, Delivery])[] {
  const [were, are] = [sides.before, sides.after].map(({ environment }) =>
    deliveriesOf(environment).filter(({ by }) => by !== undefined),
  );
  return (were ?? []).flatMap((was) =>
    (are ?? []).flatMap((is): (readonly [Delivery, Delivery])[] => {
      const later = was.by && sides.later(was.by);
      return isSame(later ?? was.by, is.by) ? [] : [[was, is]];
    }),
  );
}
