/** Data is not made again. */
import { forceOnData } from "../../../../src/rules/order/data/force-on-data.ts";
import { describeOrderRule } from "../../order-cases.ts";

describeOrderRule(forceOnData, {
  reports: {
    "a Kustomization that forces all": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("database").force = true;
      },
      at: "/spec/force",
      severity: "error",
    },
    "a StatefulSet that Flux forces": {
      way: "kustomizations",
      change: (bundle) =>
        bundle.annotate(bundle.workload("database"), { "kustomize.toolkit.fluxcd.io/force": "enabled" }),
      kind: "StatefulSet",
    },
    "a StatefulSet that Argo CD forces": (bundle) =>
      bundle.annotate(bundle.workload("database"), { "argocd.argoproj.io/sync-options": "Prune=false,Force=true" }),
    "an Application that replaces all": {
      change: (bundle) => {
        bundle.spec().syncPolicy.syncOptions = ["PruneLast=true", "Replace=true"];
      },
      at: "/spec/syncPolicy/syncOptions/1",
      severity: "warning",
    },
    "a release that forces upgrades": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("data").upgrade.force = true;
      },
      severity: "warning",
    },
  },
  silent: {
    "a Kustomization of Jobs that forces all": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("migrate").force = true;
      },
    },
    "an Application without data that replaces all": (bundle) => {
      bundle.spec().syncPolicy.syncOptions = ["Replace=true"];
      bundle.applier().resources = [bundle.workload("server")];
    },
    "a release without data that forces upgrades": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("server").upgrade.force = true;
      },
    },
  },
});
