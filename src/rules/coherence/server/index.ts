/** Rules about server: the servers' settings, probes and end. */
import type { CoherenceRule } from "../../rule.ts";

export const SERVER_RULES: readonly CoherenceRule[] = [];
