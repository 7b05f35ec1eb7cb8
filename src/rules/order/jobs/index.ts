/** Rules about Jobs and hooks, whatever the engine. */
import type { OrderRule } from "../../rule.ts";

export const JOBS_RULES: readonly OrderRule[] = [];
