/** Rules about availability: several servers work as one, and a rollout can finish. */
import type { CoherenceRule } from "../../rule.ts";
import { haRateLimitBackend } from "./ha-rate-limit-backend.ts";

export const AVAILABILITY_RULES: readonly CoherenceRule[] = [haRateLimitBackend];
