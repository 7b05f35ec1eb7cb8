/** The chart with the values of its examples and with each of its options, and what must be found in it. */
import {
  agent,
  database,
  ELSEWHERE,
  type Expected,
  external,
  hook,
  hookOfRelease,
  LOOSE,
  on,
  plain,
  released,
  secrets,
  server,
  tlsSecretElsewhere,
  without,
} from "./expected.ts";
import type { Values } from "./render.ts";
import {
  BASE64_PASSWORD,
  certManager,
  EXTERNAL,
  HOOK,
  INGRESS,
  images,
  KEY,
  LEAST,
  MONITOR,
  PASSWORD,
  SMTP,
  TLS,
} from "./values.ts";

export interface Rendering {
  readonly values: Values;
  readonly finds: readonly Expected[];
}

const SERVER = "Deployment certctl-server";
const AGENT = "DaemonSet certctl-agent";
const INGRESS_OBJECT = "Ingress certctl";
const POLICY = "NetworkPolicy certctl-server";
const BACKUP = "CronJob certctl-postgres-backup";
/** Without `ingress.tls` the chart's Ingress has no certificate. */
const BARE_INGRESS = [
  ["ingress-backend-protocol", 27],
  ["ingress-route", "the values name no certificate for the Ingress"],
] as const;

const ONCE = "issuers of variables are made once";

/** Reported anyway, and one thing more. */
const and = (...more: readonly (readonly Expected[])[]): readonly Expected[] => [...plain(), ...more.flat()];

const least = (set: Readonly<Record<string, string>>): Values => ({ set: { ...LEAST, ...set } });

/** Three servers, an Ingress, a monitor, and Let's Encrypt. */
const HA: readonly Expected[] = [
  ...plain().filter(({ finding }) => !finding.startsWith("required-secrets")),
  ...on(SERVER, [
    ["acme-dns-script", 15],
    ["rollout-can-finish", 28],
    ["database-connections", 29],
    ["certctl-version", "v2.1.0 counts rate limits in each server"],
    ["migrations-race", "v2.1.0 migrates without a lock"],
    ["issuer-seed-once", ONCE],
  ]),
  ...on(AGENT, [["agent-discovery", 36]]),
  ...on("Service certctl-server", [["monitoring-token", 30]]),
  ...on("ServiceMonitor certctl-server", [["monitoring-token", 30]]),
  ...on(INGRESS_OBJECT, [["ingress-backend-protocol", 27]]),
];

/** The Ingress of that example takes the servers' Secret for its own certificate, by Let's Encrypt. */
const SHARED_SECRET: readonly Expected[] = [
  ...on(INGRESS_OBJECT, [["tls-names", 26]]),
  ...on(AGENT, [["agent-trust", 25]]),
];

/** No login, and an agent of another kind. */
const DEV: readonly Expected[] = [
  ...without(server("certctl"), `api-keys-named ${SERVER}`, `bootstrap-token ${SERVER}`, `demo-residual ${SERVER}`),
  ...on(SERVER, [["open-server", 10, 50]]),
  ...without(agent("certctl", "Deployment"), "agent-own-key Deployment certctl-agent"),
  ...on("Deployment certctl-agent", [["secret-key-missing", 9]]),
  ...database("certctl"),
  ...secrets("certctl-server", "certctl-postgres"),
  ...on("Secret certctl-postgres", [["placeholder-secret", 50]]),
  ...tlsSecretElsewhere("certctl"),
];

/** What the requirement of this test names. */
export const ENVIRONMENTS: Readonly<Record<string, Rendering>> = {
  "the default values": { values: least({}), finds: plain() },
  "the default values with the hook": { values: least(HOOK), finds: and(hook("certctl")) },
  "the values of high availability": {
    values: { example: "prod-ha", set: LEAST },
    finds: [...HA, ...SHARED_SECRET],
  },
  "the values of high availability with the hook": {
    values: { example: "prod-ha", set: { ...LEAST, ...HOOK } },
    finds: [...HA, ...SHARED_SECRET, ...hook("certctl")],
  },
  "the values of development": { values: { example: "dev", set: TLS }, finds: DEV },
  "the values of development with the hook": {
    values: { example: "dev", set: { ...TLS, ...HOOK } },
    finds: [...DEV, ...hook("certctl")],
  },
  "an external database": { values: { set: EXTERNAL }, finds: external() },
  "an external database with the hook": {
    values: { set: { ...EXTERNAL, ...HOOK } },
    finds: [
      ...external(),
      ...without(hook("certctl"), "database-url Job certctl-migrate"),
      ...on("Job certctl-migrate", [
        ["plaintext-secret", 44],
        ["database-tls", "its pod has no volume for an authority"],
      ]),
    ],
  },
};

