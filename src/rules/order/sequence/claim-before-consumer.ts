/** A volume claim that waits for its first consumer must not be awaited before that one is applied. */
import type { Resource } from "../../../model/applied.ts";
import { at, textOf } from "../../../model/json.ts";
import { Sequence } from "../../../order/sequence.ts";
import { claimsOf } from "../../needs/pod-needs.ts";
import { Objects } from "../../pods/objects.ts";
import { type Pod, podsIn } from "../../pods/pod.ts";
import type { OrderRule } from "../../rule.ts";

export const claimBeforeConsumer: OrderRule = {
  name: "claim-before-consumer",
  severity: "error",
  title: "A volume claim is applied with the pod that mounts it, not in a step that is awaited before.",
  *check(environment) {
    const sequence = new Sequence(environment);
    const objects = new Objects(environment.resources);
    const pods = podsIn(environment.resources);
    for (const claim of objects.ofKind("", "PersistentVolumeClaim")) {
      const binding = bindingOf(claim, objects);
      const consumers = pods.filter((pod) => mounts(pod, claim));
      if (binding === "at once" || consumers.length === 0 || !isAwaitedAlone(claim, consumers, sequence)) continue;
      const isKnown = binding === "first consumer";
      yield {
        resource: claim,
        path: sequence.momentOf(claim)?.path ?? [],
        severity: isKnown ? "error" : "warning",
        message: `the volume claim is awaited before a pod that mounts it is there, and ${isKnown ? "its storage class binds it" : "most storage classes bind a claim"} only for such a pod: each waits for the other for ever`,
        fix: "Apply the claim in the same wave, Kustomization or release as the pod that mounts it.",
      };
    }
  },
};

/** Where the class is not in the input, nobody knows; a claim that names its volume is bound to that. */
function bindingOf({ manifest }: Resource, objects: Objects): "at once" | "first consumer" | "unknown" {
  if (textOf(at(manifest, "spec", "volumeName")) !== "") return "at once";
  const name = textOf(at(manifest, "spec", "storageClassName"));
  const storageClass = objects.find("StorageClass.storage.k8s.io", "", name);
  if (storageClass === undefined) return "unknown";
  return storageClass.manifest.volumeBindingMode === "WaitForFirstConsumer" ? "first consumer" : "at once";
}

function mounts(pod: Pod, { id }: Resource): boolean {
  return pod.namespace === id.namespace && claimsOf(pod).includes(id.name);
}

/** A CronJob has no pod until its time comes. Helm awaits only Jobs and pods among its hooks. */
function isAwaitedAlone(claim: Resource, consumers: readonly Pod[], sequence: Sequence): boolean {
  const moment = sequence.momentOf(claim);
  if (sequence.deliveryOf(claim)?.engine === "helm" && moment?.isHook === true) return false;
  return consumers.every(({ resource }) =>
    resource.id.kind === "CronJob" ? sequence.gates(claim) : sequence.order(claim, resource) === "awaited",
  );
}
