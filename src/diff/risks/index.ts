/** All danger rules, and what they find in one environment, each cause once. */
import type { EnvironmentChange } from "../environment-change.ts";
import type { FoundRisk, RiskRule } from "../risk.ts";
import { agentKeySource, agentServerUrl, agentState } from "./agents.ts";
import { dataRemoved, definitionRemoved, namespaceRemoved } from "./data-removed.ts";
import { databaseLogin, databaseSource, databaseTlsWeakened } from "./database-source.ts";
import {
  finalizerChanged,
  forceOn,
  pruneSwitched,
  remediationUninstalls,
  selfHealOn,
  suspendedOn,
} from "./engine-behaviour.ts";
import { destinationChanged, releaseReplaced } from "./engine-place.ts";
import { engineObjectRemoved, environmentRemoved } from "./environment-removed.ts";
import { exposed, networkPolicyWidened } from "./exposure.ts";
import { handedOver } from "./handed-over.ts";
import { immutableField, jobChanged, volumeShrunk } from "./immutable-fields.ts";
import { issuingCaSource } from "./issuing-ca.ts";
import { apiKeysSource, authNone, corsOpened, encryptionKeySource } from "./keys.ts";
import { migrationImage, migrationWay } from "./migrations.ts";
import { gateRemoved, orderInverted } from "./order.ts";
import {
  agentsRemoved,
  disruptionBudgetRemoved,
  networkPolicyRemoved,
  routeRemoved,
  serverRemoved,
  serviceRemoved,
} from "./parts-removed.ts";
import { podSecurityLowered, privilegesAdded } from "./privileges.ts";
import { protectionRemoved } from "./protection.ts";
import { rbacWidened } from "./rbac.ts";
import { renamedObject } from "./renamed.ts";
import { rateLimitInMemory, replicasOne, replicasZero, sessionAffinityRemoved } from "./scale.ts";
import { secretMaker } from "./secret-maker.ts";
import { secretRemoved } from "./secret-removed.ts";
import { sourceChanged } from "./source-changed.ts";
import { agentTrustLost, serverTlsSource } from "./trust.ts";
import { certctlVersion, imageLoose, imagePlace, postgresVersion } from "./versions.ts";
import { largeChange, limitRemoved, probeRemoved } from "./workloads.ts";

/** In the order in which a reviewer should read what they find. */
export const RISK_RULES: readonly RiskRule[] = [
  environmentRemoved,
  engineObjectRemoved,
  namespaceRemoved,
  dataRemoved,
  definitionRemoved,
  secretRemoved,
  secretMaker,
  serverRemoved,
  serviceRemoved,
  agentsRemoved,
  renamedObject,
  immutableField,
  volumeShrunk,
  jobChanged,
  releaseReplaced,
  destinationChanged,
  handedOver,
  protectionRemoved,
  databaseSource,
  databaseLogin,
  databaseTlsWeakened,
  postgresVersion,
  encryptionKeySource,
  issuingCaSource,
  agentTrustLost,
  serverTlsSource,
  agentServerUrl,
  agentState,
  agentKeySource,
  apiKeysSource,
  authNone,
  corsOpened,
  migrationWay,
  migrationImage,
  certctlVersion,
  orderInverted,
  gateRemoved,
  replicasZero,
  replicasOne,
  rateLimitInMemory,
  sessionAffinityRemoved,
  disruptionBudgetRemoved,
  forceOn,
  remediationUninstalls,
  pruneSwitched,
  selfHealOn,
  finalizerChanged,
  sourceChanged,
  suspendedOn,
  privilegesAdded,
  podSecurityLowered,
  rbacWidened,
  exposed,
  networkPolicyRemoved,
  networkPolicyWidened,
  routeRemoved,
  imagePlace,
  imageLoose,
  probeRemoved,
  limitRemoved,
  largeChange,
];

export type RiskOfRule = FoundRisk & { readonly rule: string };

/** What all rules find, dangers first, then in the order of the rules; nothing of an environment that is new or as it was. */
export function findRisks(change: EnvironmentChange): readonly RiskOfRule[] {
  if (change.before === undefined) return [];
  const found = RISK_RULES.flatMap((rule) => rule.find(change).map((risk) => ({ ...risk, rule: rule.name })));
  return [...found.filter(({ level }) => level === "danger"), ...found.filter(({ level }) => level === "caution")];
}
