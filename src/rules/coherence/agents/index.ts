/** Rules about agents: agents. */
import type { CoherenceRule } from "../../rule.ts";

export const AGENTS_RULES: readonly CoherenceRule[] = [];
