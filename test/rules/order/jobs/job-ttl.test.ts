/** Jobs stay until the next one comes. */
import { jobTtl } from "../../../../src/rules/order/jobs/job-ttl.ts";
import type { OrderBundle } from "../../order-bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const removeItself = (bundle: OrderBundle): void => {
  bundle.workload("enroll").spec.ttlSecondsAfterFinished = 60;
};
const plain = (bundle: OrderBundle): void => {
  removeItself(bundle);
  bundle.annotate(bundle.workload("enroll"), { "argocd.argoproj.io/hook": undefined, "helm.sh/hook": undefined });
};

describeOrderRule(jobTtl, {
  reports: {
    "a Job in a Kustomization": {
      way: "kustomizations",
      change: removeItself,
      severity: "error",
      says: /at every interval/,
      at: "/spec/ttlSecondsAfterFinished",
    },
    "a plain Job in Argo CD": { change: plain, severity: "warning" },
    "a plain Job of a release that corrects drift": {
      way: "helm-releases",
      change: (bundle) => {
        plain(bundle);
        bundle.spec("server").driftDetection = { mode: "enabled" };
      },
      severity: "warning",
    },
  },
  silent: {
    "a hook of Argo CD": removeItself,
    "a plain Job of a release": { way: "helm-releases", change: plain },
    "a Job whose drift does not count": {
      way: "helm-releases",
      change: (bundle) => {
        plain(bundle);
        bundle.spec("server").driftDetection = { mode: "enabled" };
        bundle.annotate(bundle.workload("enroll"), { "helm.toolkit.fluxcd.io/driftDetection": "disabled" });
      },
    },
    "a migration, which another rule tells": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.workload("migrate").spec.ttlSecondsAfterFinished = 60;
      },
    },
  },
});
