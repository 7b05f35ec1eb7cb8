/** Rules about network: who reaches whom. */
import type { CoherenceRule } from "../../rule.ts";

export const NETWORK_RULES: readonly CoherenceRule[] = [];
