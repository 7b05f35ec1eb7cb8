/** All cross-field rules of the fleet file: adding one is a function in this folder and a line here. */
import { agentDirectories, agentDiscovery } from "./agents.ts";
import { authTypeSupported } from "./auth.ts";
import { certctlVersion, haEmbeddedDatabase, haRateLimitBackend, haSessionAffinity } from "./availability.ts";
import { settingWithoutEffect } from "./effect.ts";
import { destination, fluxSource, ingressHost, invalidName, ownStage, pathOutside } from "./paths.ts";
import { resourceLimits } from "./resources.ts";
import type { FleetRule } from "./rule.ts";
import { jobProcessorInterval } from "./scheduler.ts";
import {
  databaseChoice,
  placeholderSecret,
  secretNames,
  secretsProducer,
  sopsDecryption,
  variableOfTheBundle,
  variableOnce,
} from "./secrets.ts";
import { tlsInitContainer, tlsSingleSource } from "./tls.ts";

export const FLEET_RULES: readonly FleetRule[] = [
  agentDirectories,
  agentDiscovery,
  authTypeSupported,
  certctlVersion,
  databaseChoice,
  destination,
  fluxSource,
  haEmbeddedDatabase,
  haRateLimitBackend,
  haSessionAffinity,
  ingressHost,
  invalidName,
  jobProcessorInterval,
  ownStage,
  pathOutside,
  placeholderSecret,
  resourceLimits,
  secretNames,
  secretsProducer,
  settingWithoutEffect,
  sopsDecryption,
  tlsInitContainer,
  tlsSingleSource,
  variableOfTheBundle,
  variableOnce,
];
