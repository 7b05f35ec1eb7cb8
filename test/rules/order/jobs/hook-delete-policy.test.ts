/** Hooks can be read after they ran. */
import { hookDeletePolicy } from "../../../../src/rules/order/jobs/hook-delete-policy.ts";
import type { OrderBundle } from "../../order-bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const ARGOCD = "argocd.argoproj.io/hook-delete-policy";
const HELM = "helm.sh/hook-delete-policy";
const on =
  (annotations: Readonly<Record<string, string | undefined>>) =>
  (bundle: OrderBundle): void =>
    bundle.annotate(bundle.workload("migrate"), annotations);

describeOrderRule(hookDeletePolicy, {
  reports: {
    "failed hooks that are removed": {
      change: on({ [ARGOCD]: "BeforeHookCreation,HookFailed" }),
      says: /nobody can read why/,
      severity: "warning",
      at: `/metadata/annotations/${ARGOCD}`,
    },
    "failed hooks that stay for ever": { change: on({ [ARGOCD]: "HookSucceeded" }), says: /in the way/ },
    "two policies that differ": { change: on({ [HELM]: "before-hook-creation,hook-succeeded" }), says: /differ/ },
    "good hooks that are removed": {
      way: "helm-releases",
      change: on({ [HELM]: "before-hook-creation,hook-succeeded" }),
      severity: "info",
      at: `/metadata/annotations/${HELM}`,
    },
    "failed hooks that Helm removes": {
      way: "helm-releases",
      change: on({ [HELM]: "hook-failed,before-hook-creation" }),
    },
    "an account that goes with the hooks": {
      way: "helm-releases",
      change: (bundle) =>
        bundle.annotate(bundle.object("ServiceAccount", "certctl-database"), {
          "helm.sh/hook": "pre-install",
          [HELM]: "hook-succeeded",
        }),
      severity: "error",
      kind: "ServiceAccount",
    },
  },
  silent: {
    "the default": on({ [ARGOCD]: undefined }),
    "the same policy twice": on({ [HELM]: "before-hook-creation" }),
    "an account of hooks that stays until the next": {
      way: "helm-releases",
      change: (bundle) =>
        bundle.annotate(bundle.object("ServiceAccount", "certctl-database"), {
          "helm.sh/hook": "pre-install",
          [HELM]: "before-hook-creation",
        }),
    },
    "a policy of what is no hook": {
      change: (bundle) => bundle.annotate(bundle.workload("server"), { [ARGOCD]: "HookFailed" }),
    },
    "a new name for each run": (bundle) => {
      on({ [ARGOCD]: "HookFinished" })(bundle);
    },
  },
});
