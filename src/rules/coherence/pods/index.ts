/** Rules about pods: what the pods may do, and whether they come to be. */
import type { CoherenceRule } from "../../rule.ts";
import { clusterWideSecrets } from "./cluster-wide-secrets.ts";
import { commandRuns } from "./command-runs.ts";
import { jobOnce } from "./job-once.ts";
import { mountUnused } from "./mount-unused.ts";
import { podAdmitted } from "./pod-admitted.ts";
import { podSecurity } from "./pod-security.ts";
import { readOnlyRoot } from "./read-only-root.ts";
import { scriptPath } from "./script-path.ts";
import { scriptVariable } from "./script-variable.ts";
import { serviceAccountMissing } from "./service-account-missing.ts";
import { serviceAccountToken } from "./service-account-token.ts";

export const PODS_RULES: readonly CoherenceRule[] = [
  clusterWideSecrets,
  commandRuns,
  jobOnce,
  mountUnused,
  podAdmitted,
  podSecurity,
  readOnlyRoot,
  scriptPath,
  scriptVariable,
  serviceAccountMissing,
  serviceAccountToken,
];
