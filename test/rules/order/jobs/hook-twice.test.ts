/** One phase for each hook. */
import { hookTwice } from "../../../../src/rules/order/jobs/hook-twice.ts";
import type { OrderBundle } from "../../order-bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const HOOK = "argocd.argoproj.io/hook";
const on =
  (annotations: Readonly<Record<string, string | undefined>>) =>
  (bundle: OrderBundle): void =>
    bundle.annotate(bundle.workload("migrate"), annotations);

describeOrderRule(hookTwice, {
  reports: {
    "Helm's hook behind installs and before upgrades in Argo CD": {
      change: on({ [HOOK]: undefined, "helm.sh/hook": "post-install,pre-upgrade" }),
      says: /PreSync and PostSync of every sync, and in the first one/,
      severity: "error",
      at: "/metadata/annotations/helm.sh/hook",
    },
    "two hooks of Argo CD": { change: on({ [HOOK]: "Sync, PostSync" }), says: /Sync and PostSync of every sync$/ },
    "a rendered chart that Argo CD may get": {
      way: "objects",
      change: (bundle) => {
        for (const object of bundle.all) delete object.metadata.annotations;
        on({ "helm.sh/hook": "post-install,pre-upgrade" })(bundle);
      },
      severity: "info",
    },
  },
  silent: {
    "Helm's hook before installs and upgrades in Argo CD": on({
      [HOOK]: undefined,
      "helm.sh/hook": "pre-install,pre-upgrade",
    }),
    "Helm's hook beside Argo CD's": on({ "helm.sh/hook": "post-install,pre-upgrade" }),
    "a hook that runs behind failures too": on({ [HOOK]: "Sync,SyncFail" }),
    "a release of Flux": { way: "helm-releases", change: on({ "helm.sh/hook": "post-install,pre-upgrade" }) },
  },
});
