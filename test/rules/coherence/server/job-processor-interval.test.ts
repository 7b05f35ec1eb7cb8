/** Deployments reach their agents. */
import { jobProcessorInterval } from "../../../../src/rules/coherence/server/job-processor-interval.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const NAME = "CERTCTL_SCHEDULER_JOB_PROCESSOR_INTERVAL";

function interval(value: string | undefined): (bundle: Bundle) => void {
  return (bundle) => bundle.setVariable("server", NAME, value);
}

describeRule(jobProcessorInterval, {
  reports: {
    "certctl's default": {
      change: interval(undefined),
      says: /not set, so it is 30s/,
      at: "/spec/template/spec/containers/0",
    },
    "a short one": { change: interval("1m"), says: /is 1m/, severity: "warning" },
    "one that Go does not read": { change: interval("1 hour"), says: /no duration of Go/ },
    "one below a second": { change: interval("0s"), severity: "error" },
    "a day, at which certctl gives up": { change: interval("24h"), says: /gives it up/ },
  },
  silent: {
    "a good bundle": {},
    "ten minutes": interval("10m"),
    "no agents": {
      settings: { profile: "ha", agents: { kind: "off" } },
      change: interval("30s"),
    },
    "variables that nobody knows": (bundle) => {
      interval(undefined)(bundle);
      bundle.container("server").envFrom = [{ secretRef: { name: "elsewhere" } }];
    },
  },
});
