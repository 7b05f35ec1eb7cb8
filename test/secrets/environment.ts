/** An environment for the tests of secrets: complete, ha-like, and changed by what a test is about. */
import { createHash } from "node:crypto";
import type { Environment } from "../../src/model/environment.ts";
import type { SecretsIo } from "../../src/secrets/values.ts";

const RESOURCES = { requests: {}, limits: {} };
const image = (name: string) => ({ name, tag: "v2.1.7", digest: "" });

export const EMBEDDED: Environment["database"] = {
  type: "embedded",
  maxConnections: 100,
  storage: { size: "10Gi", className: "" },
  resources: RESOURCES,
};

export const EXTERNAL = {
  type: "external",
  maxConnections: 100,
  secretName: "certctl-database-url",
  caSecretName: "certctl-database-ca",
} as const satisfies Environment["database"];

const AGENTS: Environment["agents"] = {
  kind: "daemonset",
  namespace: "certctl-agents",
  replicas: 1,
  storage: { size: "1Gi", className: "" },
  resources: RESOURCES,
  logLevel: "info",
  discoveryDirectories: [],
  nodeSelector: {},
  tolerations: [],
};

const ENVIRONMENT: Environment = {
  name: "eu-1",
  profile: "ha",
  engines: ["flux"],
  certctl: {
    version: "v2.1.7",
    images: { server: image("server"), agent: image("agent"), database: image("postgres") },
    pullSecrets: [],
  },
  namespace: { name: "certctl", owned: true },
  server: { replicas: 3, resources: RESOURCES, logLevel: "info", env: [], maxConnections: 20, secretsRevision: "1" },
  service: { affinity: "ClientIP", affinityTimeoutSeconds: 10800 },
  rateLimit: { backend: "postgres" },
  tls: { source: "self-signed", secretName: "certctl-tls" },
  auth: { type: "api-key" },
  database: EMBEDDED,
  migrations: "hook",
  agents: AGENTS,
  ingress: { type: "none" },
  networkPolicies: "ingress",
  secrets: { provider: "manual" },
  scheduling: { strict: false, nodeSelector: {}, tolerations: [], affinity: {} },
  labels: {},
  annotations: {},
  git: { url: "https://github.com/acme/gitops.git", revision: "main", path: "out" },
  argocd: { namespace: "argocd", destination: { name: "in-cluster" }, project: "", selfHeal: false },
  flux: {
    namespace: "flux-system",
    delivery: "helmrelease",
    interval: "10m",
    sourceRef: { name: "", namespace: "" },
    secretRef: "",
    kubeConfigSecret: "",
    serviceAccountName: "",
  },
  own: {},
  accept: [],
};

/** The environment of the tests with some settings changed. */
export function environment(changes: Partial<Environment> = {}): Environment {
  return { ...ENVIRONMENT, ...changes };
}

export const STATEFULSET: Environment["agents"] = { ...AGENTS, kind: "statefulset", namespace: "certctl" };
export const NO_AGENTS: Environment["agents"] = { ...AGENTS, kind: "off" };

/** Random bytes that a seed decides: the same seed gives the same values. */
export function testIo(seed = "seed", now = new Date("2026-01-02T03:04:05Z")): SecretsIo {
  let calls = 0;
  return {
    now,
    randomBytes(count) {
      calls += 1;
      const bytes: Buffer[] = [];
      for (let block = 0; block * 32 < count; block += 1) {
        bytes.push(createHash("sha256").update(`${seed} ${calls} ${block}`).digest());
      }
      return Buffer.concat(bytes).subarray(0, count);
    },
  };
}
