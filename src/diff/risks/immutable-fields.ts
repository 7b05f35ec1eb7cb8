/** Fields that the API server lets nobody change once the object is there (validation of the Kubernetes API, 1.34). */

import { quantity } from "../../k8s/quantity.ts";
import { at, isObject, type JsonObject, type JsonValue, objectsAt, type Path } from "../../model/json.ts";
import { isReplaced } from "../../order/replacing.ts";
import { objectAt } from "../../rules/pods/pod.ts";
import type { FoundRisk } from "../risk.ts";
import { sameData } from "../same-data.ts";
import { isKind, riskRule } from "./rule.ts";
import type { Pair, Sides } from "./sides.ts";

export const immutableField = riskRule(
  "immutable-field",
  "A field that can't be changed is changed: the apply fails, or the object is made anew.",
  function* (sides) {
    for (const pair of sides.pairs) {
      if (pair.change.renamed !== undefined) continue;
      const path = changedField(pair);
      if (path !== undefined) yield riskOf(pair, path, sides);
    }
  },
);

/** The only fields of a StatefulSet's spec that may be changed. */
const OF_STATEFUL_SET: ReadonlySet<string> = new Set([
  "replicas",
  "ordinals",
  "template",
  "updateStrategy",
  "revisionHistoryLimit",
  "persistentVolumeClaimRetentionPolicy",
  "minReadySeconds",
]);
const OF_CLAIM: ReadonlySet<string> = new Set(["resources", "volumeAttributesClassName"]);
const OF_VOLUME: ReadonlySet<string> = new Set([
  "accessModes",
  "capacity",
  "claimRef",
  "mountOptions",
  "persistentVolumeReclaimPolicy",
  "storageClassName",
  "volumeAttributesClassName",
]);

/** Fields by kind, as paths. */
const FIELDS: Readonly<Record<string, readonly Path[]>> = {
  "apps/Deployment": [["spec", "selector"]],
  "apps/DaemonSet": [["spec", "selector"]],
  "apps/ReplicaSet": [["spec", "selector"]],
  "rbac.authorization.k8s.io/RoleBinding": [["roleRef"]],
  "rbac.authorization.k8s.io/ClusterRoleBinding": [["roleRef"]],
  "storage.k8s.io/StorageClass": [["provisioner"], ["parameters"], ["reclaimPolicy"], ["volumeBindingMode"]],
  "networking.k8s.io/IngressClass": [["spec", "controller"]],
  "scheduling.k8s.io/PriorityClass": [["value"], ["preemptionPolicy"]],
  "node.k8s.io/RuntimeClass": [["handler"]],
  "apiextensions.k8s.io/CustomResourceDefinition": [
    ["spec", "scope"],
    ["spec", "group"],
    ["spec", "names", "kind"],
  ],
  "/Secret": [["type"]],
};

function changedField(pair: Pair): Path | undefined {
  const { before, after } = pair;
  const differs = (path: Path): boolean => {
    const byDefault = DEFAULTS[String(path.at(-1))];
    const [was, is] = [before, after].map(({ manifest }) => at(manifest, ...path) ?? byDefault);
    return !sameData(was, is);
  };
  if (isKind(after, "apps", "StatefulSet")) return firstBut(OF_STATEFUL_SET, pair);
  if (isKind(after, "", "PersistentVolumeClaim")) return firstBut(OF_CLAIM, pair);
  if (isKind(after, "", "PersistentVolume")) return firstBut(OF_VOLUME, pair);
  if (isKind(after, "", "Service")) return clusterAddress(pair);
  const isData = isKind(after, "", "ConfigMap", "Secret");
  if (isData && before.manifest.immutable === true) {
    return (["immutable", "data", "stringData", "binaryData"] as const).map((field) => [field]).find(differs);
  }
  return FIELDS[`${after.id.group}/${after.id.kind}`]?.find(differs);
}

/** The first field of the spec that differs and is none of these. */
function firstBut(free: ReadonlySet<string>, { before, after }: Pair): Path | undefined {
  const [was, is] = [objectAt(before.manifest, "spec"), objectAt(after.manifest, "spec")];
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  const field = fields.find((one) => !free.has(one) && !sameData(compared(was, one), compared(is, one)));
  return field === undefined ? undefined : ["spec", field];
}

/** What the API server fills in where nothing is written. */
const DEFAULTS: Readonly<Record<string, string>> = {
  podManagementPolicy: "OrderedReady",
  type: "Opaque",
  volumeMode: "Filesystem",
};

function compared(spec: JsonObject, field: string): JsonValue | undefined {
  if (field !== "volumeClaimTemplates") return spec[field] ?? DEFAULTS[field];
  // The API server writes the kind of a template by itself.
  return objectsAt(spec, field).map(([, one]) => {
    const { apiVersion: _, kind: __, status: ___, ...rest } = one;
    return rest;
  });
}

