/** Rules about what engines must not delete. */
import type { OrderRule } from "../../rule.ts";

export const DATA_RULES: readonly OrderRule[] = [];