const POSTGRES_TLS = on(SERVER, [["database-tls", 37]]);
const CLOSED_TO_OTHERS = on(POLICY, [["network-policy-peers", 31]]);
const OPEN_DATABASE = on("StatefulSet certctl-postgres", [["network-policy-database", 31]]);
/** The options that the chart has, one by one. */
export const OPTIONS: Readonly<Record<string, Rendering>> = {
  "the keys of the example for high availability": {
    values: { example: "prod-ha", set: TLS },
    finds: [
      ...HA,
      ...SHARED_SECRET,
      ...on("Secret certctl-server", [["placeholder-secret", 43]]),
      ...on("Secret certctl-postgres", [["placeholder-secret", 43]]),
    ],
  },
  "high availability with a TLS Secret of another name": {
    values: { example: "prod-ha", set: { ...LEAST, "server.tls.existingSecret": "certctl-server-cert" } },
    finds: [...HA, ...tlsSecretElsewhere("certctl")],
  },
  "high availability with cert-manager": {
    values: { example: "prod-ha", set: certManager("internal-ca") },
    finds: [...HA, ...on("Certificate certctl-server-tls", [["tls-single-source", 26]])],
  },
  "the example for ACME": {
    values: { example: "acme-dns01", set: { ...TLS, ...PASSWORD } },
    finds: and(
      on(SERVER, [
        ["acme-dns-script", 15],
        ["mount-unused", 15],
        ["issuer-seed-once", ONCE],
        ["config-missing", ELSEWHERE],
      ]),
      on("Secret certctl-server", [["placeholder-secret", 43]]),
      on(INGRESS_OBJECT, BARE_INGRESS),
    ),
  },
  "a certificate by Let's Encrypt": {
    values: { set: certManager("letsencrypt-prod") },
    finds: [...without(plain(), `required-secrets ${SERVER}`), ...on(AGENT, [["agent-trust", 25]])],
  },
  "a certificate by an authority of one's own": {
    values: { set: certManager("internal-ca") },
    finds: without(plain(), `required-secrets ${SERVER}`),
  },
  "a TLS Secret without an authority": {
    values: {
      ...least({}),
      beside: `---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: certctl-tls }
spec: { encryptedData: { tls.crt: AgBy3i, tls.key: AgBy3j } }
`,
    },
    finds: [...without(plain(), `required-secrets ${SERVER}`), ...on(AGENT, [["agent-trust", 25]])],
  },
  "another name of the release": { values: { release: "other", set: LEAST }, finds: plain("other-certctl") },
  "another name of the release, and cert-manager": {
    values: { release: "other", set: certManager("internal-ca") },
    finds: [
      ...without(plain("other-certctl"), "required-secrets Deployment other-certctl-server"),
      ...on("Certificate other-certctl-server-tls", [["tls-names", 24]]),
    ],
  },
  "images of a release": { values: least(images("v2.1.7")), finds: released(plain()) },
  "images of the next release": {
    // It starts no more without a token; PostgreSQL's password is now put into the URL.
    values: least(images("v2.1.8")),
    finds: without(released(plain()), `database-url ${SERVER}`),
  },
  "images of the next release, and a password of base64": {
    values: { set: { ...LEAST, ...BASE64_PASSWORD, ...images("v2.1.8") } },
    finds: [...without(released(plain()), `database-url ${SERVER}`), ...on(SERVER, [["database-url", 6]])],
  },
  "images of a release with the hook": {
    values: least({ ...HOOK, ...images("v2.1.7") }),
    finds: [...released(plain()), ...hookOfRelease("certctl")],
  },
  "an external database and policies": {
    values: { set: { ...EXTERNAL, "networkPolicy.enabled": "true" } },
    finds: [...external(), ...on(POLICY, [["network-policy-peers", 16]])],
  },
  "an external database and backups": {
    values: { set: { ...EXTERNAL, "backup.enabled": "true" } },
    finds: [
      ...external(),
      ...on(BACKUP, [
        ["backup-target", 17],
        ["required-secrets", 17],
        ["backup-retention", 40],
        ["backup-rename", 40],
        ...LOOSE,
      ]),
    ],
  },
  "backups on a claim": {
    values: least({ "backup.enabled": "true" }),
    finds: and(on(BACKUP, [["backup-retention", 40], ["backup-rename", 40], ...LOOSE])),
  },
  "backups in an object store": {
    values: least({ "backup.enabled": "true", "backup.sink": "s3", "backup.s3.bucket": "dumps" }),
    finds: and(on(BACKUP, [["backup-image", 40], ["required-secrets", ELSEWHERE], ...LOOSE])),
  },
  "an Ingress by nginx": {
    values: least(INGRESS),
    finds: and(on(INGRESS_OBJECT, BARE_INGRESS)),
  },
  "an Ingress by Traefik": {
    values: least({ ...INGRESS, "ingress.className": "traefik" }),
    finds: and(on(INGRESS_OBJECT, BARE_INGRESS)),
  },
  "policies, with an Ingress and a monitor": {
    values: least({ ...INGRESS, ...MONITOR, "networkPolicy.enabled": "true" }),
    finds: and(
      CLOSED_TO_OTHERS,
      OPEN_DATABASE,
      on(INGRESS_OBJECT, BARE_INGRESS),
      on("ServiceMonitor certctl-server", [["monitoring-token", 30]]),
    ),
  },
  "policies, with mail and an ACME server": {
    values: least({
      ...SMTP,
      "networkPolicy.enabled": "true",
      "server.issuer.acme.enabled": "true",
      "server.issuer.acme.directoryURL": "https://acme.example.com/directory",
    }),
    finds: and(
      on(POLICY, [
        ["network-policy-peers", 31],
        ["network-policy-peers", 31],
      ]),
      OPEN_DATABASE,
      on(SERVER, [
        ["smtp-tls", 34],
        ["issuer-seed-once", ONCE],
      ]),
    ),
  },
  "a monitor and alerts": {
    values: least({ ...MONITOR, "monitoring.prometheusRules.enabled": "true" }),
    finds: and(
      on("ServiceMonitor certctl-server", [["monitoring-token", 30]]),
      on("PrometheusRule certctl-rules", [
        ["alert-expression", 41],
        ["alert-expression", 41],
      ]),
    ),
  },
  "a monitor with a token": {
    values: least({
      ...MONITOR,
      "monitoring.serviceMonitor.bearerTokenSecret.name": "certctl-prometheus-key",
      "monitoring.serviceMonitor.bearerTokenSecret.key": "api-key",
    }),
    finds: plain(),
  },
  mail: { values: least(SMTP), finds: and(on(SERVER, [["smtp-tls", 34]])) },
  EST: {
    values: least({ "server.est.enabled": "true" }),
    finds: and(on(SERVER, [["est-anonymous", 47]])),
  },
  "rights on Secrets": {
    values: least({ "kubernetesSecrets.enabled": "true" }),
    finds: and(on("ClusterRoleBinding certctl", [["cluster-wide-secrets", 48]])),
  },
  "TLS to PostgreSQL": {
    values: least({ "postgresql.tls.mode": "require" }),
    finds: and(POSTGRES_TLS),
  },
  "TLS to PostgreSQL with an authority": {
    values: least({ "postgresql.tls.mode": "verify-full", "postgresql.tls.caSecretRef": "postgres-ca" }),
    finds: and(POSTGRES_TLS),
  },
  "two keys, as the rotation of one has them": {
    values: {
      set: { ...LEAST, "server.auth.apiKey": `${KEY["server.auth.apiKey"]},9f0c9a51d27e4b86a9e5107cc2d4f8b1` },
    },
    finds: and(on(AGENT, [["agent-api-key", 35]])),
  },
  "two servers": {
    values: least({ "server.replicas": "2" }),
    finds: and(
      on(SERVER, [
        ["ha-rate-limit-backend", "its comments ask for more than its defaults give"],
        ["migrations-race", "v2.1.0 migrates without a lock"],
      ]),
      on("Service certctl-server", [["ha-session-affinity", "its comments ask for more than its defaults give"]]),
    ),
  },
  "three agents of a Deployment": {
    values: least({ "agent.kind": "Deployment", "agent.replicas": "3" }),
    finds: [...plain().filter(({ finding }) => !finding.endsWith(AGENT)), ...agent("certctl", "Deployment")],
  },
  "a kind of agents that the chart does not have": {
    values: least({ "agent.kind": "StatefulSet" }),
    finds: plain().filter(({ finding }) => !finding.endsWith(AGENT) && !finding.startsWith("job-processor")),
  },
  "folders to discover": {
    values: least({ "agent.discoveryDirs": "/etc/ssl/certs" }),
    finds: and(on(AGENT, [["agent-discovery", 36]])),
  },
  "a login by OIDC": {
    values: { set: { ...TLS, ...PASSWORD, "server.auth.type": "oidc" } },
    finds: [
      ...without(plain(), `agent-own-key ${AGENT}`),
      ...on(SERVER, [["auth-type-supported", "no release starts with it"]]),
      ...on(AGENT, [
        ["secret-key-missing", 9],
        ["agent-role", 8],
      ]),
    ],
  },
  "an affinity for amd64": {
    values: {
      ...least({}),
      json: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: "kubernetes.io/arch", operator: "In", values: ["amd64"] }] },
            ],
          },
        },
        // Not rendered beside the other: the manifest does not show that it was wanted (38).
        podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] },
      },
    },
    finds: without(plain(), `image-architecture ${SERVER}`),
  },
  "variables as a list": {
    values: { ...least({}), json: { "server.env": [{ name: "CERTCTL_DATABASE_MAX_CONNS", value: "20" }] } },
    finds: and(on(SERVER, [["certctl-version", "v2.1.0 holds 25 connections, whatever it says"]])),
  },
  "a TLS Secret of which a person says that it is there": {
    values: {
      ...least({}),
      json: { "serviceAccount.annotations": { "certctl-gitops/manual-secrets": "certctl-tls" } },
    },
    finds: without(plain(), `required-secrets ${SERVER}`),
  },
};
