/** A Job that an engine awaits ends: by itself or by its deadline. */
import type { Resource } from "../../../model/applied.ts";
import { at } from "../../../model/json.ts";
import { Sequence } from "../../../order/sequence.ts";
import { migrationJobs } from "../../needs/certctl-needs.ts";
import type { OrderRule } from "../../rule.ts";

export const jobDeadline: OrderRule = {
  name: "job-deadline",
  severity: "warning",
  title: "A Job that the engine waits for has a deadline.",
  *check(environment) {
    const sequence = new Sequence(environment);
    // A migration has a rule of its own for this.
    const migrations = migrationJobs(environment);
    for (const { engine, resources } of sequence.deliveries) {
      for (const resource of resources.filter(({ id }) => id.kind === "Job" && id.group === "batch")) {
        const isAwaited = sequence.momentOf(resource)?.isHook === true || sequence.gates(resource);
        if (engine === "kustomization" || migrations.has(resource) || !isAwaited) continue;
        if (hasDeadline(resource)) continue;
        yield {
          resource,
          path: ["spec"],
          message: engine === "argocd" ? FOR_EVER : STARTED_AGAIN,
          fix: "Set activeDeadlineSeconds, below the timeout of a HelmRelease.",
        };
      }
    }
  },
};

function hasDeadline({ manifest }: Resource): boolean {
  const pod = at(manifest, "spec", "template", "spec", "activeDeadlineSeconds");
  return pod !== undefined || at(manifest, "spec", "activeDeadlineSeconds") !== undefined;
}

const FOR_EVER =
  "the sync waits for this Job without an end where its pod can't start, a wrong image for example: Argo CD has no timeout by default, and newer commits wait too";
const STARTED_AGAIN =
  "Helm stops waiting for this Job at its timeout (5 minutes by default), but the Job runs on, and the next try starts another one beside it";
