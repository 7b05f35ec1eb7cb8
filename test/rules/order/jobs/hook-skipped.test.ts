/** A migration runs at each install and upgrade. */
import { hookSkipped } from "../../../../src/rules/order/jobs/hook-skipped.ts";
import type { OrderBundle } from "../../order-bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const HOOK = "argocd.argoproj.io/hook";
const on =
  (part: "migrate" | "enroll", annotations: Readonly<Record<string, string | undefined>>) =>
  (bundle: OrderBundle): void =>
    bundle.annotate(bundle.workload(part), annotations);

describeOrderRule(hookSkipped, {
  reports: {
    "a migration that runs at installs alone": {
      way: "helm-releases",
      change: on("migrate", { "helm.sh/hook": "pre-install" }),
      says: /^the migration is no hook of upgrade: .*old schema$/,
      at: "/metadata/annotations/helm.sh/hook",
    },
    "a migration that runs at upgrades alone": {
      way: "helm-releases",
      change: on("migrate", { "helm.sh/hook": "pre-upgrade" }),
      says: /no schema$/,
    },
    "hooks that are switched off": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("server").upgrade.disableHooks = true;
      },
      at: "/spec/upgrade/disableHooks",
      kind: "HelmRelease",
    },
    "a migration that Argo CD skips": { change: on("migrate", { [HOOK]: "Skip" }), severity: "error" },
    "a migration for failures only": { change: on("migrate", { [HOOK]: "SyncFail" }), severity: "error" },
    "a test of a chart in Argo CD": {
      change: on("enroll", { [HOOK]: undefined, "helm.sh/hook": "test" }),
      severity: "info",
    },
    "a migration that Flux leaves as it is": {
      way: "kustomizations",
      change: on("migrate", { "kustomize.toolkit.fluxcd.io/ssa": "IfNotPresent" }),
    },
  },
  silent: {
    "another Job that runs at installs alone": {
      way: "helm-releases",
      change: on("enroll", { "helm.sh/hook": "post-install" }),
    },
    "a test of a chart in Flux": { way: "helm-releases", change: on("enroll", { "helm.sh/hook": "test" }) },
    "hooks of a release without any": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("agents").upgrade.disableHooks = true;
      },
    },
    "a migration at installs alone, which Argo CD runs each time": on("migrate", {
      [HOOK]: undefined,
      "helm.sh/hook": "pre-install",
    }),
    "another Job that Argo CD skips": on("enroll", { [HOOK]: "Skip" }),
  },
});
