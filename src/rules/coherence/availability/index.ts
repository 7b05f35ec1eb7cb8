/** Rules about availability: several servers work as one, and a rollout can finish. */
import type { CoherenceRule } from "../../rule.ts";
import { databaseConnections } from "./database-connections.ts";
import { disruptionBudget } from "./disruption-budget.ts";
import { haRateLimitBackend } from "./ha-rate-limit-backend.ts";
import { haSessionAffinity } from "./ha-session-affinity.ts";
import { issuingCa } from "./issuing-ca.ts";
import { rolloutCanFinish } from "./rollout-can-finish.ts";
import { serverRolloutStrategy } from "./server-rollout-strategy.ts";

export const AVAILABILITY_RULES: readonly CoherenceRule[] = [
  databaseConnections,
  disruptionBudget,
  haRateLimitBackend,
  haSessionAffinity,
  issuingCa,
  rolloutCanFinish,
  serverRolloutStrategy,
];
