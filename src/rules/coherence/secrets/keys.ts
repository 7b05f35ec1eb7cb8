/** The single keys that pods can't start without. */
import type { Pod } from "../../pods/pod.ts";
import { type Use, usesOf } from "../../pods/uses.ts";

export interface KeyUse {
  readonly use: Use;
  readonly key: string;
}

/** Each key of an object once, where it is read first. */
export function keyUses(pods: readonly Pod[], kind: Use["kind"]): readonly KeyUse[] {
  const first = new Map<string, KeyUse>();
  for (const use of pods.flatMap((pod) => usesOf(pod))) {
    const { key, name, pod } = use;
    if (use.kind !== kind || key === undefined || key === "" || use.optional) continue;
    const id = JSON.stringify([pod.namespace, name, key]);
    if (!first.has(id)) first.set(id, { use, key });
  }
  return [...first.values()];
}

/** What kubelet says of it. */
export function startsNot({ path }: Use): string {
  return path.includes("volumes")
    ? "the pod stays in ContainerCreating (FailedMount)"
    : "the container stays in CreateContainerConfigError";
}
