/** Variables that set the pace of certctl's scheduler: what it can't read it replaces in silence. */

import { durationSeconds } from "../../certctl/duration.ts";
import { JOB_PROCESSOR_INTERVAL, SERVER_DEFAULTS } from "../../certctl/server-defaults.ts";
import type { FleetRule, Problem } from "./rule.ts";
import { variables } from "./secrets.ts";

/** certctl's CERTCTL_JOB_AWAITING_CSR_TIMEOUT where nothing is said, counted from when a job was made. */
const AWAITING_CSR_SECONDS = 24 * 3600;

export const jobProcessorInterval: FleetRule = {
  name: "job-processor-interval",
  acceptable: false,
  check({ settings }) {
    const name = JOB_PROCESSOR_INTERVAL;
    const fix = `Give it hours, minutes or seconds with their unit, well below 24h, like ${SERVER_DEFAULTS[name]}; or remove it.`;
    return variables(settings).flatMap((variable): Problem[] => {
      if (variable.name !== name || variable.from) return [];
      const { path } = variable;
      const value = String(variable.value ?? "");
      const seconds = durationSeconds(value);
      if (seconds === undefined) {
        const what = value === "" ? "no value" : `the value ${value}, which is no duration of Go`;
        const message = `${name} has ${what}: certctl would take its 30s without a word, and strand deployments`;
        return [{ path, message, fix }];
      }
      // Its internal/config/config.go:1216.
      if (seconds < 1) return [{ path, message: `${name} is ${value}, and below 1s the server does not start`, fix }];
      if (seconds < AWAITING_CSR_SECONDS) return [];
      const message = `${name} is ${value}: a renewal may wait so long for it that certctl gives it up, 24h after it was made`;
      return [{ path, message, fix, severity: "warning" }];
    });
  },
};
