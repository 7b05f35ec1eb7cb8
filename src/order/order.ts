/** The order in which the engines apply an environment, and what gates what. */
import type { AppliedEnvironment, Applier } from "../model/applied.ts";
import { at } from "../model/json.ts";
import type { Aside, DeliveryOrder, EnvironmentOrder, Step } from "../model/order.ts";
import { Afters } from "./after.ts";
import { argocdAside, argocdSteps } from "./argocd-steps.ts";
import { type Delivery, deliveryOf, type Engine } from "./delivery.ts";
import { helmAside, helmSteps } from "./helm-steps.ts";
import { kustomizationSteps } from "./kustomization-steps.ts";
import { isAutomated } from "./sync-policy.ts";
import { waitingLast } from "./waiting-last.ts";

/** `as` is the engine for objects that nothing hands over, whatever their annotations tell. */
export function orderOf(environment: AppliedEnvironment, as?: Engine): EnvironmentOrder {
  const parts = environment.appliers.map((applier) => ({ applier, delivery: deliveryOf(applier, as) }));
  const knows = knowsApplications(environment);
  const afters = new Afters(
    parts.flatMap(({ delivery }) => delivery ?? []),
    knows,
  );
  const deliveries = parts.map(({ applier, delivery }) =>
    delivery === undefined ? unordered(applier) : ordered(applier, delivery, afters, knows),
  );
  return { environment: environment.name, deliveries: waitingLast(deliveries) };
}

/** True where Argo CD's own settings are among the objects, and tell it how healthy an Application is. */
export function knowsApplications({ resources }: AppliedEnvironment): boolean {
  return resources.some(
    ({ manifest, id }) =>
      id.kind === "ConfigMap" &&
      at(manifest, "data", "resource.customizations.health.argoproj.io_Application") !== undefined,
  );
}

/** Nothing says an order: whoever applies them applies them at once, and waits for none. */
function unordered({ kind, by, resources }: Applier): DeliveryOrder {
  const objects = resources.map(({ id }) => ({ id, isHook: false }));
  const gate = { until: "none", awaits: [], notAwaited: [] } as const;
  const steps = objects.length === 0 ? [] : [{ label: "objects", objects, gate }];
  return { kind, engine: undefined, by: by?.id, after: [], appliedBy: [], steps, aside: [] };
}

function ordered({ kind }: Applier, delivery: Delivery, afters: Afters, knows: boolean): DeliveryOrder {
  const { engine, by } = delivery;
  const starts = startOf(delivery);
  return {
    kind,
    engine,
    by: by?.id,
    after: afters.of(delivery),
    appliedBy: afters.appliersOf(delivery),
    steps: stepsOf(delivery, knows),
    aside: asideOf(delivery),
    ...(starts === undefined ? {} : { starts }),
  };
}

function stepsOf(delivery: Delivery, knows: boolean): readonly Step[] {
  if (delivery.engine === "argocd") return argocdSteps(delivery, knows);
  return delivery.engine === "helm" ? helmSteps(delivery) : kustomizationSteps(delivery);
}

function asideOf(delivery: Delivery): readonly Aside[] {
  if (delivery.engine === "argocd") return argocdAside(delivery);
  return delivery.engine === "helm" ? helmAside(delivery) : [];
}

function startOf({ engine, by, spec }: Delivery): DeliveryOrder["starts"] {
  if (by === undefined) return undefined;
  if (engine === "argocd") return isAutomated(spec) ? undefined : "by hand";
  return spec.suspend === true ? "suspended" : undefined;
}
