/** ExternalSecrets: the Secrets come from a store that the external-secrets operator reads, one store key for each. */
import type { IExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret";
import { inStage } from "../../certctl/annotations.ts";
import { labels, type Part } from "../../certctl/labels.ts";
import { SECRETS } from "../../certctl/names.ts";
import type { StageName } from "../../certctl/stages.ts";
import type { Manifest } from "../../model/manifest.ts";
import { object } from "../object.ts";
import type { Component } from "./component.ts";

interface Wanted {
  readonly name: string;
  readonly stage: StageName;
  readonly part: Part;
  readonly type?: string;
  readonly immutable?: boolean;
}

const server = (name: string): Wanted => ({ name, stage: "config", part: "server" });
const tls = (name: string): Wanted => ({ ...server(name), type: "kubernetes.io/tls" });

export const externalSecrets = component("external-secrets", "The keys of the server come from a secret store.", [
  server(SECRETS.server),
  server(SECRETS.admin),
  { ...server(SECRETS.encryption), immutable: true },
  { ...tls(SECRETS.issuingCa), immutable: true },
]);

export const externalSecretsAgent = component(
  "external-secrets-agent",
  "The keys of the agents come from a secret store.",
  [{ name: SECRETS.agent, stage: "agent", part: "agent" }],
);

export const externalSecretsDatabase = component(
  "external-secrets-database",
  "The database's password, or its URL, comes from a secret store.",
  [{ ...server(SECRETS.database), part: "database" }],
);

export const externalSecretsTls = component(
  "external-secrets-tls",
  "The server's certificate comes from a secret store.",
  [tls(SECRETS.tls)],
);

export const externalSecretsTrust = component(
  "external-secrets-trust",
  "The authority by which agents trust the server comes from a secret store.",
  [{ name: SECRETS.serverCa, stage: "agent", part: "agent" }],
);

function component(name: string, gives: string, secrets: readonly Wanted[]): Component {
  const stages: Record<string, { resources: Record<string, Manifest> }> = {};
  for (const secret of secrets) {
    stages[secret.stage] ??= { resources: {} };
    const resources = stages[secret.stage]?.resources ?? {};
    resources[`external-secret-${secret.name}.yaml`] = externalSecret(secret);
  }
  return { name, gives, stages };
}

function externalSecret({ name, stage, part, type, immutable }: Wanted): Manifest {
  return object<IExternalSecret>({
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name, annotations: inStage(stage), labels: labels(part) },
    spec: {
      refreshInterval: "1h0m0s",
      secretStoreRef: { name: "certctl", kind: "ClusterSecretStore" },
      target: {
        name,
        // The Secret outlives its producer: a pruned ExternalSecret must not take the encryption key with it.
        creationPolicy: "Orphan",
        deletionPolicy: "Retain",
        ...(immutable === true ? { immutable } : {}),
        ...(type === undefined ? {} : { template: { type } }),
      },
      dataFrom: [{ extract: { key: `certctl/${name}` } }],
    },
  });
}
