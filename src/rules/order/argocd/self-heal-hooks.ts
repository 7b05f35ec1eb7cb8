/** A new commit is a sync with hooks, not a repair without them. */
import { at } from "../../../model/json.ts";
import { hookAnnotation } from "../../../order/argocd-hooks.ts";
import { ownedBy } from "../../../order/delivery.ts";
import { automated } from "../../../order/sync-policy.ts";
import { migrationJobs } from "../../needs/certctl-needs.ts";
import type { OrderRule } from "../../rule.ts";

const GENERATE_PATHS = "argocd.argoproj.io/manifest-generate-paths";

export const selfHealHooks: OrderRule = {
  name: "self-heal-hooks",
  severity: "warning",
  title: "An Application whose migration is a hook does not heal itself.",
  *check(environment) {
    const migrations = migrationJobs(environment);
    for (const { by, spec, resources } of ownedBy(environment, "argocd")) {
      if (!resources.some((one) => migrations.has(one) && hookAnnotation(one) !== undefined)) continue;
      const heals = automated(spec, "selfHeal");
      const hasPaths = at(by.manifest, "metadata", "annotations", GENERATE_PATHS) !== undefined;
      if (heals) {
        yield {
          resource: by,
          path: ["spec", "syncPolicy", "automated", "selfHeal"],
          setting: "argocd.selfHeal",
          message: `Argo CD can take a new commit for drift and heal it, and then runs no hook: the new image starts on the old schema (argo-cd#22795)${hasPaths ? ", the more so with manifest-generate-paths" : ""}`,
          fix: "Set selfHeal: false, or accept it and keep an eye on the migration.",
        };
      } else if (hasPaths) {
        yield {
          resource: by,
          path: ["metadata", "annotations", GENERATE_PATHS],
          severity: "info",
          message:
            "with manifest-generate-paths Argo CD moves on to commits without a sync; where self-healing is switched on later, it skips the migration hook (argo-cd#22795)",
          fix: "Remove the annotation.",
        };
      }
    }
  },
};
