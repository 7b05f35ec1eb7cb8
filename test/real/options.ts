/** The settings outside the product of main choices, one cluster for each. */
import type { JsonObject } from "../../src/model/json.ts";
import type { Cell, Group, Places } from "./matrix.ts";
import { EVERY_STAGE, SEALED } from "./own.ts";

export interface Option extends Cell {
  /** The groups for which it means something; all where nothing is said. */
  readonly only?: readonly Group[];
}

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const TOLERATIONS = [
  { key: "dedicated", operator: "Equal", value: "pki", effect: "NoSchedule" },
  { operator: "Exists" },
];
const HOST = { host: "certctl.example.org" };
const FLUX: readonly Group[] = ["helmrelease", "kustomization"];
const ARGOCD: readonly Group[] = ["argocd"];

export function options(places: Places): Option[] {
  const option = (name: string, settings: JsonObject, only?: readonly Group[]): Option => {
    const cell = { name, settings: { profile: "ha", ...settings } };
    return only === undefined ? cell : { ...cell, only };
  };
  return [
    ...agentOptions(option),
    ...edgeOptions(option),
    ...placeOptions(option, places),
    ...serverOptions(option),
    ...imageOptions(option),
    option("own-all", { own: EVERY_STAGE }),
    option("own-external", {
      database: { type: "external" },
      own: { database: "own/all/database", edge: "own/all/edge" },
    }),
    option("own-sealed-nginx", {
      secrets: { provider: "sealed-secrets" },
      own: SEALED,
      ingress: { type: "nginx", ...HOST },
    }),
    option("argo-project", { argocd: { project: "platform" } }, ARGOCD),
    option("argo-name", { argocd: { destination: { name: "edge 7" } } }, ARGOCD),
    option("argo-server", { argocd: { destination: { server: "https://10.1.2.3:6443" } } }, ARGOCD),
    option("argo-heal", { argocd: { selfHeal: true, namespace: places.otherEngine } }, ARGOCD),
    option("flux-source", { flux: { sourceRef: { name: "fleet", namespace: places.otherEngine } } }, FLUX),
    option("flux-secret", { flux: { secretRef: "git-login", interval: "1h30m" } }, FLUX),
    option("flux-remote", { flux: { kubeConfigSecret: "edge-7" } }, FLUX),
    option("flux-remote-not-owned", { flux: { kubeConfigSecret: "edge-7" }, namespace: { owned: false } }, FLUX),
    option("flux-account", { flux: { serviceAccountName: "deployer", namespace: places.otherEngine } }, FLUX),
  ];
}

type Make = (name: string, settings: JsonObject, only?: readonly Group[]) => Option;

function agentOptions(option: Make): Option[] {
  const directories = ["/etc/ssl/certs", "/etc/pki/tls"];
  const claims = { replicas: 3, storage: { size: "2Gi", className: "fast" } };
  return [
    option("agents-claims", { agents: { kind: "statefulset", ...claims } }),
    option("agents-claims-dev", { profile: "dev", agents: { kind: "statefulset" } }),
    option("agents-off", { agents: { kind: "off" } }),
    option("agents-off-eso", {
      agents: { kind: "off" },
      secrets: { provider: "external-secrets", storeRef: { name: "vault" } },
    }),
    option("agents-discovery", { agents: { discoveryDirectories: directories } }),
    option("agents-claims-discovery", {
      agents: { kind: "statefulset", discoveryDirectories: directories },
      accept: [{ rule: "agent-discovery", reason: "a Component of ours mounts them" }],
    }),
    option("agents-nodes", {
      agents: {
        nodeSelector: { "kubernetes.io/os": "linux" },
        tolerations: TOLERATIONS,
        logLevel: "warn",
        resources: { limits: { memory: "64Mi" } },
      },
    }),
    option("agents-claims-nodes", {
      agents: {
        kind: "statefulset",
        tolerations: TOLERATIONS,
        logLevel: "error",
        resources: { requests: { cpu: "1" } },
      },
    }),
    option("agents-store", {
      agents: { kind: "statefulset" },
      secrets: {
        provider: "external-secrets",
        storeRef: { name: "vault", kind: "SecretStore" },
        keyPath: "teams/pki",
        refreshInterval: "15m",
      },
    }),
    option("issuer-daemonset-eso", {
      tls: { source: "cert-manager", issuerRef: { name: "ca", kind: "Issuer" } },
      secrets: { provider: "external-secrets", storeRef: { name: "vault" } },
    }),
  ];
}

