/** A Job that removes itself is made, and so run, again by an engine that misses it. */
import type { Resource } from "../../../model/applied.ts";
import { at } from "../../../model/json.ts";
import { annotation } from "../../../order/annotations.ts";
import { hookAnnotation } from "../../../order/argocd-hooks.ts";
import { type Delivery, deliveriesOf } from "../../../order/delivery.ts";
import { helmHooks } from "../../../order/helm-hooks.ts";
import { migrationJobs } from "../../needs/certctl-needs.ts";
import type { OrderRule, Problem } from "../../rule.ts";

export const jobTtl: OrderRule = {
  name: "job-ttl",
  severity: "error",
  title: "A Job that an engine keeps in the cluster does not remove itself.",
  *check(environment) {
    // A migration has a rule of its own for this.
    const migrations = migrationJobs(environment);
    for (const delivery of deliveriesOf(environment)) {
      for (const resource of delivery.resources.filter(({ id }) => id.kind === "Job" && id.group === "batch")) {
        const ttl = at(resource.manifest, "spec", "ttlSecondsAfterFinished");
        if (ttl === undefined || migrations.has(resource)) continue;
        const found = faultOf(resource, delivery);
        if (found === undefined) continue;
        yield {
          resource,
          path: ["spec", "ttlSecondsAfterFinished"],
          fix: "Remove ttlSecondsAfterFinished: the engine removes the Job when the next one comes.",
          ...found,
        };
      }
    }
  },
};

function faultOf(resource: Resource, { engine, spec }: Delivery): Pick<Problem, "message" | "severity"> | undefined {
  if (engine === "kustomization") {
    return {
      message:
        "once the Job has removed itself Flux makes it again, and so runs it, at every interval; and a failed one that is gone counts as done",
    };
  }
  if (engine === "argocd") {
    if (hookAnnotation(resource) !== undefined) return undefined;
    return {
      severity: "warning",
      message:
        "once the Job has removed itself the Application is OutOfSync, and the next sync or self-healing runs it again",
    };
  }
  const isWatched = at(spec, "driftDetection", "mode") === "enabled";
  const isLeftOut = annotation(resource, "helm.toolkit.fluxcd.io/driftDetection") === "disabled";
  if (!isWatched || isLeftOut || helmHooks(resource).length > 0) return undefined;
  return {
    severity: "warning",
    message: "once the Job has removed itself it is drift, and Flux makes it, and so runs it, again",
  };
}
