/** Hooks run with each commit. */
import { selfHealHooks } from "../../../../src/rules/order/argocd/self-heal-hooks.ts";
import type { OrderBundle } from "../../order-bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const PATHS = { "argocd.argoproj.io/manifest-generate-paths": "." };
const heals = (bundle: OrderBundle): void => {
  bundle.spec().syncPolicy.automated.selfHeal = true;
};

describeOrderRule(selfHealHooks, {
  reports: {
    "an Application that heals itself": { change: heals, at: "/spec/syncPolicy/automated/selfHeal", says: /22795\)$/ },
    "one that reads some paths only": {
      change: (bundle) => {
        heals(bundle);
        bundle.annotate(bundle.applier().by, PATHS);
      },
      says: /the more so/,
    },
    "paths alone": { change: (bundle) => bundle.annotate(bundle.applier().by, PATHS), severity: "info" },
  },
  silent: {
    "servers that migrate by themselves": { settings: { migrations: "boot" }, change: heals },
    "an Application that is not automatic": (bundle) => {
      heals(bundle);
      bundle.spec().syncPolicy.automated.enabled = false;
    },
  },
});
