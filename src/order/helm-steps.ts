/** The hooks and manifests of a chart in the order of Helm, at an install as well as at an upgrade. */
import type { Resource } from "../model/applied.ts";
import { at, textOf } from "../model/json.ts";
import type { Aside, Step } from "../model/order.ts";
import { annotation, HELM_WEIGHT, wholeNumber } from "./annotations.ts";
import type { Delivery } from "./delivery.ts";
import { gateOf } from "./gate.ts";
import { awaitedState } from "./health.ts";
import { helmHooks } from "./helm-hooks.ts";
import { isAwaited } from "./sequence.ts";

const BEFORE = ["pre-install", "pre-upgrade"];
const BEHIND = ["post-install", "post-upgrade"];

/** Hooks run one after the other, by weight and name; manifests are applied together. */
export function helmSteps(delivery: Delivery): readonly Step[] {
  const manifests = delivery.resources.filter((resource) => helmHooks(resource).length === 0);
  return [
    ...hookSteps(delivery, BEFORE),
    ...(manifests.length === 0 ? [] : [manifestStep(delivery, manifests)]),
    ...hookSteps(delivery, BEHIND),
  ];
}

function manifestStep(delivery: Delivery, manifests: readonly Resource[]): Step {
  const candidates = manifests.map((resource) => ({
    resource,
    state: awaitedState(delivery, resource, false),
    isAwaited: isAwaited(delivery, resource),
  }));
  return {
    label: "manifests",
    objects: manifests.map(({ id }) => ({ id, isHook: false })),
    gate: gateOf(candidates, timeoutOf(delivery)),
  };
}

function hookSteps(delivery: Delivery, events: readonly string[]): readonly Step[] {
  const hooks = delivery.resources
    .map((resource) => ({ resource, weight: weightOf(resource), events: eventsOf(delivery, resource, events) }))
    .filter((hook) => hook.events.length > 0)
    .toSorted((a, b) => a.weight - b.weight || byName(a.resource, b.resource));
  return hooks.map(({ resource, weight, events: when }) => ({
    label: `${when.join("/")} hook${weight === 0 ? "" : ` weight ${weight}`}`,
    wave: weight,
    objects: [{ id: resource.id, isHook: true }],
    gate: gateOf([{ resource, state: awaitedState(delivery, resource, true), isAwaited: true }], timeoutOf(delivery)),
  }));
}

function byName({ id: a }: Resource, { id: b }: Resource): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}

function weightOf(resource: Resource): number {
  return wholeNumber(annotation(resource, HELM_WEIGHT) ?? "") ?? 0;
}

/** Those of the events for which the object is a hook that the release runs. */
function eventsOf({ spec }: Delivery, resource: Resource, events: readonly string[]): readonly string[] {
  const hooks = helmHooks(resource);
  return events.filter(
    (event) => hooks.includes(event) && at(spec, event.slice(event.indexOf("-") + 1), "disableHooks") !== true,
  );
}

/** Helm waits so long for each step; an upgrade's own limit is another one where it is written. */
function timeoutOf({ spec }: Delivery): string | undefined {
  const [install, upgrade, both] = [at(spec, "install", "timeout"), at(spec, "upgrade", "timeout"), spec.timeout];
  const times = new Set([textOf(install) || textOf(both), textOf(upgrade) || textOf(both)].filter((one) => one !== ""));
  return times.size === 0 ? undefined : [...times].join(" or ");
}

const OCCASIONS: readonly (readonly [RegExp, Aside["when"]])[] = [
  [/^(pre|post)-delete$/, "it is deleted"],
  [/^(pre|post)-rollback$/, "it is rolled back"],
  [/^test(-success|-failure)?$/, "it is tested"],
];

/** Hooks of other occasions; one of both is a step, too. */
export function helmAside(delivery: Delivery): readonly Aside[] {
  return delivery.resources.flatMap((resource): readonly Aside[] => {
    const hooks = helmHooks(resource);
    const found = OCCASIONS.filter(([event]) => hooks.some((hook) => event.test(hook)));
    if (found.length > 0) return found.map(([, when]) => ({ id: resource.id, when }));
    const isStep = hooks.length === 0 || eventsOf(delivery, resource, [...BEFORE, ...BEHIND]).length > 0;
    return isStep ? [] : [{ id: resource.id, when: "never" }];
  });
}
