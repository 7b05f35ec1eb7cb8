/** Rules about pods: what the pods may do, and whether they come to be. */
import type { CoherenceRule } from "../../rule.ts";
import { clusterWideSecrets } from "./cluster-wide-secrets.ts";
import { podAdmitted } from "./pod-admitted.ts";
import { podSecurity } from "./pod-security.ts";
import { readOnlyRoot } from "./read-only-root.ts";
import { serviceAccountMissing } from "./service-account-missing.ts";
import { serviceAccountToken } from "./service-account-token.ts";

export const PODS_RULES: readonly CoherenceRule[] = [
  clusterWideSecrets,
  podAdmitted,
  podSecurity,
  readOnlyRoot,
  serviceAccountMissing,
  serviceAccountToken,
];
