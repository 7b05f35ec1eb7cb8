/** Rules about TLS: the server's certificate, and the trust in it. */
import type { CoherenceRule } from "../../rule.ts";

export const TLS_RULES: readonly CoherenceRule[] = [];
