/** What leaves Git. */
import { pruneOff } from "../../../../src/rules/order/handover/prune-off.ts";
import { describeOrderRule } from "../../order-cases.ts";

describeOrderRule(pruneOff, {
  reports: {
    "an Application that keeps everything": {
      change: (bundle) => {
        bundle.spec().syncPolicy.automated.prune = false;
      },
      says: /leaves in the cluster/,
    },
    "a Kustomization that keeps everything": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("server").prune = false;
      },
    },
  },
  silent: {
    "an Application that prunes": {},
    "one that a person syncs": (bundle) => {
      delete bundle.spec().syncPolicy.automated;
    },
    "Kustomizations that prune": { way: "kustomizations" },
  },
});
