/** Rules about how Argo CD applies. */
import type { OrderRule } from "../../rule.ts";
import { projectPermits } from "./project-permits.ts";
import { pruneLast } from "./prune-last.ts";
import { selfHealHooks } from "./self-heal-hooks.ts";
import { syncOptionsRule } from "./sync-options.ts";
import { syncRetry } from "./sync-retry.ts";

export const ARGOCD_RULES: readonly OrderRule[] = [
  projectPermits,
  pruneLast,
  selfHealHooks,
  syncOptionsRule,
  syncRetry,
];
