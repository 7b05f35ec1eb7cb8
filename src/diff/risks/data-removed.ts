/** What holds data, or defines or contains what does, leaves Git. */
import { at } from "../../model/json.ts";
import type { FoundRisk } from "../risk.ts";
import { programsIn } from "./programs.ts";
import { isDeleted, ownRemovals, type Removal } from "./removal.ts";
import { isKind, riskRule } from "./rule.ts";
import type { Sides } from "./sides.ts";

export const dataRemoved = riskRule(
  "data-removed",
  "A StatefulSet, a volume claim, a volume or a database cluster leaves Git.",
  function* (sides) {
    for (const removal of ownRemovals(sides)) {
      const loss = lossOf(removal, sides);
      if (loss !== undefined) yield riskOf(removal, loss, sides);
    }
  },
);

export const namespaceRemoved = riskRule(
  "namespace-removed",
  "A Namespace leaves Git, and with it all that is in it.",
  function* (sides) {
    for (const removal of ownRemovals(sides)) {
      if (!isKind(removal.before, "", "Namespace")) continue;
      yield riskOf(
        removal,
        "The engine deletes the Namespace and all that is in it: workloads, volume claims, and Secrets that are not in Git, such as the encryption key and the issuing CA.",
        sides,
      );
    }
  },
);

export const definitionRemoved = riskRule(
  "definition-removed",
  "A CustomResourceDefinition leaves Git, and with it every object of its kind.",
  function* (sides) {
    for (const removal of ownRemovals(sides)) {
      if (!isKind(removal.before, "apiextensions.k8s.io", "CustomResourceDefinition")) continue;
      yield riskOf(
        removal,
        "The API server deletes every object of the kind with its definition, in all namespaces, also those of other teams.",
        sides,
      );
    }
  },
);

/** Undefined for what holds nothing, and for agents, of which agents-removed tells. */
function lossOf({ before }: Removal, sides: Sides): string | undefined {
  if (isKind(before, "", "PersistentVolumeClaim")) {
    return "The engine deletes the volume claim, and with it, unless its storage class retains volumes, all data in it.";
  }
  if (isKind(before, "", "PersistentVolume")) {
    return "The engine deletes the volume: a claim that is bound to it is lost, and pods that use it can't start again.";
  }
  if (isKind(before, "postgresql.cnpg.io", "Cluster")) {
    return "The operator deletes the database with its volumes: all certificates, jobs and the audit trail are lost.";
  }
  if (!isKind(before, "apps", "StatefulSet")) return undefined;
  const roles = programsIn(before, sides.before).map(({ role }) => role);
  if (roles.includes("agent")) return undefined;
  const goes = at(before.manifest, "spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted") === "Delete";
  if (roles.includes("database")) {
    return goes
      ? "The engine deletes the database, and its volume claims with it (whenDeleted: Delete): all certificates, jobs and the audit trail are lost."
      : "The engine deletes the database: servers without it end and nothing is issued or renewed. Its volume claims stay without an owner, and a database of another name starts empty.";
  }
  return goes
    ? "The engine deletes the StatefulSet, and its volume claims with it (whenDeleted: Delete): the data is lost."
    : "The engine deletes the StatefulSet. Its volume claims stay without an owner, and one of another name starts empty.";
}

function riskOf(change: Removal, message: string, sides: Sides): FoundRisk {
  if (isDeleted(change.before, sides)) {
    return {
      level: "danger",
      message,
      advice:
        "Check that it is meant, and take a backup first. To stop managing it and keep it, mark it in a commit before this one: Prune=false (Argo CD), kustomize.toolkit.fluxcd.io/prune: disabled (Flux), helm.sh/resource-policy: keep (Helm).",
      change,
    };
  }
  return {
    level: "caution",
    message:
      "It leaves Git and is not deleted, since its engine keeps it: it stays as it is without an owner, and nobody updates it any more.",
    advice: "Check that it is meant; deleting it is then a step that a person takes.",
    change,
  };
}
