/** Rules about migrations: the schema is migrated once, and before the servers. */
import type { CoherenceRule } from "../../rule.ts";

export const MIGRATIONS_RULES: readonly CoherenceRule[] = [];
