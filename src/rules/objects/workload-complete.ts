/** Parts of workloads and claims that their schema leaves open and that the API server asks for all the same. */
import { at, isObject, type JsonObject, objectsAt, type Path, textOf } from "../../model/json.ts";
import { objectAt } from "../pods/pod.ts";
import type { ObjectRule } from "../rule.ts";

interface Lack {
  readonly path: Path;
  readonly what: string;
  readonly fix: string;
}

export const workloadComplete: ObjectRule = {
  name: "workload-complete",
  severity: "error",
  title: "Workloads and claims have all that the API server asks for beyond their schema.",
  *check(resource) {
    const { group, kind } = resource.id;
    for (const { path, what, fix } of CHECKS[`${group}/${kind}`]?.(resource.manifest) ?? []) {
      yield { resource, path, message: `the API server refuses the ${kind}: ${what}`, fix };
    }
  },
};

const CHECKS: Readonly<Record<string, (manifest: JsonObject) => Iterable<Lack>>> = {
  "apps/Deployment": function* (manifest) {
    yield* workload(manifest);
    yield* rollout(manifest);
  },
  "apps/DaemonSet": function* (manifest) {
    yield* workload(manifest);
    yield* update(manifest);
  },
  "apps/StatefulSet": function* (manifest) {
    yield* workload(manifest);
    for (const [index, claim] of objectsAt(manifest, "spec", "volumeClaimTemplates")) {
      const path = ["spec", "volumeClaimTemplates", index];
      const what = "a claim template has no name";
      if (textOf(objectAt(claim, "metadata").name) === "") yield { path, what, fix: "Set metadata.name." };
      yield* claimOf(claim, path);
    }
  },
  "batch/Job": (manifest) => job(manifest, []),
  "batch/CronJob": (manifest) => job(objectAt(manifest, "spec", "jobTemplate"), ["spec", "jobTemplate"]),
  "/PersistentVolumeClaim": (manifest) => claimOf(manifest, []),
};

function* workload(manifest: JsonObject): Iterable<Lack> {
  yield* template(manifest, []);
  const selector = at(manifest, "spec", "selector");
  const { matchLabels, matchExpressions } = isObject(selector) ? selector : {};
  const isEmpty =
    Object.keys(isObject(matchLabels) ? matchLabels : {}).length === 0 && !Array.isArray(matchExpressions);
  if (isObject(selector) && isEmpty) {
    yield { path: ["spec", "selector"], what: "its selector is empty", fix: "Give it labels of the pod template." };
  }
  const policy = at(manifest, "spec", "template", "spec", "restartPolicy");
  if (policy === "Never" || policy === "OnFailure") {
    const path = ["spec", "template", "spec", "restartPolicy"];
    yield { path, what: `its pods can't have restartPolicy ${policy}`, fix: "Remove restartPolicy." };
  }
}

function* template(manifest: JsonObject, path: Path): Iterable<Lack> {
  if (manifest.spec === undefined) yield { path, what: "it has no spec", fix: "Add spec." };
  const pod = at(manifest, "spec", "template");
  const what = "its template has no containers";
  if (isObject(pod) && pod.spec === undefined) {
    yield { path: [...path, "spec", "template"], what, fix: "Add spec.template.spec." };
  }
}

function* job(manifest: JsonObject, path: Path): Iterable<Lack> {
  yield* template(manifest, path);
  const spec = at(manifest, "spec", "template", "spec");
  if (!isObject(spec) || spec.restartPolicy === "Never" || spec.restartPolicy === "OnFailure") return;
  const place = [...path, "spec", "template", "spec", ...(spec.restartPolicy === undefined ? [] : ["restartPolicy"])];
  const what = "a Job's pods need restartPolicy Never or OnFailure";
  yield { path: place, what, fix: "Set restartPolicy: Never, so that the pod of a failed attempt keeps its log." };
}

function* rollout(manifest: JsonObject): Iterable<Lack> {
  const path = ["spec", "strategy", "rollingUpdate"];
  const { maxSurge, maxUnavailable } = objectAt(manifest, ...path);
  if (!isZero(maxSurge) || !isZero(maxUnavailable)) return;
  const what = "with maxSurge 0 and maxUnavailable 0 no pod can ever be replaced";
  yield { path, what, fix: "Set maxSurge: 1." };
}

function* update(manifest: JsonObject): Iterable<Lack> {
  const path = ["spec", "updateStrategy", "rollingUpdate"];
  const { maxSurge, maxUnavailable } = objectAt(manifest, ...path);
  if (!isZero(maxUnavailable) || (maxSurge !== undefined && !isZero(maxSurge))) return;
  yield {
    path,
    what: "with maxUnavailable 0 and no maxSurge no pod can ever be replaced",
    fix: "Set maxUnavailable: 1.",
  };
}

function isZero(value: unknown): boolean {
  return value === 0 || value === "0" || value === "0%";
}

function* claimOf(claim: JsonObject, path: Path): Iterable<Lack> {
  const spec = objectAt(claim, "spec");
  const modes = spec.accessModes;
  if (modes === undefined || (Array.isArray(modes) && modes.length === 0)) {
    yield { path, what: "a claim has no accessModes", fix: "Set accessModes: [ReadWriteOnce]." };
  }
  if (at(spec, "resources", "requests", "storage") === undefined) {
    yield { path, what: "a claim says no size", fix: "Set resources.requests.storage." };
  }
}
