/** An engine that may delete an object and make it again must not do so to a volume claim or a StatefulSet. */
import type { Resource } from "../../../model/applied.ts";
import { at } from "../../../model/json.ts";
import { ARGOCD_OPTIONS, annotationPath, FLUX, hasFluxMark, hasOption } from "../../../order/annotations.ts";
import { type Delivery, deliveriesOf } from "../../../order/delivery.ts";
import { syncOptions } from "../../../order/sync-policy.ts";
import type { OrderRule, Problem } from "../../rule.ts";

export const forceOnData: OrderRule = {
  name: "force-on-data",
  severity: "error",
  title: "No engine deletes a volume claim or StatefulSet to make it again.",
  *check(environment) {
    for (const delivery of deliveriesOf(environment)) {
      const data = delivery.resources.filter(isData);
      if (data.length === 0) continue;
      const all = forAll(delivery);
      if (all !== undefined) yield all;
      for (const resource of data) yield* forOne(resource, delivery);
    }
  },
};

const MADE_AGAIN =
  "where a change is refused, the object is deleted and made again: a claim loses its data, and a StatefulSet its pods at once";

function isData({ id }: Resource): boolean {
  return id.kind === "PersistentVolumeClaim" || (id.group === "apps" && id.kind === "StatefulSet");
}

function forAll({ engine, by, spec }: Delivery): Problem | undefined {
  if (by === undefined) return undefined;
  if (engine === "kustomization" && spec.force === true) {
    const fix = `Remove force, and set ${FLUX}/force: enabled on the Jobs alone.`;
    return { resource: by, path: ["spec", "force"], message: MADE_AGAIN, fix };
  }
  if (engine === "helm" && at(spec, "upgrade", "force") === true) {
    // Without effect where Flux applies on the server's side.
    return {
      resource: by,
      path: ["spec", "upgrade", "force"],
      severity: "warning",
      message:
        "every object is replaced at each upgrade, StatefulSets and claims too: a field that can't be changed fails the upgrade, and what others set in an object is lost",
      fix: "Remove force.",
    };
  }
  const index = engine === "argocd" ? syncOptions(spec).indexOf("Replace=true") : -1;
  if (index < 0) return undefined;
  return {
    resource: by,
    path: ["spec", "syncPolicy", "syncOptions", index],
    severity: "warning",
    message:
      "every object is replaced at each sync, StatefulSets and claims too: a field that can't be changed fails the sync, and a sync with force deletes them",
    fix: "Remove Replace=true, and set it on the objects that need it.",
  };
}

function* forOne(resource: Resource, { engine }: Delivery): Iterable<Problem> {
  if (engine === "argocd" && hasOption(resource, "Force=true")) {
    yield { resource, path: annotationPath(ARGOCD_OPTIONS), message: MADE_AGAIN, fix: "Remove Force=true." };
  }
  if (engine === "kustomization" && hasFluxMark(resource, "force", "enabled")) {
    yield { resource, path: ["metadata"], message: MADE_AGAIN, fix: `Remove ${FLUX}/force.` };
  }
}
