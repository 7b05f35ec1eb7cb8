/** Hooks run where the chart changes. */
import { chartRevision } from "../../../../src/rules/order/flux/chart-revision.ts";
import { describeOrderRule } from "../../order-cases.ts";

describeOrderRule(chartRevision, {
  reports: {
    "a release with hooks that follows every commit": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("server").chart.spec.reconcileStrategy = "Revision";
      },
      at: "/spec/chart/spec/reconcileStrategy",
    },
  },
  silent: {
    "a release without hooks": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("agents").chart.spec.reconcileStrategy = "Revision";
      },
    },
  },
});
