/** A hook runs when it is meant to: a migration at the first install and at every upgrade. */
import type { Resource } from "../../../model/applied.ts";
import { at } from "../../../model/json.ts";
import { annotationPath, FLUX, HELM_HOOK, hasFluxMark, listIn } from "../../../order/annotations.ts";
import { ARGOCD_HOOKS, hookAnnotation, phasesOf } from "../../../order/argocd-hooks.ts";
import { type Delivery, deliveriesOf } from "../../../order/delivery.ts";
import { HELM_HOOKS, helmHooks } from "../../../order/helm-hooks.ts";
import { migrationJobs } from "../../needs/certctl-needs.ts";
import type { OrderRule, Problem } from "../../rule.ts";

export const hookSkipped: OrderRule = {
  name: "hook-skipped",
  severity: "error",
  title: "A migration runs at the first install and at every upgrade, and no hook is left out.",
  *check(environment) {
    const migrations = migrationJobs(environment);
    for (const delivery of deliveriesOf(environment)) {
      if (delivery.engine === "helm") yield* disabled(delivery);
      for (const resource of delivery.resources) {
        yield* PROBLEMS[delivery.engine](resource, migrations.has(resource));
      }
    }
  },
};

const PROBLEMS: Readonly<Record<Delivery["engine"], (resource: Resource, migrates: boolean) => Iterable<Problem>>> = {
  *argocd(resource, migrates) {
    const key = hookAnnotation(resource);
    if (key === undefined || phasesOf(resource).some((phase) => phase !== "SyncFail")) return;
    const entries = listIn(resource, key);
    // A hook that nobody knows is told as such; those of a deletion run then.
    if (entries.some((entry) => ![...ARGOCD_HOOKS, ...HELM_HOOKS].includes(entry))) return;
    const isMeant = entries.some((entry) => /delete$/i.test(entry) || entry === "SyncFail" || entry === "Skip");
    if (!migrates && isMeant) return;
    yield {
      resource,
      path: annotationPath(key),
      severity: migrates ? "error" : "info",
      message: migrates
        ? "no sync runs this migration: the schema stays as it is"
        : "Argo CD never applies this hook: it has no tests and no rollback hooks",
      fix: migrates ? "Make it a Sync hook in a wave before the servers." : "Run it by hand, or leave it out.",
    };
  },
  *helm(resource, migrates) {
    const hooks = helmHooks(resource);
    if (!migrates || hooks.length === 0) return;
    const missing = ["install", "upgrade"].filter((event) => !hooks.some((hook) => hook.endsWith(`-${event}`)));
    if (missing.length === 0) return;
    yield {
      resource,
      path: annotationPath(HELM_HOOK),
      message: `the migration is no hook of ${missing.join(" and ")}: ${missing.includes("upgrade") ? "a new version, or an install that is tried again as an upgrade, runs on the old schema" : "the first install has no schema"}`,
      fix: "Use pre-install,pre-upgrade together.",
    };
  },
  *kustomization(resource, migrates) {
    const mark = MARKS.find(([name, value]) => hasFluxMark(resource, name, value));
    if (!migrates || mark === undefined) return;
    yield {
      resource,
      path: annotationPath(`${FLUX}/${mark[0]}`),
      message: "Flux leaves a migration Job that is there as it is: a new version runs on the old schema",
      fix: `Remove it, and let Flux replace the Job: ${FLUX}/force: enabled.`,
    };
  },
};

const MARKS = [
  ["ssa", "ifnotpresent"],
  ["ssa", "ignore"],
  ["reconcile", "disabled"],
] as const;

function* disabled({ by, spec, resources }: Delivery): Iterable<Problem> {
  for (const event of ["install", "upgrade"]) {
    const isHook = (resource: Resource): boolean => helmHooks(resource).some((hook) => hook.endsWith(`-${event}`));
    if (by === undefined || at(spec, event, "disableHooks") !== true || !resources.some(isHook)) continue;
    yield {
      resource: by,
      path: ["spec", event, "disableHooks"],
      message: `the chart has hooks of ${event}, and none of them runs`,
      fix: "Remove disableHooks.",
    };
  }
}
