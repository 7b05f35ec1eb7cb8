/** Options of a sync are ones that Argo CD knows, and none of them undoes the order or empties the cluster. */
import type { Resource } from "../../../model/applied.ts";
import { nearName } from "../../../model/near-name.ts";
import { ARGOCD_OPTIONS, annotationPath, listIn } from "../../../order/annotations.ts";
import { argocdMoment } from "../../../order/argocd-hooks.ts";
import { deliveriesOf, type OwnedDelivery, ownedBy } from "../../../order/delivery.ts";
import { automated, syncOptions } from "../../../order/sync-policy.ts";
import type { Fault, OrderRule, Problem } from "../../rule.ts";

export const syncOptionsRule: OrderRule = {
  name: "sync-options",
  severity: "warning",
  title: "Options of a sync are known ones, and keep the order and the objects.",
  *check(environment) {
    for (const delivery of ownedBy(environment, "argocd")) yield* ofApplication(delivery);
    for (const { engine, resources } of deliveriesOf(environment)) {
      if (engine === "argocd") for (const resource of resources) yield* ofObject(resource);
    }
  },
};

const OF_BOTH = [
  "ClientSideApplyMigration",
  "Delete",
  "Force",
  "Prune",
  "PruneLast",
  "Replace",
  "ServerSideApply",
  "SkipDryRunOnMissingResource",
  "Validate",
];
const OF_APPLICATION = [
  ...OF_BOTH,
  "ApplyOutOfSyncOnly",
  "CreateNamespace",
  "FailOnSharedResource",
  "PrunePropagationPolicy",
  "RespectIgnoreDifferences",
];

function* ofApplication({ by, spec, resources }: OwnedDelivery): Iterable<Problem> {
  for (const [index, option] of syncOptions(spec).entries()) {
    const place = { resource: by, path: ["spec", "syncPolicy", "syncOptions", index] };
    const unknown = faultOf(option, OF_APPLICATION);
    if (unknown !== undefined) yield { ...place, ...unknown };
    if (option === "ApplyOutOfSyncOnly=true" && hasSteps(resources)) {
      yield {
        ...place,
        message:
          "with ApplyOutOfSyncOnly a database that has not changed is left out of the sync, so its wave is not awaited: the migration runs though it may be down",
        fix: "Remove ApplyOutOfSyncOnly.",
      };
    }
  }
  if (automated(spec, "allowEmpty") && automated(spec, "prune")) {
    yield {
      resource: by,
      path: ["spec", "syncPolicy", "automated", "allowEmpty"],
      message: "a commit that renders nothing, a wrong path for example, deletes all objects of the Application",
      fix: "Remove allowEmpty.",
    };
  }
}

function hasSteps(resources: readonly Resource[]): boolean {
  const steps = resources.flatMap((resource) => argocdMoment(resource)?.step.join(" ") ?? []);
  return new Set(steps).size > 1;
}

function* ofObject(resource: Resource): Iterable<Problem> {
  for (const option of listIn(resource, ARGOCD_OPTIONS)) {
    const fault = faultOf(option, OF_BOTH);
    if (fault !== undefined) yield { resource, path: annotationPath(ARGOCD_OPTIONS), ...fault };
  }
}

/** They are compared as whole texts: `Prune=false`, without spaces, in this case. */
function faultOf(option: string, known: readonly string[]): Fault | undefined {
  const [name = "", value] = option.split("=");
  if (known.includes(name) && value !== undefined && value !== "") return undefined;
  const near = known.includes(name) ? name : nearName(name, known);
  return {
    message: `Argo CD knows no option ${JSON.stringify(option)} here, and ignores it`,
    fix: near === undefined ? "Remove it." : `Write ${near}=true or ${near}=false, as it was meant.`,
  };
}
