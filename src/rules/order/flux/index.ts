/** Rules about how Flux and Helm apply. */
import type { OrderRule } from "../../rule.ts";

export const FLUX_RULES: readonly OrderRule[] = [];