function edgeOptions(option: Make): Option[] {
  const more = {
    className: "internal",
    tlsSecretName: "web",
    controllerNamespace: "front",
    annotations: { "example.org/a": "b: {{ c }}" },
  };
  const { className: _, ...traefik } = more;
  return [
    option("nginx", { ingress: { type: "nginx", ...HOST } }),
    option("nginx-all", { ingress: { type: "nginx", ...HOST, ...more } }),
    option("nginx-open", { ingress: { type: "nginx", ...HOST }, networkPolicies: "off" }),
    option("nginx-certificate", {
      ingress: { type: "nginx", ...HOST },
      tls: { source: "cert-manager", issuerRef: { name: "ca" } },
    }),
    option("traefik", { ingress: { type: "traefik", ...HOST } }),
    option("traefik-all", { ingress: { type: "traefik", ...HOST, ...traefik } }),
    option("traefik-open", { ingress: { type: "traefik", ...HOST }, networkPolicies: "off" }),
    option("traefik-init", {
      profile: "dev",
      ingress: { type: "traefik", ...HOST },
      tls: { source: "init-container" },
    }),
    option("traefik-secret", {
      ingress: { type: "traefik", ...HOST },
      tls: { source: "secret", secretName: "web-tls" },
    }),
    option("policies-off", { networkPolicies: "off" }),
    option("policies-off-external", {
      networkPolicies: "off",
      database: { type: "external" },
      agents: { kind: "statefulset" },
    }),
  ];
}

function placeOptions(option: Make, places: Places): Option[] {
  const namespace = { name: places.other };
  return [
    option("place-not-owned", { namespace: { owned: false } }),
    option("place-not-owned-claims", { namespace: { owned: false }, agents: { kind: "statefulset" } }),
    option("place-other", { namespace }),
    option("place-other-claims", { namespace, agents: { kind: "statefulset" } }),
    option("place-other-init", { namespace, profile: "dev", tls: { source: "init-container" } }),
    option("place-other-hook-init", {
      namespace,
      profile: "dev",
      migrations: "hook",
      tls: { source: "init-container" },
    }),
    option("place-other-traefik", { namespace, ingress: { type: "traefik", ...HOST } }),
    option("place-other-certificate", {
      namespace,
      tls: {
        source: "cert-manager",
        issuerRef: { name: "ca", group: "issuer.example.org", kind: "VaultClusterIssuer" },
      },
    }),
    option("place-other-eso", { namespace, secrets: { provider: "external-secrets", storeRef: { name: "vault" } } }),
    option("place-other-not-owned", { namespace: { ...namespace, owned: false }, networkPolicies: "off" }),
    option("place-labels", {
      labels: { "example.org/team": "pki", tier: "" },
      annotations: { "example.org/note": 'a {{ template }} of "nobody"' },
    }),
    option("place-labels-claims", {
      labels: { team: "pki" },
      agents: { kind: "statefulset" },
      ingress: { type: "traefik", ...HOST },
    }),
  ];
}

