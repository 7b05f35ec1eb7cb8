/** A sync that fails is tried again, some times, and then with the newest commit. */
import { at } from "../../../model/json.ts";
import { hookAnnotation } from "../../../order/argocd-hooks.ts";
import { type OwnedDelivery, ownedBy } from "../../../order/delivery.ts";
import type { Fault, OrderRule } from "../../rule.ts";

export const syncRetry: OrderRule = {
  name: "sync-retry",
  severity: "warning",
  title: "A failed sync is tried again a few times, with the newest commit.",
  *check(environment) {
    for (const delivery of ownedBy(environment, "argocd")) {
      const found = faultOf(delivery);
      if (found !== undefined) {
        yield { resource: delivery.by, path: ["spec", "syncPolicy", "retry", "limit"], ...found };
      }
    }
  },
};

function faultOf({ spec, resources }: OwnedDelivery): Fault | undefined {
  const limit = at(spec, "syncPolicy", "retry", "limit");
  if (typeof limit !== "number") return undefined;
  const fix = "Set a limit such as 3, and refresh: true.";
  if (limit < 0 && resources.some((one) => hookAnnotation(one) !== undefined)) {
    const stays = at(spec, "syncPolicy", "retry", "refresh") === true ? "" : ", and a newer commit does not stop it";
    return {
      message: `a sync that fails is tried again without an end, and each try runs all hooks again${stays}`,
      fix,
    };
  }
  if (limit !== 0 || at(spec, "syncPolicy", "automated") === undefined) return undefined;
  return {
    severity: "info",
    message:
      "without a retry the first object that is Degraded, if for a moment, fails the commit for good: Argo CD does not sync it by itself again",
    fix,
  };
}
