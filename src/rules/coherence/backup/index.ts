/** Rules about backups: they dump the right database, succeed, and do not pile up. */
import type { CoherenceRule } from "../../rule.ts";
import { backupImage } from "./backup-image.ts";
import { backupRename } from "./backup-rename.ts";
import { backupRetention } from "./backup-retention.ts";
import { backupTarget } from "./backup-target.ts";

export const BACKUP_RULES: readonly CoherenceRule[] = [backupImage, backupRename, backupRetention, backupTarget];
