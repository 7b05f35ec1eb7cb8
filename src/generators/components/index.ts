/** All components, by name: adding one is a file in this folder and a line here. */
import { agentsStatefulSet } from "./agents-statefulset.ts";
import type { Component } from "./component.ts";
import { databaseCa, databaseExternal } from "./database.ts";
import { existingNamespace } from "./existing-namespace.ts";
import {
  externalSecrets,
  externalSecretsAgent,
  externalSecretsDatabase,
  externalSecretsTls,
  externalSecretsTrust,
} from "./external-secrets.ts";
import { ingressNginx, ingressTraefik } from "./ingress.ts";
import { migrationsBoot, migrationsHook } from "./migrations.ts";
import { networkPoliciesOff } from "./network-policies-off.ts";
import { tlsCertManager, tlsCertManagerAgents, tlsInitContainer } from "./tls.ts";

export const COMPONENTS: readonly Component[] = [
  agentsStatefulSet,
  databaseCa,
  databaseExternal,
  existingNamespace,
  externalSecrets,
  externalSecretsAgent,
  externalSecretsDatabase,
  externalSecretsTls,
  externalSecretsTrust,
  ingressNginx,
  ingressTraefik,
  migrationsBoot,
  migrationsHook,
  networkPoliciesOff,
  tlsCertManager,
  tlsCertManagerAgents,
  tlsInitContainer,
];

/** The component of that name; an unknown name is a bug of ours. */
export function component(name: string): Component {
  const found = COMPONENTS.find((c) => c.name === name);
  if (found === undefined) throw new Error(`no component ${name}`);
  return found;
}
