/** What is awaited ends. */
import { jobDeadline } from "../../../../src/rules/order/jobs/job-deadline.ts";
import { describeOrderRule } from "../../order-cases.ts";

describeOrderRule(jobDeadline, {
  reports: {
    "a hook of Argo CD": {
      change: (bundle) => {
        delete bundle.workload("enroll").spec.activeDeadlineSeconds;
      },
      says: /without an end/,
      at: "/spec",
    },
    "a hook of Helm": {
      way: "helm-releases",
      change: (bundle) => {
        delete bundle.workload("enroll").spec.activeDeadlineSeconds;
      },
      says: /^Helm stops waiting/,
    },
  },
  silent: {
    "a migration, which another rule tells": (bundle) => {
      delete bundle.workload("migrate").spec.activeDeadlineSeconds;
    },
    "a Job in the last wave that is no hook": (bundle) => {
      const job = bundle.workload("enroll");
      delete job.spec.activeDeadlineSeconds;
      bundle.annotate(job, { "argocd.argoproj.io/hook": undefined, "argocd.argoproj.io/sync-wave": "20" });
    },
    "a deadline of its pod": (bundle) => {
      const { spec } = bundle.workload("enroll");
      delete spec.activeDeadlineSeconds;
      spec.template.spec.activeDeadlineSeconds = 60;
    },
    "a Kustomization, which has a timeout and starts nothing again": {
      way: "kustomizations",
      change: (bundle) => {
        delete bundle.workload("enroll").spec.activeDeadlineSeconds;
      },
    },
  },
});
