/** Rules about backup: backups. */
import type { CoherenceRule } from "../../rule.ts";

export const BACKUP_RULES: readonly CoherenceRule[] = [];
