/** ConfigMaps of a rollout. */
import { pruneLast } from "../../../../src/rules/order/argocd/prune-last.ts";
import type { OrderBundle } from "../../order-bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const hashed = (bundle: OrderBundle) =>
  bundle.all.find(({ kind, data }) => kind === "ConfigMap" && "rate-limit-backend" in data);

describeOrderRule(pruneLast, {
  reports: {
    "a ConfigMap that is pruned at once": {
      change: (bundle) => bundle.annotate(hashed(bundle), { "argocd.argoproj.io/sync-options": undefined }),
      says: /still run/,
      kind: "ConfigMap",
    },
  },
  silent: {
    "one that is pruned last": {},
    "an Application that prunes last": (bundle) => {
      bundle.annotate(hashed(bundle), { "argocd.argoproj.io/sync-options": undefined });
      bundle.spec().syncPolicy.syncOptions = ["PruneLast=true"];
    },
    "an Application that does not prune": (bundle) => {
      bundle.annotate(hashed(bundle), { "argocd.argoproj.io/sync-options": undefined });
      bundle.spec().syncPolicy.automated.prune = false;
    },
    "one without a hash": (bundle) => {
      const map = hashed(bundle);
      bundle.annotate(map, { "argocd.argoproj.io/sync-options": undefined });
      map.metadata.name = "plain";
    },
    Flux: { way: "kustomizations" },
  },
});
