/** Some tries, not none and not all. */
import { syncRetry } from "../../../../src/rules/order/argocd/sync-retry.ts";
import { describeOrderRule } from "../../order-cases.ts";

describeOrderRule(syncRetry, {
  reports: {
    "tries without an end": {
      change: (bundle) => {
        bundle.spec().syncPolicy.retry = { limit: -1 };
      },
      severity: "warning",
      says: /a newer commit does not stop it$/,
      at: "/spec/syncPolicy/retry/limit",
    },
    "tries without an end, of the newest commit": {
      change: (bundle) => {
        bundle.spec().syncPolicy.retry = { limit: -1, refresh: true };
      },
      says: /runs all hooks again$/,
    },
    "no second try": {
      change: (bundle) => {
        bundle.spec().syncPolicy.retry = { limit: 0 };
      },
      severity: "info",
    },
  },
  silent: {
    "Argo CD's own default": (bundle) => {
      delete bundle.spec().syncPolicy.retry;
    },
    "tries without an end of what has no hooks": (bundle) => {
      bundle.spec().syncPolicy.retry = { limit: -1 };
      bundle.applier().resources = [bundle.workload("server")];
    },
    "no second try of a sync by hand": (bundle) => {
      bundle.spec().syncPolicy = { retry: { limit: 0 } };
    },
  },
});
