/** Rules about pods: what the pods may do. */
import type { CoherenceRule } from "../../rule.ts";

export const PODS_RULES: readonly CoherenceRule[] = [];
