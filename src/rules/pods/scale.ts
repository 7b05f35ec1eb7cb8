/** How many pods of a workload there may be, with a HorizontalPodAutoscaler or without, and how a rollout changes that. */
import { at, type JsonValue } from "../../model/json.ts";
import type { Objects } from "./objects.ts";
import type { Pod } from "./pod.ts";

export interface Scale {
  readonly least: number;
  readonly most: number;
}

/** Undefined where the objects do not say it: a DaemonSet has a pod per node. */
export function scaleOf(pod: Pod, objects: Objects): Scale | undefined {
  if (pod.replicas === undefined) return undefined;
  const { kind, name, namespace } = pod.resource.id;
  const scaler = objects.ofKind("autoscaling", "HorizontalPodAutoscaler").find(({ manifest, id }) => {
    const target = at(manifest, "spec", "scaleTargetRef");
    return id.namespace === namespace && at(target, "kind") === kind && at(target, "name") === name;
  });
  if (scaler === undefined) return { least: pod.replicas, most: pod.replicas };
  const most = at(scaler.manifest, "spec", "maxReplicas");
  if (typeof most !== "number") return undefined;
  const least = at(scaler.manifest, "spec", "minReplicas");
  return { least: typeof least === "number" ? least : 1, most };
}

/** How many pods these workloads may have at once; of a DaemonSet two are counted, since it is there for many nodes. */
export function mostPods(pods: Iterable<Pod>, objects: Objects): number {
  let sum = 0;
  for (const pod of new Set(pods)) sum += scaleOf(pod, objects)?.most ?? 2;
  return sum;
}

export interface Rollout {
  /** Pods that may be there above the wanted number. */
  readonly surge: number;
  /** Pods that may be away before their successors are ready. */
  readonly unavailable: number;
}

/** As the Deployment controller works it out (ResolveFenceposts): a surge is rounded up, what may be away down, never both 0. */
export function rolloutOf({ resource: { manifest, id } }: Pod, replicas: number): Rollout {
  if (id.kind !== "Deployment") return { surge: 0, unavailable: 1 };
  if (at(manifest, "spec", "strategy", "type") === "Recreate") return { surge: 0, unavailable: replicas };
  const field = (name: string): JsonValue => at(manifest, "spec", "strategy", "rollingUpdate", name) ?? "25%";
  const surge = scaled(field("maxSurge"), replicas, Math.ceil) ?? 1;
  const unavailable = Math.min(scaled(field("maxUnavailable"), replicas, Math.floor) ?? 0, replicas);
  return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable };
}

/** A number, or a percentage of a whole; undefined for what is neither. */
export function scaled(value: JsonValue | undefined, whole: number, round: (n: number) => number): number | undefined {
  if (typeof value === "number") return value;
  const percent = typeof value === "string" ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? undefined : round((Number(percent) * whole) / 100);
}
