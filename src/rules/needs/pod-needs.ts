/** The objects that a pod can't start without, as far as the environment has them. */
import type { Resource } from "../../model/applied.ts";
import { at, textOf } from "../../model/json.ts";
import { volumesOf } from "../pods/mounts.ts";
import type { Objects } from "../pods/objects.ts";
import type { Pod } from "../pods/pod.ts";
import { usesOf } from "../pods/uses.ts";
import type { Producers } from "../producers/producers.ts";

export interface Need {
  readonly kind: "Namespace" | "ServiceAccount" | "Secret" | "ConfigMap" | "PersistentVolumeClaim";
  /** Any of them gives what is needed; at least one. */
  readonly producers: readonly Resource[];
}

/** `objects` and `producers` are those of the pod's environment. */
export function needsOf(pod: Pod, objects: Objects, producers: Producers): readonly Need[] {
  const { namespace, spec } = pod;
  const account = textOf(spec.serviceAccountName) || textOf(spec.serviceAccount);
  const named: readonly (readonly [Need["kind"], Resource | undefined])[] = [
    ["Namespace", objects.find("Namespace", "", namespace)],
    ["ServiceAccount", objects.find("ServiceAccount", namespace, account)],
    ...claimsOf(pod).map(
      (name) => ["PersistentVolumeClaim", objects.find("PersistentVolumeClaim", namespace, name)] as const,
    ),
  ];
  const single = named.flatMap(([kind, found]) => (found === undefined ? [] : [{ kind, producers: [found] }]));
  const uses = usesOf(pod).filter(({ optional }) => !optional);
  const made = uses.map(({ kind, name }) => ({ kind, producers: makersOf(kind, namespace, name, producers) }));
  return [...single, ...made.filter((need) => need.producers.length > 0)];
}

export function claimsOf(pod: Pod): readonly string[] {
  return volumesOf(pod)
    .map(({ spec }) => textOf(at(spec, "persistentVolumeClaim", "claimName")))
    .filter((name) => name !== "");
}

function makersOf(
  kind: "Secret" | "ConfigMap",
  namespace: string,
  name: string,
  producers: Producers,
): readonly Resource[] {
  const makers = producers.of(kind, namespace, name).filter(({ adds }) => !adds);
  return makers.map(({ resource }) => resource);
}
