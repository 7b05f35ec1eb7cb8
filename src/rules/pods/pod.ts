/** The pods that an object runs, and their containers, wherever in the object they stand. */

import type { Resource } from "../../model/applied.ts";
import { at, isObject, type JsonObject, type Path, textOf } from "../../model/json.ts";

export interface Pod {
  readonly resource: Resource;
  /** Of the pod's spec in the object. */
  readonly path: Path;
  readonly spec: JsonObject;
  readonly namespace: string;
  readonly labels: JsonObject;
  readonly annotations: JsonObject;
  /** How many pods at once: what a DaemonSet has is not known from its object. */
  readonly replicas: number | undefined;
}

export interface Container {
  readonly pod: Pod;
  readonly path: Path;
  readonly spec: JsonObject;
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  /** Init containers that end before the others start; those with restartPolicy Always run beside them. */
  readonly runs: "before" | "beside" | "main";
}

/** Many rules ask for the pods of the same objects, and for the containers of the same pod. */
const PODS = new WeakMap<readonly Resource[], readonly Pod[]>();
const CONTAINERS = new WeakMap<Pod, readonly Container[]>();

/** Where each kind keeps the template of its pods. */
const TEMPLATES: Readonly<Record<string, Path>> = {
  "apps/DaemonSet": ["spec", "template"],
  "apps/Deployment": ["spec", "template"],
  "apps/ReplicaSet": ["spec", "template"],
  "apps/StatefulSet": ["spec", "template"],
  "batch/CronJob": ["spec", "jobTemplate", "spec", "template"],
  "batch/Job": ["spec", "template"],
  "/Pod": [],
  "/ReplicationController": ["spec", "template"],
};

/** Undefined for an object that runs none, or whose pod is no mapping (the schema rules say that). */
export function podOf(resource: Resource): Pod | undefined {
  const { manifest, id } = resource;
  const template = TEMPLATES[`${id.group}/${id.kind}`];
  if (template === undefined) return undefined;
  const spec = at(manifest, ...template, "spec");
  if (!isObject(spec)) return undefined;
  return {
    resource,
    path: [...template, "spec"],
    spec,
    namespace: id.namespace,
    labels: objectAt(manifest, ...template, "metadata", "labels"),
    annotations: objectAt(manifest, ...template, "metadata", "annotations"),
    replicas: replicasOf(resource),
  };
}

/** The pods of all objects that run some. */
export function podsIn(resources: readonly Resource[]): readonly Pod[] {
  let pods = PODS.get(resources);
  if (pods === undefined) {
    pods = resources.map(podOf).filter((pod) => pod !== undefined);
    PODS.set(resources, pods);
  }
  return pods;
}

function replicasOf({ manifest, id }: Resource): number | undefined {
  if (id.kind === "DaemonSet") return undefined;
  const field = id.kind === "Job" ? "parallelism" : "replicas";
  const written = at(manifest, "spec", field);
  return typeof written === "number" ? written : 1;
}

/** Init containers first, in the order in which they run. */
export function containersOf(pod: Pod): readonly Container[] {
  let containers = CONTAINERS.get(pod);
  if (containers === undefined) {
    containers = [...listed(pod, "initContainers"), ...listed(pod, "containers")];
    CONTAINERS.set(pod, containers);
  }
  return containers;
}

function listed(pod: Pod, field: "initContainers" | "containers"): Container[] {
  const list = pod.spec[field];
  if (!Array.isArray(list)) return [];
  return list.flatMap((spec: unknown, index) => {
    if (!isObject(spec)) return [];
    const runs = field === "containers" ? "main" : spec.restartPolicy === "Always" ? "beside" : "before";
    return [
      {
        pod,
        path: [...pod.path, field, index],
        spec,
        name: textOf(spec.name),
        image: textOf(spec.image),
        command: textsOf(spec.command),
        args: textsOf(spec.args),
        runs,
      } satisfies Container,
    ];
  });
}

/** Containers that run before the others. */
export function initContainersOf(pod: Pod): readonly Container[] {
  return containersOf(pod).filter(({ runs }) => runs === "before");
}

/** Its command and its arguments, each as it is written: one may be a whole script. */
export function wordsOf({ command, args }: Pick<Container, "command" | "args">): readonly string[] {
  return [...command, ...args];
}

/** The mapping at a path, empty where there is none. */
export function objectAt(value: JsonObject, ...path: (string | number)[]): JsonObject {
  const found = at(value, ...path);
  return isObject(found) ? found : {};
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map((item) => (typeof item === "string" ? item : "")) : [];
}
