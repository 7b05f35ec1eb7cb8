/** A migration that runs once and ends. */
import { migrationJobLimits } from "../../../../src/rules/coherence/migrations/migration-job-limits.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const job = (fields: Loose) => (bundle: Bundle) => {
  Object.assign(bundle.workload("migrate").spec, fields);
};

describeRule(migrationJobLimits, {
  reports: {
    "no deadline": {
      change: (bundle) => delete bundle.workload("migrate").spec.activeDeadlineSeconds,
      says: /no deadline/,
      at: "/spec",
      severity: "warning",
    },
    "a Job that is deleted": { change: job({ ttlSecondsAfterFinished: 0 }), at: "/spec/ttlSecondsAfterFinished" },
    "two at once": { change: job({ parallelism: 2 }), says: /runs 2 times over/, severity: "warning" },
    "three after another": { change: job({ completions: 3 }), at: "/spec/completions" },
    "none at all": { change: job({ parallelism: 0 }), says: /never runs/, severity: "error" },
    "a suspended Job": { change: job({ suspend: true }), says: /never runs/, severity: "error" },
    "no second attempt": { change: job({ backoffLimit: 0 }), says: /not at all/, severity: "info" },
    "a hasty second attempt": {
      change: job({ backoffLimit: 1 }),
      says: /less than a minute/,
      at: "/spec/backoffLimit",
    },
    "a Deployment": {
      change: (bundle) => {
        bundle.workload("migrate").kind = "Deployment";
        bundle.workload("migrate").apiVersion = "apps/v1";
      },
      says: /a Deployment starts a container that has ended again/,
      severity: "error",
    },
    "a CronJob": {
      change: (bundle) => {
        const { spec } = bundle.workload("migrate");
        delete spec.activeDeadlineSeconds;
        bundle.workload("migrate").kind = "CronJob";
        bundle.object("CronJob").spec = { jobTemplate: { spec } };
      },
      at: "/spec/jobTemplate/spec",
    },
  },
  silent: {
    "a good Job": {},
    "no backoffLimit, which is six": (bundle) => delete bundle.workload("migrate").spec.backoffLimit,
    "one attempt after waiting": (bundle) => {
      job({ backoffLimit: 0 })(bundle);
      bundle.pod("migrate").initContainers = [{ name: "wait", image: "postgres:16-alpine" }];
    },
    "a deadline of the pod": (bundle) => {
      delete bundle.workload("migrate").spec.activeDeadlineSeconds;
      bundle.pod("migrate").activeDeadlineSeconds = 600;
    },
    "a Job that is not suspended": job({ suspend: false }),
    "another Job": (bundle) => {
      bundle.workload("credentials").spec.ttlSecondsAfterFinished = 1;
    },
  },
});
