/** What becomes of an object that is no longer in Git, and which removals go without saying because a greater one tells them. */
import type { Resource } from "../../model/applied.ts";
import { annotation, HELM_KEEP, hasFluxMark, hasOption } from "../../order/annotations.ts";
import { goesWithItsApplier, isPruned } from "../../order/removal.ts";
import { isSame } from "../../order/same-object.ts";
import type { ObjectChange } from "../environment-change.ts";
import { isKind } from "./rule.ts";
import type { Sides } from "./sides.ts";

export type Removal = ObjectChange & { readonly before: Resource };

const ENGINE_KINDS: readonly (readonly [group: string, kind: string])[] = [
  ["argoproj.io", "Application"],
  ["helm.toolkit.fluxcd.io", "HelmRelease"],
  ["kustomize.toolkit.fluxcd.io", "Kustomization"],
];

export function isEngineObject(resource: Resource): boolean {
  return ENGINE_KINDS.some(([group, kind]) => isKind(resource, group, kind));
}

/** True where the engine deletes it, and where nobody says what is done: whoever applies it may. */
export function isDeleted(resource: Resource, sides: Sides): boolean {
  const delivery = sides.deliveryNow(resource);
  if (delivery?.by === undefined) return !isMarked(resource);
  const { by } = delivery;
  const isGone = sides.removed.some(({ before }) => isSame(before, by));
  return isGone ? goesWithItsApplier(resource, delivery) : isPruned(resource, delivery);
}

/** True where some engine's mark on the object says that it stays. */
function isMarked(resource: Resource): boolean {
  return (
    hasOption(resource, "Prune=false", "Prune=confirm") ||
    hasFluxMark(resource, "prune", "disabled") ||
    annotation(resource, HELM_KEEP) === "keep"
  );
}

/** Without what goes because its Namespace goes, or the object that hands it over. */
export function ownRemovals(sides: Sides): readonly Removal[] {
  const { removed } = sides;
  const greater = removed.filter(({ before }) => isEngineObject(before) || isKind(before, "", "Namespace"));
  if (greater.length === 0) return removed;
  const namespaces = greater
    .filter(({ before }) => isKind(before, "", "Namespace") && isDeleted(before, sides))
    .map(({ before }) => before.id.name);
  return removed.filter(({ before }) => {
    const by = sides.before.deliveryOf(before)?.by;
    const goesAlong = greater.some((one) => one.before !== before && isSame(one.before, by));
    return !goesAlong && !namespaces.includes(before.id.namespace);
  });
}
