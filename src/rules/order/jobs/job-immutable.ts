/** A Job can't be changed: one that stays under its name must be replaced by the engine, or be a hook. */
import type { Resource } from "../../../model/applied.ts";
import { type Delivery, deliveriesOf } from "../../../order/delivery.ts";
import { isReplaced } from "../../../order/replacing.ts";
import type { OrderRule } from "../../rule.ts";

export const jobImmutable: OrderRule = {
  name: "job-immutable",
  severity: "error",
  title: "A Job that keeps its name is a hook, or is replaced when it changes.",
  *check(environment) {
    for (const delivery of deliveriesOf(environment)) {
      for (const resource of delivery.resources) {
        if (!isPlainJob(resource) || isReplaced(resource, delivery)) continue;
        yield {
          resource,
          message:
            "a Job's pod can't be changed: as a plain object with the same name it can be applied once, and the next change, such as a new image, fails (field is immutable)",
          fix: FIXES[delivery.engine],
        };
      }
    }
  },
};

const FIXES: Readonly<Record<Delivery["engine"], string>> = {
  argocd: "Make it a hook, argocd.argoproj.io/hook: Sync with BeforeHookCreation.",
  kustomization: "Set the annotation kustomize.toolkit.fluxcd.io/force: enabled on the Job.",
  helm: "Make it a hook, or let its name change with its image.",
};

/** A number in its name may be a version or a hash, which changes with it. */
function isPlainJob({ manifest, id }: Resource): boolean {
  if (id.group !== "batch" || id.kind !== "Job") return false;
  return manifest.metadata.generateName === undefined && !/\d/.test(String(id.name));
}
