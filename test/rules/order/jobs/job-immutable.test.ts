/** The second version of a Job can be applied. */
import { jobImmutable } from "../../../../src/rules/order/jobs/job-immutable.ts";
import { describeOrderRule } from "../../order-cases.ts";

describeOrderRule(jobImmutable, {
  reports: {
    "a plain Job in Argo CD": (bundle) =>
      bundle.annotate(bundle.workload("migrate"), { "argocd.argoproj.io/hook": undefined }),
    "a Job that Argo CD replaces without force": (bundle) =>
      bundle.annotate(bundle.workload("migrate"), {
        "argocd.argoproj.io/hook": undefined,
        "argocd.argoproj.io/sync-options": "Replace=true",
      }),
    "a Job in a Kustomization": {
      way: "kustomizations",
      change: (bundle) =>
        bundle.annotate(bundle.workload("migrate"), { "kustomize.toolkit.fluxcd.io/force": undefined }),
      says: /can be applied once/,
      severity: "error",
    },
    "a plain Job in a chart": {
      way: "helm-releases",
      change: (bundle) => bundle.annotate(bundle.workload("migrate"), { "helm.sh/hook": undefined }),
    },
    "a plain Job in a release that forces upgrades": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.annotate(bundle.workload("migrate"), { "helm.sh/hook": undefined });
        for (const name of ["data", "server"]) bundle.spec(name).upgrade.force = true;
      },
    },
  },
  silent: {
    "a Job that Argo CD forces": (bundle) =>
      bundle.annotate(bundle.workload("migrate"), {
        "argocd.argoproj.io/hook": undefined,
        "argocd.argoproj.io/sync-options": "Force=true,Replace=true",
      }),
    "a Job named by its version": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.annotate(bundle.workload("migrate"), { "helm.sh/hook": undefined });
        bundle.workload("migrate").metadata.name += "-v2-1-7";
      },
    },
    "a Kustomization that forces all": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.annotate(bundle.workload("migrate"), { "kustomize.toolkit.fluxcd.io/force": undefined });
        bundle.spec("migrate").force = true;
      },
    },
    "objects that nobody says how to apply": {
      way: "objects",
      change: (bundle) => {
        for (const object of bundle.all) delete object.metadata.annotations;
      },
    },
  },
});
