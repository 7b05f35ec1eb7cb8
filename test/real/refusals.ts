/** Single settings that must be refused, each with its rule and a word that the message or the fix must hold. */
import type { JsonObject } from "../../src/model/json.ts";

export interface Refusal {
  readonly name: string;
  readonly settings: JsonObject;
  readonly rules: readonly string[];
  readonly says: RegExp;
}

const HOST = { type: "nginx", host: "certctl.example.org" };

export const SINGLE_REFUSALS: readonly Refusal[] = [
  refusal("auth-jwt", { auth: { type: "jwt" } }, ["auth-type-supported"], /oauth2-proxy/),
  refusal("auth-oidc", { auth: { type: "oidc" } }, ["auth-type-supported"], /gateway/),
  refusal(
    "tls-two",
    { tls: { source: "secret", issuerRef: { name: "ca" } } },
    ["tls-single-source"],
    /two TLS sources/,
  ),
  refusal("tls-unknown", { tls: { source: "certmanager" } }, ["tls-single-source"], /cert-manager/),
  refusal("tls-no-issuer", { tls: { source: "cert-manager" } }, ["tls-single-source"], /issuerRef/),
  refusal(
    "tls-init-two",
    {
      profile: "dev",
      tls: { source: "init-container" },
      server: { replicas: 2 },
      rateLimit: { backend: "postgres" },
      service: { affinity: "ClientIP" },
    },
    ["tls-init-container"],
    /2 servers/,
  ),
  refusal(
    "tls-trust",
    { tls: { source: "cert-manager", trust: "public", issuerRef: { name: "ca" } } },
    ["fleet-schema"],
    /trust/,
  ),
  refusal("memory", { rateLimit: { backend: "memory" } }, ["ha-rate-limit-backend"], /postgres/),
  refusal("no-affinity", { service: { affinity: "none" } }, ["ha-session-affinity"], /ClientIP/),
  refusal(
    "two-servers",
    { profile: "dev", server: { replicas: 2 } },
    ["ha-rate-limit-backend", "ha-session-affinity"],
    /2 servers/,
  ),
  refusal("old-hook", { profile: "single-node", certctl: { version: "v2.1.2" } }, ["certctl-version"], /v2\.1\.3/),
  refusal("old-limits", { certctl: { version: "v2.1.3" } }, ["certctl-version"], /v2\.1\.4/),
  refusal("old-keys", { profile: "dev", certctl: { version: "v2.0.9" } }, ["certctl-version"], /v2\.1\.0/),
  refusal(
    "placeholder",
    { server: { env: [{ name: "CERTCTL_SMTP_PASSWORD", value: "change-me" }] } },
    ["placeholder-secret"],
    /secretKeyRef/,
  ),
  refusal(
    "plain-secret",
    { server: { env: [{ name: "CERTCTL_SLACK_WEBHOOK_URL", value: "https://x" }] } },
    ["placeholder-secret"],
    /Git/,
  ),
  refusal(
    "own-variable",
    { server: { env: [{ name: "CERTCTL_MIGRATIONS_VIA_HOOK", value: "true" }] } },
    ["variable-of-the-bundle"],
    /migrations/,
  ),
  refusal(
    "no-duration",
    { server: { env: [{ name: "CERTCTL_SCHEDULER_JOB_PROCESSOR_INTERVAL", value: "1d" }] } },
    ["job-processor-interval"],
    /1d, which is no duration/,
  ),
  refusal("outside", { own: { config: "../elsewhere" } }, ["path-outside"], /leaves the repository/),
  refusal("absolute", { own: { config: "/etc" } }, ["path-outside"], /absolute/),
  refusal("own-of-no-stage", { migrations: "boot", own: { migrate: "own/all/migrate" } }, ["own-stage"], /left out/),
  refusal("own-of-no-agents", { agents: { kind: "off" }, own: { agent: "own/all/agent" } }, ["own-stage"], /left out/),
  refusal("label", { labels: { "not a name": "x" } }, ["invalid-name"], /Kubernetes/),
  refusal("reserved-label", { labels: { "app.kubernetes.io/component": "x" } }, ["invalid-name"], /rests on/),
  refusal("reserved-wave", { annotations: { "argocd.argoproj.io/sync-wave": "1" } }, ["invalid-name"], /rests on/),
  refusal(
    "local-config",
    { annotations: { "config.kubernetes.io/local-config": "true" } },
    ["invalid-name"],
    /rests on/,
  ),
  refusal(
    "above-limit",
    { agents: { resources: { requests: { memory: "256Mi" } } } },
    ["resource-limits"],
    /limits\.memory to 256Mi or more/,
  ),
  refusal("no-disk", { database: { storage: { size: "0Gi" } } }, ["resource-limits"], /without room/),
  refusal("misspelt-toleration", { agents: { tolerations: [{ efect: "NoSchedule" }] } }, ["fleet-schema"], /effect/),
  refusal("namespace-name", { namespace: { name: "Not_A_Name" } }, ["fleet-schema"], /lower-case/),
  refusal("no-store", { secrets: { provider: "external-secrets" } }, ["secrets-producer"], /storeRef/),
  refusal(
    "store-of-one-namespace",
    { secrets: { provider: "external-secrets", storeRef: { name: "vault", kind: "SecretStore" } } },
    ["secrets-producer"],
    /ClusterSecretStore/,
  ),
  refusal(
    "other-producer",
    { secrets: { provider: "manual", keyPath: "x" } },
    ["secrets-producer"],
    /external-secrets/,
  ),
  refusal("no-host", { ingress: { type: "nginx" } }, ["ingress-host"], /host/),
  refusal(
    "two-destinations",
    { argocd: { destination: { name: "a", server: "https://b" } } },
    ["argocd-destination"],
    /both/,
  ),
  refusal("two-sources", { flux: { sourceRef: { name: "a" }, secretRef: "b" } }, ["flux-source"], /existing/),
  refusal("embedded-url", { database: { secretName: "url" } }, ["database-choice"], /external/),
  refusal(
    "external-disk",
    { database: { type: "external", storage: { size: "1Gi" } } },
    ["database-choice"],
    /embedded/,
  ),
  refusal("connections", { server: { maxConnections: 30 } }, ["database-choice"], /120 connections/),
  refusal(
    "accept-unknown",
    { accept: [{ rule: "ha-sesion-affinity", reason: "because I say so" }] },
    ["accept"],
    /Did you mean ha-session-affinity/,
  ),
  refusal(
    "accept-never",
    { accept: [{ rule: "auth-type-supported", reason: "because I say so" }] },
    ["accept"],
    /can't be accepted/,
  ),
  refusal("unknown-key", { replicas: 3, ingress: HOST }, ["fleet-schema"], /replicas/),
  refusal("misspelt", { databse: { type: "external" } }, ["fleet-schema"], /Did you mean database/),
];

function refusal(name: string, settings: JsonObject, rules: readonly string[], says: RegExp): Refusal {
  return { name, settings: { profile: "ha", ...settings }, rules, says };
}
