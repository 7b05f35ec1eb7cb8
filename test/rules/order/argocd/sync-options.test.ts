/** Options that count, and no others. */
import { syncOptionsRule } from "../../../../src/rules/order/argocd/sync-options.ts";
import type { OrderBundle } from "../../order-bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const options =
  (...list: unknown[]) =>
  (bundle: OrderBundle): void => {
    bundle.spec().syncPolicy.syncOptions = list;
  };

describeOrderRule(syncOptionsRule, {
  reports: {
    "waves of which some are left out": {
      change: options("ApplyOutOfSyncOnly=true"),
      at: "/spec/syncPolicy/syncOptions/0",
      says: /not awaited/,
    },
    "an option without a value": { change: options("PruneLast=true", "ServerSideApply"), says: /no option "Server/ },
    "an option that is misspelt": options("CreateNamespaces=true"),
    "an option of an object that is misspelt": {
      change: (bundle) =>
        bundle.annotate(bundle.workload("database"), { "argocd.argoproj.io/sync-options": "Purne=false,Delete=false" }),
      kind: "StatefulSet",
    },
    "an empty folder that deletes all": {
      change: (bundle) => {
        bundle.spec().syncPolicy.automated.allowEmpty = true;
      },
      at: "/spec/syncPolicy/automated/allowEmpty",
    },
  },
  silent: {
    "options that Argo CD knows": options("CreateNamespace=true", "PrunePropagationPolicy=foreground", "Prune=confirm"),
    "one wave": (bundle) => {
      options("ApplyOutOfSyncOnly=true")(bundle);
      for (const object of bundle.all) delete object.metadata.annotations;
    },
    "an empty folder that nothing is deleted for": (bundle) => {
      bundle.spec().syncPolicy.automated = { allowEmpty: true };
    },
  },
});
