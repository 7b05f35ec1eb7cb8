/** Who produces this cluster's Secrets, as far as the bundle holds the producer. */
import { SECRETS } from "../../certctl/names.ts";
import type { StageName } from "../../certctl/stages.ts";
import { certManagerHandsOutAuthority } from "../../certctl/trust.ts";
import type { Environment } from "../../model/environment.ts";
import type { JsonObject } from "../../model/json.ts";
import { type Contribution, merge } from "../contribution.ts";

/** The components of ExternalSecrets that this cluster needs, and the Secrets that each produces. */
function externalSecretComponents(env: Environment): { component: string; stage: StageName; secrets: string[] }[] {
  const { server, admin, encryption, issuingCa, agent, database, tls, serverCa } = SECRETS;
  const own = env.tls.source === "self-signed" || env.tls.source === "secret";
  const agents = env.agents.kind !== "off";
  const trust = agents && env.tls.source !== "init-container";
  return [
    {
      component: "external-secrets",
      stage: "config" as const,
      secrets: [server, admin, encryption, issuingCa],
      when: true,
    },
    { component: "external-secrets-database", stage: "config" as const, secrets: [database], when: namedLikeOurs(env) },
    {
      component: "external-secrets-tls",
      stage: "config" as const,
      secrets: [tls],
      when: own && env.tls.secretName === tls,
    },
    { component: "external-secrets-agent", stage: "agent" as const, secrets: [agent], when: agents },
    {
      component: "external-secrets-trust",
      stage: "agent" as const,
      secrets: [serverCa],
      when: trust && !certManagerHandsOutAuthority(env),
    },
  ].filter((row) => row.when);
}

/** The Secrets that this cluster's ExternalSecrets produce. */
export function storedSecrets(env: Environment): ReadonlySet<string> {
  return new Set(externalSecretComponents(env).flatMap((row) => row.secrets));
}

export function secrets(env: Environment): Contribution[] {
  if (env.secrets.provider !== "external-secrets") return [];
  const rows = externalSecretComponents(env);
  const picked: Contribution[] = rows.map(({ stage, component }) => ({ stage, component }));
  const why = "The store and the keys in it that this cluster's Secrets come from.";
  const patches = (["config", "agent"] as const).flatMap((stage) => {
    const names = rows.filter((row) => row.stage === stage).flatMap((row) => row.secrets);
    return names.length === 0
      ? []
      : [merge(stage, "secret-store.yaml", why, ...names.map((name) => fromStore(env, name)))];
  });
  return [...picked, ...patches];
}

/** A Secret of another name is the user's own, and so is its producer. */
function namedLikeOurs(env: Environment): boolean {
  return env.database.type === "embedded" || env.database.secretName === SECRETS.database;
}

function fromStore(env: Environment, name: string): JsonObject {
  if (env.secrets.provider !== "external-secrets") throw new Error("only external-secrets has a store");
  const { storeRef, keyPath, refreshInterval } = env.secrets;
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name },
    spec: {
      refreshInterval,
      secretStoreRef: { name: storeRef.name, kind: storeRef.kind },
      dataFrom: [{ extract: { key: `${keyPath}/${name}` } }],
    },
  };
}
