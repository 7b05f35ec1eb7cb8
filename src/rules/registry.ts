/** All rules: adding one is a file in a folder of `coherence` or `order`, a line in its index, a page in `docs/rules` and its cases. */
import { ACCESS_RULES } from "./coherence/access/index.ts";
import { AGENTS_RULES } from "./coherence/agents/index.ts";
import { AVAILABILITY_RULES } from "./coherence/availability/index.ts";
import { BACKUP_RULES } from "./coherence/backup/index.ts";
import { DATABASE_RULES } from "./coherence/database/index.ts";
import { IMAGES_RULES } from "./coherence/images/index.ts";
import { MIGRATIONS_RULES } from "./coherence/migrations/index.ts";
import { MONITORING_RULES } from "./coherence/monitoring/index.ts";
import { NETWORK_RULES } from "./coherence/network/index.ts";
import { PODS_RULES } from "./coherence/pods/index.ts";
import { SECRETS_RULES } from "./coherence/secrets/index.ts";
import { SERVER_RULES } from "./coherence/server/index.ts";
import { TLS_RULES } from "./coherence/tls/index.ts";
import { INPUT_RULES } from "./input.ts";
import { OBJECT_RULES } from "./objects/index.ts";
import { ARGOCD_RULES } from "./order/argocd/index.ts";
import { DATA_RULES } from "./order/data/index.ts";
import { FLUX_RULES } from "./order/flux/index.ts";
import { HANDOVER_RULES } from "./order/handover/index.ts";
import { JOBS_RULES } from "./order/jobs/index.ts";
import { SEQUENCE_RULES } from "./order/sequence/index.ts";
import type { BaseRule, CoherenceRule, OrderRule } from "./rule.ts";
import { SCHEMA_RULES } from "./schema/rules.ts";

export const COHERENCE_RULES: readonly CoherenceRule[] = [
  ...ACCESS_RULES,
  ...AGENTS_RULES,
  ...AVAILABILITY_RULES,
  ...BACKUP_RULES,
  ...DATABASE_RULES,
  ...IMAGES_RULES,
  ...MIGRATIONS_RULES,
  ...MONITORING_RULES,
  ...NETWORK_RULES,
  ...PODS_RULES,
  ...SECRETS_RULES,
  ...SERVER_RULES,
  ...TLS_RULES,
];

export const ORDER_RULES: readonly OrderRule[] = [
  ...ARGOCD_RULES,
  ...DATA_RULES,
  ...FLUX_RULES,
  ...HANDOVER_RULES,
  ...JOBS_RULES,
  ...SEQUENCE_RULES,
];

/** For whoever names rules: reports and explain. */
export const RULES: readonly BaseRule[] = [
  ...INPUT_RULES,
  ...SCHEMA_RULES,
  ...OBJECT_RULES,
  ...COHERENCE_RULES,
  ...ORDER_RULES,
];
