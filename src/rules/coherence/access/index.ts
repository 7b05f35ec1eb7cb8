/** Rules about access: who may ask certctl for what. */
import type { CoherenceRule } from "../../rule.ts";

export const ACCESS_RULES: readonly CoherenceRule[] = [];
