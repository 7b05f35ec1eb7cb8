/** Rules about database: PostgreSQL and the way to it. */
import type { CoherenceRule } from "../../rule.ts";

export const DATABASE_RULES: readonly CoherenceRule[] = [];
