/** What leaves Git leaves the cluster, too. */

import { ownedBy } from "../../../order/delivery.ts";
import { automated, isAutomated } from "../../../order/sync-policy.ts";
import type { OrderRule } from "../../rule.ts";

export const pruneOff: OrderRule = {
  name: "prune-off",
  severity: "info",
  title: "What leaves Git leaves the cluster.",
  *check(environment) {
    for (const { by, spec } of ownedBy(environment, "argocd")) {
      if (!isAutomated(spec) || automated(spec, "prune")) continue;
      yield { resource: by, path: ["spec", "syncPolicy", "automated"], ...problem("Argo CD") };
    }
    for (const { by, spec, resources } of ownedBy(environment, "kustomization")) {
      if (spec.prune !== false || resources.length === 0) continue;
      yield { resource: by, path: ["spec", "prune"], ...problem("Flux") };
    }
  },
};

function problem(engine: string) {
  return {
    message: `${engine} leaves in the cluster what leaves Git: old Jobs, policies and ConfigMaps stay, and what was taken away goes on`,
    fix: "Set prune: true, and protect what holds data with its own annotation.",
  };
}
