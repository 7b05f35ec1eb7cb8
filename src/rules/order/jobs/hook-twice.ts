/** A hook runs once in a sync. */
import type { Resource } from "../../../model/applied.ts";
import { annotationPath } from "../../../order/annotations.ts";
import { hookAnnotation, phasesOf } from "../../../order/argocd-hooks.ts";
import { deliveriesOf } from "../../../order/delivery.ts";
import type { OrderRule, Problem } from "../../rule.ts";

export const hookTwice: OrderRule = {
  name: "hook-twice",
  severity: "error",
  title: "A hook runs once in a sync.",
  *check(environment) {
    for (const { engine, by, resources } of deliveriesOf(environment)) {
      if (engine === "kustomization" || (engine === "helm" && by !== undefined)) continue;
      for (const resource of resources) yield* problems(resource, engine === "helm");
    }
  },
};

/** Argo CD can't tell an install from an upgrade, and makes a phase of each of Helm's hooks. */
function* problems(resource: Resource, isHelm: boolean): Iterable<Problem> {
  const key = hookAnnotation(resource);
  const phases = phasesOf(resource).filter((phase) => phase !== "SyncFail");
  if (key === undefined || phases.length < 2) return;
  const where = phases.join(" and ");
  yield {
    resource,
    path: annotationPath(key),
    ...(isHelm ? { severity: "info" } : {}),
    message: isHelm
      ? `Argo CD would run this hook in ${where} of every sync: it can't tell an install from an upgrade`
      : `Argo CD runs this hook in ${where} of every sync${phases[0] === "PreSync" ? ", and in the first one before anything that it needs is there" : ""}`,
    fix: "Give it one hook of Argo CD, argocd.argoproj.io/hook: Sync with a wave: Helm's hooks do not count beside it.",
  };
}
