/** The order before and after a change, side by side: what an engine applies together is a lane. */
import { nameBeforeHash } from "../k8s/name-hash.ts";
import { grouped } from "../model/grouped.ts";
import { formatId, type ResourceId } from "../model/manifest.ts";
import type { DeliveryOrder, EnvironmentOrder, Step } from "../model/order.ts";
import { withoutCluster } from "./fold.ts";

export interface OrderLane {
  /** `wave -20`, `server: pre-install/pre-upgrade hook weight -5`; unique in its environment. */
  readonly label: string;
  /** `Deployment.apps certctl/certctl-server`, without the hash of a generated name. */
  readonly objects: readonly string[];
  /** `Job certctl-migrate is complete`; empty where the engine waits for nothing. */
  readonly gate: string;
}

/** Of environments in which both sides are the same, the names of objects as they are in the first. */
export interface LanePair {
  readonly environments: readonly string[];
  readonly before: readonly OrderLane[];
  readonly after: readonly OrderLane[];
}

export interface OrderPair {
  readonly before: EnvironmentOrder;
  readonly after: EnvironmentOrder;
}

export function lanePairs(pairs: readonly OrderPair[]): readonly LanePair[] {
  const lanes = pairs.map(({ before, after }) => ({
    environment: after.environment,
    before: lanesOf(before),
    after: lanesOf(after),
  }));
  const groups = grouped(lanes, ({ environment, before, after }) => withoutCluster(environment, [before, after]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [{ environments: group.map(({ environment }) => environment), before: first.before, after: first.after }];
  });
}

export function lanesOf({ deliveries }: EnvironmentOrder): readonly OrderLane[] {
  const shown = deliveries.filter(({ steps }) => steps.length > 0);
  const names = namesOf(shown);
  return shown.flatMap(({ steps }, index) => {
    const name = names[index] ?? "";
    // Hooks of one weight run one after the other, and are one lane.
    const lanes = grouped(steps, ({ label }) => (name === "" ? label : `${name}: ${label}`));
    return [...lanes].map(([label, all]) => laneOf(label, all));
  });
}

function laneOf(label: string, steps: readonly Step[]): OrderLane {
  const awaits = steps.flatMap(({ gate }) => gate.awaits);
  return {
    label,
    objects: steps.flatMap(({ objects }) => objects.map(({ id }) => formatId(withoutHash(id)))),
    gate: awaits.map(({ id, until }) => `${id.kind} ${id.name} is ${until}`).join(", "),
  };
}

/** What kustomize appends to the names of what it generates changes with the content. */
function withoutHash(id: ResourceId): ResourceId {
  return { ...id, name: nameBeforeHash(id) ?? id.name };
}

/** Empty for the only one; else without the parts that all names begin with, where that tells them apart. */
function namesOf(deliveries: readonly DeliveryOrder[]): readonly string[] {
  if (deliveries.length < 2) return [""];
  const full = deliveries.map(({ by }) => by?.name ?? "no Application or Kustomization");
  const parts = full.map((name) => name.split("-"));
  const [first = []] = parts;
  const common = first.findIndex((part, index) => parts.some((other) => other[index] !== part));
  const short = parts.map((all, index) => all.slice(Math.max(0, common)).join("-") || (full[index] ?? ""));
  if (new Set(short).size === short.length) return short;
  return deliveries.map(({ by }, index) => (by === undefined ? (full[index] ?? "") : formatId(by)));
}
