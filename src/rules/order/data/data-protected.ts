/** What holds data is kept by the engine, whatever leaves Git. */
import type { Resource } from "../../../model/applied.ts";
import { HELM_KEEP } from "../../../order/annotations.ts";
import { type OwnedDelivery, ownedBy } from "../../../order/delivery.ts";
import { goesWithItsApplier, isPruned } from "../../../order/removal.ts";
import type { OrderRule } from "../../rule.ts";
import { type DataKind, dataObjects } from "./data-objects.ts";

export const dataProtected: OrderRule = {
  name: "data-protected",
  severity: "warning",
  title: "No engine deletes the database, a volume claim or the namespace with them.",
  *check(environment) {
    const data = dataObjects(environment);
    for (const delivery of ownedBy(environment, "argocd", "kustomization", "helm")) {
      for (const resource of delivery.resources) {
        const kind = data.get(resource);
        const danger = kind === undefined ? undefined : DANGERS[delivery.engine](resource, delivery);
        if (kind === undefined || danger === undefined) continue;
        yield {
          resource,
          path: ["metadata"],
          message: `${danger.when}, it is deleted, ${LOSSES[kind]}`,
          fix: `Set the annotation ${danger.fix}; deleting it is a step that a person takes.`,
        };
      }
    }
  },
};

const LOSSES: Readonly<Record<DataKind, string>> = {
  namespace: "and with the namespace all that is in it, data and Secrets included",
  claim: "and the data with it",
  database: "and the database stops",
  cluster: "and its volumes with it",
};

interface Danger {
  readonly when: string;
  readonly fix: string;
}

const DANGERS: Readonly<
  Record<OwnedDelivery["engine"], (resource: Resource, by: OwnedDelivery) => Danger | undefined>
> = {
  argocd(resource, by) {
    const [pruned, deleted] = [isPruned(resource, by), goesWithItsApplier(resource, by)];
    if (!pruned && !deleted) return undefined;
    const events = [pruned ? "when it leaves Git" : "", deleted ? "when the Application is deleted" : ""];
    const options = [pruned ? "Prune=false" : "", deleted ? "Delete=false" : ""];
    const joined = (texts: readonly string[], by_: string): string => texts.filter((text) => text !== "").join(by_);
    return {
      when: joined(events, " or "),
      fix: `argocd.argoproj.io/sync-options: ${joined(options, ",")}`,
    };
  },
  kustomization(resource, by) {
    if (!isPruned(resource, by)) return undefined;
    return {
      when: "when it leaves Git or the Kustomization is deleted",
      fix: "kustomize.toolkit.fluxcd.io/prune: disabled",
    };
  },
  helm(resource, by) {
    if (!isPruned(resource, by)) return undefined;
    return {
      when: "when it leaves the chart or the release is uninstalled or renamed",
      fix: `${HELM_KEEP}: keep`,
    };
  },
};
