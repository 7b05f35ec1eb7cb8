/** A chart in Git is a new one where it changes, not at every commit of the repository. */
import { at } from "../../../model/json.ts";
import { ownedBy } from "../../../order/delivery.ts";
import { helmHooks } from "../../../order/helm-hooks.ts";
import type { OrderRule } from "../../rule.ts";

export const chartRevision: OrderRule = {
  name: "chart-revision",
  severity: "warning",
  title: "A release with hooks is upgraded only where its chart changes.",
  *check(environment) {
    for (const { by, spec, resources } of ownedBy(environment, "helm")) {
      const isRevision = at(spec, "chart", "spec", "reconcileStrategy") === "Revision";
      if (!isRevision || !resources.some((resource) => helmHooks(resource).length > 0)) continue;
      yield {
        resource: by,
        path: ["spec", "chart", "spec", "reconcileStrategy"],
        message:
          "with Revision every commit of the repository, whatever it changes, upgrades the release and runs its hooks again",
        fix: "Use ChartVersion, and change the version of the chart with its content.",
      };
    }
  },
};
