/** A dependency gates something. */
import { dependencyWaits } from "../../../../src/rules/order/flux/dependency-waits.ts";
import { describeOrderRule } from "../../order-cases.ts";

describeOrderRule(dependencyWaits, {
  reports: {
    "a Kustomization that waits for nothing": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("migrate").wait = false;
      },
      at: "/spec/wait",
      kind: "Kustomization",
    },
    "a Kustomization that says nothing": {
      way: "kustomizations",
      change: (bundle) => {
        delete bundle.spec("database").wait;
      },
      at: "/spec",
    },
    "a release that does not wait": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("data").upgrade.disableWait = true;
      },
      says: /disableWait/,
    },
    "a release that does not wait for its Jobs": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("data").install.disableWaitForJobs = true;
        bundle.annotate(bundle.workload("credentials"), { "helm.sh/hook": undefined });
      },
    },
  },
  silent: {
    "a Kustomization that checks health": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("database").wait = false;
        bundle.spec("database").healthChecks = [
          { kind: "StatefulSet", name: "certctl-database", namespace: "certctl" },
        ];
      },
    },
    "a Kustomization of what is ready at once": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("config").wait = false;
      },
    },
    "the last Kustomization": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("agent").wait = false;
      },
    },
    "a release that waits for no Jobs and has hooks only": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("data").install.disableWaitForJobs = true;
      },
    },
  },
});
