/** All that the pods of an environment can't do without: the objects that they name, and what certctl's parts need of each other. */
import type { AppliedEnvironment } from "../../model/applied.ts";
import { Objects } from "../pods/objects.ts";
import { type Pod, podsIn } from "../pods/pod.ts";
import { Producers } from "../producers/producers.ts";
import { certctlNeeds } from "./certctl-needs.ts";
import { type Need, needsOf } from "./pod-needs.ts";

/** A kind of object, or a part of certctl in words: `the database`. */
export type AnyNeed = Pick<Need, "producers"> & { readonly kind: string };

export function allNeeds(environment: AppliedEnvironment): ReadonlyMap<Pod, readonly AnyNeed[]> {
  const objects = new Objects(environment.resources);
  const producers = new Producers(environment.resources);
  const ofCertctl = certctlNeeds(environment);
  return new Map(
    podsIn(environment.resources).map(
      (pod) => [pod, [...needsOf(pod, objects, producers), ...(ofCertctl.get(pod.resource) ?? [])]] as const,
    ),
  );
}

/** What a need is called in a sentence. */
export function nameOfNeed({ kind }: AnyNeed): string {
  return NAMES[kind] ?? kind;
}

const NAMES: Readonly<Record<string, string>> = {
  Namespace: "the Namespace",
  ServiceAccount: "the ServiceAccount",
  Secret: "the Secret",
  ConfigMap: "the ConfigMap",
  PersistentVolumeClaim: "the volume claim",
};
