/** Rules about how Argo CD applies. */
import type { OrderRule } from "../../rule.ts";

export const ARGOCD_RULES: readonly OrderRule[] = [];
