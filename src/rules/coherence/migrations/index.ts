/** Rules about migrations: the schema is migrated once, and before the servers. */
import type { CoherenceRule } from "../../rule.ts";
import { migrationDatabase } from "./migration-database.ts";
import { migrationJobComplete } from "./migration-job-complete.ts";
import { migrationJobLimits } from "./migration-job-limits.ts";
import { migrationsRace } from "./migrations-race.ts";
import { migrationsViaHookEnv } from "./migrations-via-hook-env.ts";

export const MIGRATIONS_RULES: readonly CoherenceRule[] = [
  migrationDatabase,
  migrationJobComplete,
  migrationJobLimits,
  migrationsRace,
  migrationsViaHookEnv,
];
