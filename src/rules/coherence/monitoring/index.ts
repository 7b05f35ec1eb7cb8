/** Rules about monitoring: metrics and alerts. */
import type { CoherenceRule } from "../../rule.ts";

export const MONITORING_RULES: readonly CoherenceRule[] = [];
