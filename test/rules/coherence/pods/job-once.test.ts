/** Jobs that run once. */
import { jobOnce } from "../../../../src/rules/coherence/pods/job-once.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const job = (part: "enroll" | "credentials" | "migrate", spec: object) => (bundle: Bundle) => {
  Object.assign(bundle.workload(part).spec, spec);
};

describeRule(jobOnce, {
  reports: {
    "several at once": {
      change: job("enroll", { parallelism: 2 }),
      says: /2 times over/,
      severity: "warning",
      at: "/spec/parallelism",
    },
    none: { change: job("credentials", { completions: 0 }), says: /never runs/, severity: "error" },
  },
  silent: {
    one: job("enroll", { parallelism: 1, completions: 1 }),
    "what is not said": job("enroll", { parallelism: undefined, completions: undefined }),
    "a migration, which has a rule of its own": job("migrate", { parallelism: 2 }),
    "a Job of others": (bundle) => {
      job("enroll", { parallelism: 2 })(bundle);
      bundle.container("enroll").image = "busybox";
      bundle.container("enroll").env = [];
    },
  },
});
