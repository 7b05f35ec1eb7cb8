/** A dependency of Flux is worth something only where the other one waits for what it applies. */

import { objectsAt } from "../../../model/json.ts";
import { type Delivery, type OwnedDelivery, ownedBy } from "../../../order/delivery.ts";
import { dependenciesOf, isNamed } from "../../../order/dependencies.ts";
import { isAwaited } from "../../../order/sequence.ts";
import type { OrderRule, Problem } from "../../rule.ts";

export const dependencyWaits: OrderRule = {
  name: "dependency-waits",
  severity: "warning",
  title: "What others depend on waits for what it applies.",
  *check(environment) {
    const all = ownedBy(environment, "kustomization", "helm");
    for (const delivery of all) {
      const isNeeded = all.some(({ by }) => dependenciesOf(by).some((one) => isNamed(one, by, delivery.by)));
      if (isNeeded && !awaitsAll(delivery)) yield problem(delivery);
    }
  },
};

/** Objects that are ready once they are there need no wait; of a chart that is not in the input nothing is known. */
function awaitsAll(delivery: Delivery): boolean {
  if (delivery.engine === "kustomization" && objectsAt(delivery.spec, "healthChecks").length > 0) return true;
  return delivery.resources.every((resource) => isAwaited(delivery, resource));
}

function problem({ engine, by, spec }: OwnedDelivery): Problem {
  if (engine === "kustomization") {
    return {
      resource: by,
      path: spec.wait === undefined ? ["spec"] : ["spec", "wait"],
      message:
        "other Kustomizations depend on this one, but it neither waits nor checks health: it is ready as soon as its objects are applied, and they start together with it",
      fix: "Set wait: true, with a timeout.",
    };
  }
  return {
    resource: by,
    path: ["spec"],
    message:
      "other releases depend on this one, but it does not wait for its pods or Jobs (disableWait, disableWaitForJobs): it is ready as soon as they are applied",
    fix: "Remove disableWait and disableWaitForJobs of install and upgrade.",
  };
}
