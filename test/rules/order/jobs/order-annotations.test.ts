/** Misspelt annotations are told: the engines say nothing. */
import { orderAnnotations } from "../../../../src/rules/order/jobs/order-annotations.ts";
import type { OrderBundle } from "../../order-bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const ARGOCD = "argocd.argoproj.io";
const FLUX = "kustomize.toolkit.fluxcd.io";
const onMigration =
  (annotations: Readonly<Record<string, string | undefined>>) =>
  (bundle: OrderBundle): void =>
    bundle.annotate(bundle.workload("migrate"), annotations);

describeOrderRule(orderAnnotations, {
  reports: {
    "a hook that Argo CD does not know": {
      change: onMigration({ [`${ARGOCD}/hook`]: "Presync" }),
      says: /^there is no hook "Presync" .*: Argo CD never applies the object$/,
      at: `/metadata/annotations/${ARGOCD}/hook`,
    },
    "one of two hooks": { change: onMigration({ [`${ARGOCD}/hook`]: "Sync,Post" }), says: /left out$/ },
    "a policy that Argo CD does not know": onMigration({ [`${ARGOCD}/hook-delete-policy`]: "before-hook-creation" }),
    "a wave that is no number": { change: onMigration({ [`${ARGOCD}/sync-wave`]: "first" }), says: /counts as 0/ },
    "another spelling of the wave": {
      change: onMigration({ [`${ARGOCD}/sync_wave`]: "-1" }),
      says: /^Argo CD knows no annotation/,
    },
    "a hook that Helm does not know": {
      way: "helm-releases",
      change: onMigration({ "helm.sh/hook": "preinstall" }),
      says: /never applied$/,
    },
    "Helm's hook in Argo CD": onMigration({ [`${ARGOCD}/hook`]: undefined, "helm.sh/hook": "preinstall" }),
    "a weight that is no number": { way: "helm-releases", change: onMigration({ "helm.sh/hook-weight": "1.5" }) },
    "many hooks": { way: "helm-releases", change: onMigration({ "helm.sh/hooks": "pre-install" }) },
    "a mark that Flux does not know": {
      way: "kustomizations",
      change: onMigration({ [`${FLUX}/force`]: "true" }),
      says: /^Flux does not know "true"/,
    },
    "a mark that Flux knows in small letters only": {
      way: "kustomizations",
      change: onMigration({ [`${FLUX}/substitute`]: "Disabled" }),
    },
    "a way to apply that Flux does not know": {
      way: "kustomizations",
      change: onMigration({ [`${FLUX}/ssa`]: "Once" }),
    },
  },
  silent: {
    "annotations that Argo CD has for other things": onMigration({
      [`${ARGOCD}/hook-finalizer`]: "x",
      [`${ARGOCD}/tracking-id`]: "x",
    }),
    "hooks of a deletion": onMigration({ [`${ARGOCD}/hook`]: "PostDelete" }),
    "Helm's hook beside Argo CD's": onMigration({ "helm.sh/hook": "whatever" }),
    "marks in capitals": {
      way: "kustomizations",
      change: onMigration({ [`${FLUX}/force`]: "Enabled", [`${FLUX}/ssa`]: "IfNotPresent" }),
    },
    "a negative weight": { way: "helm-releases", change: onMigration({ "helm.sh/hook-weight": "-5" }) },
  },
});