function serverOptions(option: Make): Option[] {
  const labelSelector = { matchLabels: { app: "other" } };
  const term = { topologyKey: "kubernetes.io/hostname", labelSelector };
  const affinity = {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: "disk", operator: "In", values: ["ssd"] }] }],
      },
    },
    podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] },
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] },
  };
  const env = [
    { name: "CERTCTL_NOTE", value: "{{ .Values.x }} {{- end }} }}{{{ # $(POD) 'a' \"b\": c" },
    { name: "CERTCTL_SMTP_PASSWORD", valueFrom: { secretKeyRef: { name: "mail", key: "password" } } },
    { name: "CERTCTL_LINES", value: "one\n  two: {{three}}\n" },
    { name: "CERTCTL_WORD", value: "yes" },
    { name: "CERTCTL_NUMBER", value: "0755" },
  ];
  const intervalFrom = { configMapKeyRef: { name: "pace", key: "jobs" } };
  const accept = [
    { rule: "ha-session-affinity", reason: "one client, which keeps its connection: {{ really }}" },
    { rule: "ha-rate-limit-backend", reason: "limits are kept by the gateway before it" },
    { rule: "ha-embedded-database", reason: "an outage of an hour is fine here" },
  ];
  return [
    option("server-5", { server: { replicas: 5 } }),
    option("server-1", { server: { replicas: 1 }, rateLimit: { backend: "memory" }, service: { affinity: "none" } }),
    option("server-2-one", {
      profile: "single-node",
      server: { replicas: 2, resources: { limits: { memory: "2Gi", cpu: "1" } }, logLevel: "error" },
      rateLimit: { backend: "postgres" },
      service: { affinity: "ClientIP", affinityTimeoutSeconds: 600 },
    }),
    option("server-env", { server: { env } }),
    option("server-env-dev", { profile: "dev", server: { env, maxConnections: 7 } }),
    option("server-env-of-base", {
      server: { env: [{ name: "CERTCTL_SCHEDULER_JOB_PROCESSOR_INTERVAL", value: "10m" }, ...env] },
    }),
    option("server-env-of-base-from", {
      profile: "single-node",
      server: { env: [{ name: "CERTCTL_SCHEDULER_JOB_PROCESSOR_INTERVAL", valueFrom: intervalFrom }] },
    }),
    option("server-revision", {
      server: { secretsRevision: "2026-01" },
      service: { affinity: "ClientIP", affinityTimeoutSeconds: 60 },
    }),
    option("server-uncapped", { server: { maxConnections: 0 }, database: { maxConnections: 210 } }),
    option("server-accept", { profile: "single-node", server: { replicas: 2 }, accept }),
    option("init-accept", {
      tls: { source: "init-container" },
      accept: [{ rule: "tls-init-container", reason: "a throw-away cluster for load tests" }],
    }),
    option("strict", { scheduling: { strict: true } }),
    option("strict-dev", { profile: "dev", scheduling: { strict: true } }),
    option("scheduling", { scheduling: { nodeSelector: { disk: "ssd" }, tolerations: TOLERATIONS, affinity } }),
    option("scheduling-external", {
      profile: "dev",
      database: { type: "external" },
      scheduling: { nodeSelector: { disk: "ssd" } },
    }),
    option("scheduling-strict", { scheduling: { strict: true, affinity: { nodeAffinity: affinity.nodeAffinity } } }),
    option("boot", { migrations: "boot" }),
    option("boot-external", { migrations: "boot", database: { type: "external", secretName: "cloud-db" } }),
    option("hook", { profile: "dev", migrations: "hook" }),
    option("database-size", {
      database: {
        maxConnections: 200,
        storage: { size: "100Gi", className: "fast" },
        resources: { requests: { cpu: "2" } },
      },
    }),
    option("database-ca", {
      database: { type: "external", secretName: "cloud-db", caSecretName: "cloud-ca", maxConnections: 500 },
    }),
    option("version", { certctl: { version: "v2.1.4" } }),
  ];
}

function imageOptions(option: Make): Option[] {
  const images = (extra: JsonObject): JsonObject => ({
    server: { name: "registry.example.org:5000/pki/server", ...extra },
    agent: { name: "registry.example.org:5000/pki/agent", ...extra },
    database: { name: "registry.example.org:5000/postgres", ...extra },
  });
  const digest = { digest: DIGEST };
  return [
    option("images-renamed", { certctl: { images: images({ tag: "mine" }) } }),
    option("images-digest", { certctl: { images: images(digest) } }),
    option("images-digest-only", { certctl: { images: { server: digest, agent: digest, database: digest } } }),
    option("images-openssl", {
      profile: "dev",
      tls: { source: "init-container", image: { name: "registry.example.org/openssl", ...digest } },
    }),
    option("images-login", { certctl: { pullSecrets: ["registry", "other.registry"] } }),
    option("images-login-claims", {
      certctl: { pullSecrets: ["registry"] },
      agents: { kind: "statefulset" },
      database: { type: "external" },
    }),
  ];
}
