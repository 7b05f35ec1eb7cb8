/** How a Kustomization of Flux applies its objects, and what it waits for before it is ready. */
import { objectsAt, textOf } from "../model/json.ts";
import type { ResourceId } from "../model/manifest.ts";
import { groupOf } from "../model/manifest.ts";
import type { Step } from "../model/order.ts";
import type { Delivery } from "./delivery.ts";
import { gateOf, withOthers } from "./gate.ts";
import { awaitedState } from "./health.ts";
import { kustomizationMoment } from "./kustomization-stages.ts";
import { isAwaited } from "./sequence.ts";

const STAGES: readonly (readonly [number, string])[] = [
  [-2, "definitions"],
  [-1, "classes"],
  [0, "objects"],
];

export function kustomizationSteps(delivery: Delivery): readonly Step[] {
  const timeout = textOf(delivery.spec.timeout) || undefined;
  return STAGES.flatMap(([stage, label]): readonly Step[] => {
    const resources = delivery.resources.filter((resource) => kustomizationMoment(resource).step[0] === stage);
    const candidates = resources.map((resource) => ({
      resource,
      state: awaitedState(delivery, resource, false),
      isAwaited: stage < 0 || isAwaited(delivery, resource),
    }));
    const others = stage === 0 ? othersOf(delivery) : [];
    if (resources.length === 0 && others.length === 0) return [];
    return [
      {
        label,
        objects: resources.map(({ id }) => ({ id, isHook: false })),
        gate: withOthers(gateOf(candidates, timeout), others, timeout),
      },
    ];
  });
}

/** Objects whose health it checks and that something else makes: `healthChecks` counts where `wait` does not. */
function othersOf({ by, spec, resources }: Delivery): readonly ResourceId[] {
  if (spec.wait === true) return [];
  return objectsAt(spec, "healthChecks")
    .map(([, check]) => ({
      group: groupOf(textOf(check.apiVersion)),
      kind: textOf(check.kind),
      namespace: textOf(check.namespace) || (by?.id.namespace ?? ""),
      name: textOf(check.name),
    }))
    .filter(({ kind, name }) => !resources.some(({ id }) => id.kind === kind && id.name === name));
}
