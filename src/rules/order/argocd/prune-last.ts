/** The old ConfigMap of a rollout stays until the pods that read it are gone. */
import type { Resource } from "../../../model/applied.ts";
import { hasOption } from "../../../order/annotations.ts";
import { ownedBy } from "../../../order/delivery.ts";
import { automated, syncOptions } from "../../../order/sync-policy.ts";
import { podOf } from "../../pods/pod.ts";
import { type Use, usesOf } from "../../pods/uses.ts";
import type { OrderRule } from "../../rule.ts";

/** kustomize's hash of the contents: each change is another object. */
const HASHED = /-[bcdfghkm2456789t]{10}$/;

export const pruneLast: OrderRule = {
  name: "prune-last",
  severity: "info",
  title: "ConfigMaps and Secrets with a hash in their name are pruned when the rollout is done.",
  *check(environment) {
    const uses = environment.resources.flatMap((resource) => {
      const pod = podOf(resource);
      return pod === undefined ? [] : usesOf(pod);
    });
    for (const { spec, resources } of ownedBy(environment, "argocd")) {
      const isLast = syncOptions(spec).includes("PruneLast=true");
      if (!automated(spec, "prune") || isLast) continue;
      for (const resource of resources) {
        if (!isHashed(resource) || hasOption(resource, "PruneLast=true", "Prune=false")) continue;
        if (!uses.some((use) => isUse(use, resource))) continue;
        yield {
          resource,
          path: ["metadata"],
          message:
            "a change gives it another name, and Argo CD prunes this one in its wave, while old pods still run: one that starts again in the rollout doesn't find it (CreateContainerConfigError)",
          fix: "Set the annotation argocd.argoproj.io/sync-options: PruneLast=true.",
        };
      }
    }
  },
};

function isHashed({ id }: Resource): boolean {
  return id.group === "" && (id.kind === "ConfigMap" || id.kind === "Secret") && HASHED.test(id.name);
}

function isUse(use: Use, { id }: Resource): boolean {
  return use.kind === id.kind && use.name === id.name && (use.pod.namespace === id.namespace || id.namespace === "");
}
