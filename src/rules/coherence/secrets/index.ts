/** Rules about secrets: where Secrets come from, and that nothing else holds one. */
import type { CoherenceRule } from "../../rule.ts";

export const SECRETS_RULES: readonly CoherenceRule[] = [];