/** A Service keeps the address that it has; only a type without one lets it go. */
function clusterAddress({ before, after }: Pair): Path | undefined {
  const [was, is] = [objectAt(before.manifest, "spec"), objectAt(after.manifest, "spec")];
  if (was.type === "ExternalName" || is.type === "ExternalName") return undefined;
  const address = is.clusterIP ?? "";
  return address === "" || address === (was.clusterIP ?? "") ? undefined : ["spec", "clusterIP"];
}

function riskOf({ change, after }: Pair, path: Path, sides: Sides): FoundRisk {
  const field = path.at(-1);
  const delivery = sides.after.deliveryOf(after);
  const isMadeAnew = delivery !== undefined && isReplaced(after, delivery);
  const holdsData =
    isKind(after, "apps", "StatefulSet") || isKind(after, "", "PersistentVolumeClaim", "PersistentVolume");
  if (isMadeAnew) {
    return {
      level: holdsData ? "danger" : "caution",
      message: isKind(after, "", "PersistentVolumeClaim")
        ? `Nobody can change ${field}, and the engine is told to force it: it deletes the claim with its data, and makes an empty one.`
        : `Nobody can change ${field}, and the engine is told to force it: it deletes the object and makes it anew, with whatever hangs on it.`,
      advice: "Check that it may be away meanwhile; give it another name to have the new one beside the old one.",
      change,
      path: placeOf(after.manifest, path),
    };
  }
  return {
    level: "danger",
    message: `The API server lets nobody change ${field}: it refuses the object, and nothing behind it is applied.`,
    advice: ADVICE[after.id.kind] ?? "Give the new object another name, or delete the old one by hand at a quiet time.",
    change,
    path: placeOf(after.manifest, path),
  };
}

const ADVICE: Readonly<Record<string, string>> = {
  StatefulSet:
    "Take it back, or delete the StatefulSet with --cascade=orphan, so that pods and claims stay, and let the engine make it anew; claims are made larger one by one.",
  PersistentVolumeClaim:
    "Take it back; to move to another class or mode, make a claim of another name and copy the data.",
  ConfigMap: "Give the object another name, and let its readers name the new one.",
  Secret: "Give the object another name, and let its readers name the new one.",
  Service:
    "Give the Service another name, or delete it by hand: its address changes, and callers must look it up again.",
};

/** The field where it is there, else what would hold it. */
function placeOf(manifest: JsonValue, path: Path): Path {
  return at(manifest, ...path) === undefined ? path.slice(0, -1) : path;
}

export const jobChanged = riskRule(
  "job-changed",
  "A Job is changed under the name that it has, and its engine does not make it anew.",
  function* (sides) {
    for (const { change, before, after } of sides.pairs) {
      if (!isKind(after, "batch", "Job") || change.renamed !== undefined) continue;
      const delivery = sides.after.deliveryOf(after);
      if (delivery !== undefined ? isReplaced(after, delivery) : isReplacedSomewhere(after)) continue;
      const field = OF_JOB.find((one) => !sameData(at(before.manifest, "spec", one), at(after.manifest, "spec", one)));
      if (field === undefined) continue;
      yield {
        level: "danger",
        message: `The ${field} of a Job can't be changed, and this one is neither a hook nor replaced: the API server refuses it, what it should do is not done, and nothing behind it is applied.`,
        advice:
          "Make it a hook with BeforeHookCreation (Argo CD, Helm), set kustomize.toolkit.fluxcd.io/force: enabled on it (Flux), or give it another name with each change.",
        change,
        path: ["spec", field],
      };
    }
  },
);

const OF_JOB = ["template", "selector", "completions", "completionMode", "podFailurePolicy", "backoffLimitPerIndex"];

/** Where nobody says who applies it, its annotations tell for whom it is made. */
function isReplacedSomewhere(after: Pair["after"]): boolean {
  const common = { by: undefined, spec: {}, resources: [], chartVersion: undefined };
  return (["argocd", "helm", "kustomization"] as const).some((engine) => isReplaced(after, { ...common, engine }));
}

export const volumeShrunk = riskRule("volume-shrunk", "A volume claim asks for less than it has.", function* (sides) {
  for (const { change, before, after } of sides.pairs) {
    if (!isKind(after, "", "PersistentVolumeClaim") || change.renamed !== undefined) continue;
    const [was, is] = [before, after].map(({ manifest }) => sizeOf(at(manifest, "spec", "resources", "requests")));
    if (was === undefined || is === undefined || is >= was) continue;
    yield {
      level: "danger",
      message:
        "A claim can only grow: the API server refuses a smaller size, and nothing behind it is applied. The volume keeps the size that it has.",
      advice: "Keep the size, or move the data to a new, smaller claim.",
      change,
      path: ["spec", "resources", "requests", "storage"],
    };
  }
});

function sizeOf(requests: JsonValue | undefined): number | undefined {
  const written = isObject(requests) ? requests.storage : undefined;
  return written === undefined ? undefined : quantity(String(written));
}
