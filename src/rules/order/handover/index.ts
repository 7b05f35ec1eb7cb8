/** Rules about the objects that hand a cluster over to an engine. */
import type { OrderRule } from "../../rule.ts";

export const HANDOVER_RULES: readonly OrderRule[] = [];
