/** Every rule both ways: what it must report, and the twin of it that it must not. */
import { describe, expect, it } from "vitest";
import { JOB_PROCESSOR_INTERVAL } from "../../src/certctl/server-defaults.ts";
import { FLEET_RULES } from "../../src/fleet/rules/index.ts";
import { pathProblem } from "../../src/fleet/rules/paths.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { findings, quickly } from "../support/fleet.ts";

interface Case {
  readonly rule: string;
  /** What is reported, by the path of the setting. */
  readonly bad: readonly (readonly [settings: JsonObject, path: string])[];
  readonly good: readonly JsonObject[];
  /** A word that the fix must have, so that it helps. */
  readonly fix: string;
}

/** One server, so that the rules about many are quiet. */
const one: JsonObject = { server: { replicas: 1 } };
const vault: JsonObject = { name: "vault" };
const env = (name: string, value?: string, more: JsonObject = {}): JsonObject => ({
  server: { replicas: 1, env: [{ name, ...(value === undefined ? {} : { value }), ...more }] },
});
const fromSecret = { valueFrom: { secretKeyRef: { name: "a", key: "b" } } };

const discover = (...discoveryDirectories: string[]): JsonObject => ({ agents: { discoveryDirectories } });

const asks = (of: string, requests: JsonObject, limits: JsonObject = {}): JsonObject => ({
  [of]: { resources: { requests, limits } },
});
const caps = (of: string, limits: JsonObject): JsonObject => ({ [of]: { resources: { limits } } });

const CASES: readonly Case[] = [
  {
    rule: "agent-directories",
    bad: [
      ...[
        "/var/lib/certctl",
        "/var/lib",
        "/var/lib/certctl/keys",
        "/tmp",
        "/app",
        "/etc",
        "/usr",
        "//",
        "/./app/",
        "/proc/1/root",
      ].map((d) => [discover("/srv/tls", d), "agents.discoveryDirectories[1]"] as const),
      [discover("/etc/ssl", "/etc/ssl/"), "agents.discoveryDirectories[1]"],
    ],
    good: [
      discover(
        "/etc/ssl",
        "/etc/pki",
        "/srv/tls",
        "/usr/local/share/ca-certificates",
        "/var/lib/kubelet/pki",
        "/application",
      ),
      { agents: { kind: "off", discoveryDirectories: ["/tmp"] } },
    ],
    fix: "",
  },
  {
    rule: "agent-discovery",
    bad: [[{ agents: { kind: "statefulset", discoveryDirectories: ["/etc/ssl"] } }, "agents.discoveryDirectories"]],
    good: [
      discover("/etc/ssl"),
      { agents: { kind: "statefulset", discoveryDirectories: [] } },
      { agents: { kind: "statefulset" } },
      { agents: { kind: "off", discoveryDirectories: ["/etc/ssl"] } },
    ],
    fix: "agents.kind: daemonset",
  },
  {
    rule: "auth-type-supported",
    bad: ["jwt", "oidc", "none", "basic", "API-KEY"].map((type) => [{ auth: { type } }, "auth.type"]),
    good: [{ auth: { type: "api-key" } }, { auth: {} }, {}],
    fix: "gateway",
  },
  {
    rule: "certctl-version",
    bad: [
      [
        { certctl: { version: "v2.0.72" }, migrations: "boot", rateLimit: { backend: "memory" }, ...one },
        "certctl.version",
      ],
      [{ certctl: { version: "v2.1.2" }, rateLimit: { backend: "memory" }, ...one }, "certctl.version"],
      [{ certctl: { version: "v2.1.3" } }, "certctl.version"],
      [{ certctl: { version: "v2.1.3-rc.1" }, rateLimit: { backend: "memory" }, ...one }, "certctl.version"],
      [{ profile: "dev", certctl: { version: "v2.1.2" }, migrations: "hook" }, "certctl.version"],
    ],
    good: [
      { certctl: { version: "v2.1.2" }, migrations: "boot", rateLimit: { backend: "memory" }, ...one },
      { certctl: { version: "v2.1.3" }, rateLimit: { backend: "memory" }, ...one },
      { certctl: { version: "v2.1.4" } },
      { certctl: { version: "v2.10.0" } },
      { certctl: { version: "v3.0.0" } },
      { profile: "dev", certctl: { version: "v2.1.2" } },
    ],
    fix: "certctl.version",
  },
  {
    rule: "database-choice",
    bad: [
      [{ database: { type: "external", storage: { size: "1Gi" } } }, "database.storage"],
      [{ database: { type: "external", resources: {} } }, "database.resources"],
      [{ database: { secretName: "a" } }, "database.secretName"],
      [{ database: { type: "embedded", caSecretName: "a" } }, "database.caSecretName"],
      [{ server: { maxConnections: 23 } }, "server.maxConnections"],
      [{ server: { maxConnections: 0 } }, "server.maxConnections"],
      [{ server: { replicas: 100 } }, "server.maxConnections"],
      [{ server: { maxConnections: 50 }, database: { maxConnections: 209 } }, "server.maxConnections"],
      [{ server: { maxConnections: 31 }, scheduling: { strict: true } }, "server.maxConnections"],
    ],
    good: [
      { database: { type: "external", secretName: "a", caSecretName: "b", maxConnections: 500 } },
      { database: { type: "embedded", storage: { size: "1Gi" }, resources: {} } },
      { server: { maxConnections: 22 } },
      { server: { maxConnections: 30 }, scheduling: { strict: true } },
      { server: { maxConnections: 50 }, database: { maxConnections: 210 } },
      { server: { replicas: 1, maxConnections: 80 } },
      { server: { replicas: 1, maxConnections: 0 } },
      { server: { replicas: 89 } },
      { server: { maxConnections: 0 }, database: { maxConnections: 210 } },
    ],
    fix: "database.",
  },
  {
    rule: "argocd-destination",
    bad: [[{ argocd: { destination: { name: "a", server: "https://a" } } }, "argocd.destination"]],
    good: [
      { argocd: { destination: { name: "a" } } },
      { argocd: { destination: { server: "https://a" } } },
      { argocd: { destination: {} } },
    ],
    fix: "one",
  },
  {
    rule: "flux-source",
    bad: [[{ flux: { sourceRef: { name: "a" }, secretRef: "b" } }, "flux.secretRef"]],
    good: [{ flux: { sourceRef: { name: "a" } } }, { flux: { secretRef: "b" } }],
    fix: "one",
  },
  {
    rule: "ha-embedded-database",
    bad: [
      [{}, "database.type"],
      [{ database: { type: "embedded" } }, "database.type"],
      [
        {
          profile: "dev",
          server: { replicas: 2 },
          rateLimit: { backend: "postgres" },
          service: { affinity: "ClientIP" },
        },
        "database.type",
      ],
    ],
    good: [{ database: { type: "external" } }, one, { profile: "dev" }],
    fix: "external",
  },
  {
    rule: "ha-rate-limit-backend",
    bad: [
      [{ rateLimit: { backend: "memory" } }, "rateLimit.backend"],
      [{ profile: "single-node", server: { replicas: 2 } }, "rateLimit.backend"],
      [{ profile: "dev", server: { replicas: 2 }, service: { affinity: "ClientIP" } }, "rateLimit.backend"],
    ],
    good: [
      {},
      { rateLimit: { backend: "memory" }, ...one },
      { profile: "single-node", server: { replicas: 2 }, rateLimit: { backend: "postgres" } },
    ],
    fix: "rateLimit.backend: postgres",
  },
  {
    rule: "ha-session-affinity",
    bad: [
      [{ service: { affinity: "none" } }, "service.affinity"],
      [{ profile: "single-node", server: { replicas: 2 }, rateLimit: { backend: "postgres" } }, "service.affinity"],
    ],
    good: [
      {},
      { service: { affinity: "none" }, ...one },
      {
        profile: "dev",
        server: { replicas: 2 },
        service: { affinity: "ClientIP" },
        rateLimit: { backend: "postgres" },
      },
    ],
    fix: "service.affinity: ClientIP",
  },
  {
    rule: "ingress-host",
    bad: [
      [{ ingress: { type: "nginx" } }, "ingress.type"],
      [{ ingress: { type: "traefik", className: "x" } }, "ingress.type"],
    ],
    good: [{ ingress: { type: "nginx", host: "a.b" } }, { ingress: { type: "none" } }, { ingress: {} }, {}],
    fix: "ingress.host",
  },
  {
    rule: "invalid-name",
    bad: [
      [{ labels: { "a b": "x" } }, "labels.a b"],
      [{ labels: { a: "x y" } }, "labels.a"],
      [{ labels: { a: "x".repeat(64) } }, "labels.a"],
      [{ labels: { ["x".repeat(64)]: "a" } }, `labels.${"x".repeat(64)}`],
      [{ labels: { "A.B/c": "x" } }, "labels.A.B/c"],
      [{ labels: { "a/": "x" } }, "labels.a/"],
      [{ labels: { "/a": "x" } }, "labels./a"],
      [{ labels: { "a/b/c": "x" } }, "labels.a/b/c"],
      [{ labels: { "-a": "x" } }, "labels.-a"],
      [{ labels: { "": "x" } }, "labels."],
      [{ labels: { "app.kubernetes.io/name": "x" } }, "labels.app.kubernetes.io/name"],
      [{ labels: { "app.kubernetes.io/component": "x" } }, "labels.app.kubernetes.io/component"],
      [{ annotations: { "argocd.argoproj.io/sync-wave": "0" } }, "annotations.argocd.argoproj.io/sync-wave"],
      [{ annotations: { "helm.sh/hook": "x" } }, "annotations.helm.sh/hook"],
      [{ annotations: { "kustomize.toolkit.fluxcd.io/prune": "x" } }, "annotations.kustomize.toolkit.fluxcd.io/prune"],
      [
        { annotations: { "config.kubernetes.io/local-config": "true" } },
        "annotations.config.kubernetes.io/local-config",
      ],
      [{ labels: { "internal.config.kubernetes.io/path": "x" } }, "labels.internal.config.kubernetes.io/path"],
      [{ annotations: { "a b": "x" } }, "annotations.a b"],
      [{ agents: { nodeSelector: { a: "-" } } }, "agents.nodeSelector.a"],
      [{ scheduling: { nodeSelector: { "a b": "c" } } }, "scheduling.nodeSelector.a b"],
      [{ ingress: { type: "nginx", host: "a.b", annotations: { "a b": "x" } } }, "ingress.annotations.a b"],
    ],
    good: [
      { labels: { team: "pki", "example.com/cost-center": "a_b.c-1", a: "", ["x".repeat(63)]: "y".repeat(63) } },
      { annotations: { a: "any text: with \n everything", "example.com/a": "", "my.config.kubernetes.io/a": "" } },
      { agents: { nodeSelector: { "kubernetes.io/os": "linux" } }, scheduling: { nodeSelector: { zone: "a" } } },
    ],
    fix: "prefix",
  },
  {
    rule: "job-processor-interval",
    bad: [
      ...["1d", "60", "1 h", "1H", "", "soon", "$(INTERVAL)", "0", "500ms", "-1h", "24h", "100h"].map(
        (value) => [env(JOB_PROCESSOR_INTERVAL, value), "server.env[0].value"] as const,
      ),
      [env(JOB_PROCESSOR_INTERVAL), "server.env[0].name"],
    ],
    good: [
      ...["1h", "30s", "1h30m", "1.5h", "23h59m"].map((value) => env(JOB_PROCESSOR_INTERVAL, value)),
      env(JOB_PROCESSOR_INTERVAL, undefined, { valueFrom: { configMapKeyRef: { name: "a", key: "b" } } }),
      env("CERTCTL_SCHEDULER_RENEWAL_CHECK_INTERVAL", "1d"),
      {},
    ],
    fix: "like 1h",
  },
  {
    rule: "own-stage",
    bad: [
      [{ own: { agent: "a" }, agents: { kind: "off" } }, "own.agent"],
      [{ own: { migrate: "a" }, migrations: "boot" }, "own.migrate"],
      [{ profile: "dev", own: { migrate: "a" } }, "own.migrate"],
      [{ own: { credentials: "a" }, database: { type: "external" } }, "own.credentials"],
    ],
    good: [
      { own: { agent: "a", migrate: "b", credentials: "c" } },
      {
        own: { database: "a", edge: "b", config: "c" },
        database: { type: "external" },
        agents: { kind: "off" },
        migrations: "boot",
      },
    ],
    fix: "own.config",
  },
  {
    rule: "resource-limits",
    bad: [
      [asks("server", { memory: "2Gi" }), "server.resources.requests.memory"],
      [caps("server", { memory: "128Mi" }), "server.resources.limits.memory"],
      [asks("server", { cpu: "1.5" }, { cpu: "1499m" }), "server.resources.limits.cpu"],
      [asks("server", { memory: "1G" }, { memory: "953Mi" }), "server.resources.limits.memory"],
      [
        asks("server", { "example.com/gpu": "2" }, { "example.com/gpu": "1" }),
        "server.resources.limits.example.com/gpu",
      ],
      [{ profile: "dev", ...asks("server", { memory: "257Mi" }) }, "server.resources.requests.memory"],
      [asks("agents", { memory: "129Mi" }), "agents.resources.requests.memory"],
      [caps("agents", { cpu: "10m" }), "agents.resources.limits.cpu"],
      [caps("database", { memory: "255Mi" }), "database.resources.limits.memory"],
      [{ database: { storage: { size: "0" } } }, "database.storage.size"],
      [{ database: { storage: { size: "0.0Gi" } } }, "database.storage.size"],
      [{ agents: { kind: "statefulset", storage: { size: "0Mi" } } }, "agents.storage.size"],
    ],
    good: [
      asks("server", { memory: "1Gi", cpu: "64" }),
      asks("server", { memory: "1024Mi" }, { memory: "1Gi" }),
      asks("server", { cpu: "0.3" }, { cpu: "300m" }),
      asks("server", { memory: "1.1G" }, { memory: "1100M" }),
      asks("server", { toString: "1" }),
      caps("server", { memory: "256Mi" }),
      { profile: "dev", ...caps("server", { memory: "64Mi" }) },
      asks("agents", { memory: "128Mi" }),
      { agents: { kind: "off", resources: { requests: { memory: "4Gi" } } } },
      { database: { storage: { size: "1Gi" }, resources: { requests: { memory: "1Gi" } } } },
    ],
    fix: "",
  },
  {
    rule: "secret-names",
    bad: [
      [{ tls: { source: "secret", secretName: "certctl-server" } }, "tls.secretName"],
      [{ tls: { secretName: "certctl-server-ca-key" } }, "tls.secretName"],
      [{ database: { type: "external", secretName: "certctl-admin" } }, "database.secretName"],
      [{ database: { type: "external", caSecretName: "certctl-tls" } }, "database.caSecretName"],
      [{ ingress: { type: "nginx", host: "a.b", tlsSecretName: "certctl-agent" } }, "ingress.tlsSecretName"],
    ],
    good: [
      { tls: { secretName: "certctl-tls" } },
      { database: { type: "external", secretName: "certctl-database", caSecretName: "certctl-database" } },
      { ingress: { type: "nginx", host: "a.b", tlsSecretName: "certctl-tls" } },
      { tls: { secretName: "web" }, ingress: { type: "nginx", host: "a.b", tlsSecretName: "web" } },
    ],
    fix: "another name",
  },
  {
    rule: "path-outside",
    bad: [
      [{ own: { config: "../x" } }, "own.config"],
      [{ own: { edge: "/etc" } }, "own.edge"],
      [{ own: { edge: "a/../../b" } }, "own.edge"],
      [{ own: { edge: "C:/a" } }, "own.edge"],
      [{ own: { edge: "a\\b" } }, "own.edge"],
      [{ own: { edge: "a\u0000b" } }, "own.edge"],
    ],
    good: [{ own: { config: "gitops/certctl", edge: "a b/..c" } }],
    fix: "inside the repository",
  },
  {
    rule: "placeholder-secret",
    bad: [
      [env("CERTCTL_SMTP_PASSWORD", "changeme"), "server.env[0].value"],
      [env("CERTCTL_SMTP_PASSWORD", "CHANGE_ME_NOW"), "server.env[0].value"],
      [env("CERTCTL_SLACK_WEBHOOK_URL", "https://hooks.slack.com/x"), "server.env[0].value"],
      [env("MY_TOKEN", "abc"), "server.env[0].value"],
      [env("CERTCTL_ACME_EAB_HMAC", "x"), "server.env[0].value"],
      [env("CERTCTL_EST_PROFILE_A_ENROLLMENT_PASSWORD", "x"), "server.env[0].value"],
    ],
    good: [
      env("CERTCTL_SMTP_PASSWORD", undefined, fromSecret),
      env("CERTCTL_SMTP_HOST", "smtp.example.com"),
      env("CERTCTL_SMTP_USE_TLS", "true"),
      env("CERTCTL_SMTP_PASSWORD_FILE", "/run/x"),
    ],
    fix: "secretKeyRef",
  },
  {
    rule: "secrets-producer",
    bad: [
      [{ secrets: { provider: "external-secrets" } }, "secrets.provider"],
      [{ secrets: { storeRef: vault } }, "secrets.storeRef"],
      [{ secrets: { provider: "sealed-secrets", keyPath: "a" } }, "secrets.keyPath"],
      [{ secrets: { provider: "manual", refreshInterval: "1h" } }, "secrets.refreshInterval"],
      [{ secrets: { provider: "manual", decryptionSecretName: "a" } }, "secrets.decryptionSecretName"],
      [
        { secrets: { provider: "external-secrets", storeRef: { name: "v", kind: "SecretStore" } } },
        "secrets.storeRef.kind",
      ],
    ],
    good: [
      { secrets: { provider: "external-secrets", storeRef: vault, keyPath: "a", refreshInterval: "5m" } },
      {
        secrets: { provider: "external-secrets", storeRef: { name: "v", kind: "SecretStore" } },
        agents: { kind: "statefulset" },
      },
      {
        secrets: { provider: "external-secrets", storeRef: { name: "v", kind: "SecretStore" } },
        agents: { kind: "off" },
      },
      { secrets: { provider: "sealed-secrets" } },
      { secrets: {} },
    ],
    fix: "e",
  },
  {
    rule: "setting-without-effect",
    bad: [
      [{ agents: { replicas: 3 } }, "agents.replicas"],
      [{ agents: { kind: "daemonset", storage: { size: "1Gi" } } }, "agents.storage"],
      [{ agents: { kind: "off", nodeSelector: { a: "b" } } }, "agents.nodeSelector"],
      [{ agents: { kind: "off", replicas: 3 } }, "agents.replicas"],
      [{ ingress: { host: "a.b" } }, "ingress.host"],
      [{ ingress: { type: "none", annotations: { a: "b" } } }, "ingress.annotations"],
      [{ ingress: { type: "traefik", host: "a.b", className: "x" } }, "ingress.className"],
      [{ service: { affinity: "none", affinityTimeoutSeconds: 60 }, ...one }, "service.affinityTimeoutSeconds"],
      [{ profile: "dev", service: { affinityTimeoutSeconds: 60 } }, "service.affinityTimeoutSeconds"],
      [{ engine: "argocd", flux: { delivery: "kustomization" } }, "flux.delivery"],
      [{ engine: "flux", argocd: { destination: { name: "a" } } }, "argocd.destination"],
    ],
    good: [
      { agents: { kind: "statefulset", replicas: 3, storage: { size: "1Gi" } } },
      { agents: { kind: "daemonset", nodeSelector: { a: "b" } } },
      { agents: { kind: "off" } },
      { ingress: { type: "nginx", host: "a.b", className: "x" } },
      { ingress: { type: "traefik", host: "a.b", annotations: { a: "b" } } },
      { ingress: { type: "none" } },
      { service: { affinityTimeoutSeconds: 60 } },
      { profile: "dev", service: { affinity: "ClientIP", affinityTimeoutSeconds: 60 } },
      { flux: { interval: "1h" }, argocd: { selfHeal: true } },
      { engine: "flux", flux: { interval: "1h" } },
      { engine: "argocd", argocd: { selfHeal: true } },
    ],
    fix: "Remove it, or set ",
  },
  {
    rule: "sops-decryption",
    bad: [
      [{ secrets: { provider: "sops" } }, "secrets.provider"],
      [{ secrets: { provider: "sops" }, engine: "argocd" }, "secrets.provider"],
      [{ secrets: { provider: "sops" }, engine: "both", flux: { delivery: "kustomization" } }, "secrets.provider"],
      [{ secrets: { provider: "sops" }, engine: "flux" }, "secrets.provider"],
      [{ secrets: { provider: "sops" }, engine: "flux", flux: { delivery: "helmrelease" } }, "secrets.provider"],
    ],
    good: [
      {
        secrets: { provider: "sops", decryptionSecretName: "age" },
        engine: "flux",
        flux: { delivery: "kustomization" },
      },
      { secrets: { provider: "manual" }, engine: "argocd" },
    ],
    fix: "flux.delivery: kustomization",
  },
  {
    rule: "tls-init-container",
    bad: [
      [{ tls: { source: "init-container" } }, "tls.source"],
      [{ tls: { source: "init-container" }, ...one }, "tls.source"],
      [
        {
          profile: "dev",
          tls: { source: "init-container" },
          server: { replicas: 2 },
          rateLimit: { backend: "postgres" },
          service: { affinity: "ClientIP" },
        },
        "tls.source",
      ],
    ],
    good: [{ profile: "dev", tls: { source: "init-container" } }, { tls: { source: "secret" } }],
    fix: "self-signed",
  },
  {
    rule: "tls-single-source",
    bad: [
      [{ tls: { source: "secret", issuerRef: { name: "a" } } }, "tls.issuerRef"],
      [{ tls: { issuerRef: { name: "a" } } }, "tls.issuerRef"],
      [{ tls: { source: "self-signed", image: { tag: "1" } } }, "tls.image"],
      [{ tls: { source: "cert-manager" } }, "tls.source"],
      [{ tls: { source: "certmanager" } }, "tls.source"],
      [{ tls: { source: "acme" } }, "tls.source"],
      [{ profile: "dev", tls: { source: "init-container", secretName: "a" } }, "tls.secretName"],
    ],
    good: [
      { tls: { source: "secret", secretName: "a" } },
      { tls: { source: "cert-manager", issuerRef: { name: "a" } } },
      { profile: "dev", tls: { source: "init-container", image: { tag: "1" } } },
      { tls: {} },
    ],
    fix: "",
  },
  {
    rule: "variable-of-the-bundle",
    bad: [
      "CERTCTL_DATABASE_URL",
      "CERTCTL_MIGRATIONS_VIA_HOOK",
      "CERTCTL_RATE_LIMIT_BACKEND",
      "POSTGRES_PASSWORD",
      "CERTCTL_AUTH_TYPE",
      "CERTCTL_SERVER_HOST",
    ].map((name) => [env(name, undefined, fromSecret), "server.env[0].name"]),
    good: [env("CERTCTL_CORS_ORIGINS", "https://a.b"), env("CERTCTL_RATE_LIMIT_RPS", "10")],
    fix: "server.env",
  },
  {
    rule: "variable-once",
    bad: [
      [
        { server: { replicas: 1, env: [{ name: "A", value: "1" }, { name: "B" }, { name: "A", value: "2" }] } },
        "server.env[2].value",
      ],
      [env("A", "1", fromSecret), "server.env[0].value"],
    ],
    good: [
      {
        server: {
          replicas: 1,
          env: [
            { name: "A", value: "1" },
            { name: "B", value: "1" },
          ],
        },
      },
      env("A", undefined, fromSecret),
    ],
    fix: "Keep one",
  },
];

const of = async (settings: JsonObject, rule: string) =>
  (await findings(() => quickly(settings))).filter((f) => f.rule === rule);

describe("the list of rules", () => {
  it("is the one that is tested here", () => {
    expect(CASES.map((c) => c.rule).sort()).toEqual(FLEET_RULES.map((r) => r.name).sort());
  });
  it("is sorted, so that findings have an order", () => {
    const names = FLEET_RULES.map((r) => r.check.name || r.name);
    expect(new Set(names).size > 0).toBe(true);
    expect(new Set(FLEET_RULES.map((r) => r.name)).size).toBe(FLEET_RULES.length);
  });
});

for (const { rule, bad, good, fix } of CASES) {
  describe(rule, () => {
    it.each(bad.map(([settings, path]) => [JSON.stringify(settings), path, settings] as const))(
      "reports %s",
      async (_text, path, settings) => {
        const [found, ...more] = await of(settings, rule);
        expect(found?.at.path).toBe(`clusters[0].${path}`);
        expect(more.map((f) => f.message)).toEqual([]);
        expect(found?.message).toMatch(/^cluster c: \S/);
        expect(found?.fix).toContain(fix);
        expect(`${found?.message} ${found?.fix}`).not.toMatch(/undefined|\[object|NaN/);
      },
    );
    it.each(good.map((settings) => [JSON.stringify(settings), settings] as const))(
      "is quiet about %s",
      async (_text, settings) => {
        expect((await of(settings, rule)).map((f) => f.message)).toEqual([]);
      },
    );
  });
}

describe("settings without effect", () => {
  const told = async (cluster: JsonObject, defaults: JsonObject, set: readonly string[] = []) =>
    (await findings(() => quickly(cluster, defaults, { set }))).filter((f) => f.rule === "setting-without-effect");
  const defaults: JsonObject = {
    agents: { kind: "statefulset", replicas: 3, storage: { size: "2Gi" } },
    ingress: { className: "internal" },
    argocd: { namespace: "gitops" },
    flux: { interval: "1h" },
  };
  it("are a warning, and no reason to stop", async () => {
    expect((await told({ agents: { replicas: 3 } }, {})).map((f) => f.severity)).toEqual(["warning"]);
  });
  it("are fine in defaults, which are for the clusters that can use them", async () => {
    expect(await told({ engine: "flux", agents: { kind: "daemonset" } }, defaults)).toEqual([]);
  });
  it("are told where a cluster or a flag says them over the defaults", async () => {
    const cluster = { engine: "flux", agents: { kind: "daemonset", storage: { className: "fast" } } };
    const found = await told(cluster, defaults, ["argocd.namespace=argocd", "agents.replicas=2"]);
    expect(found.map((f) => f.at.path)).toEqual([
      "--set agents.replicas",
      "clusters[0].agents.storage",
      "--set argocd.namespace",
    ]);
  });
});

describe("the job processor's interval", () => {
  it.each([
    ["1d", "error"],
    ["500ms", "error"],
    ["24h", "warning"],
  ])("%s is an %s", async (value, severity) => {
    const found = await of(env(JOB_PROCESSOR_INTERVAL, value), "job-processor-interval");
    expect(found.map((f) => f.severity)).toEqual([severity]);
  });
});

describe("variables of the user's own", () => {
  it("secret values are repeated in no message", async () => {
    for (const value of ["hunter2-hunter2", "changeme-hunter2"]) {
      const found = await findings(() => quickly(env("CERTCTL_SMTP_PASSWORD", value)));
      expect(JSON.stringify(found)).not.toContain("hunter2");
    }
  });
});

describe("accept", () => {
  const accept = (...rules: string[]) => rules.map((rule) => ({ rule, reason: "we know what we do" }));
  const all = (settings: JsonObject) => findings(() => quickly(settings));
  it("turns a refusal into a warning that repeats the reason", async () => {
    const found = await all({
      rateLimit: { backend: "memory" },
      accept: accept("ha-rate-limit-backend", "ha-embedded-database"),
    });
    expect(found.map((f) => [f.rule, f.severity, f.accepted])).toEqual([
      ["ha-embedded-database", "warning", "we know what we do"],
      ["ha-rate-limit-backend", "warning", "we know what we do"],
    ]);
  });
  it("accepts what it names, and nothing else", async () => {
    const found = await all({
      rateLimit: { backend: "memory" },
      service: { affinity: "none" },
      accept: accept("ha-rate-limit-backend"),
    });
    expect(found.filter((f) => f.severity === "error").map((f) => f.rule)).toEqual(["ha-session-affinity"]);
  });
  it.each(FLEET_RULES.map((r) => [r.name, r.acceptable] as const))(
    "%s can be accepted: %s",
    async (rule, acceptable) => {
      const found = (await all({ ...one, accept: accept(rule) })).filter((f) => f.rule === "accept");
      expect(found.map((f) => f.severity)).toEqual(acceptable ? [] : ["error"]);
    },
  );
  it("can't save what can't be built", async () => {
    const found = await all({ auth: { type: "jwt" }, accept: accept("auth-type-supported") });
    expect(
      found
        .filter((f) => f.severity === "error")
        .map((f) => f.rule)
        .sort(),
    ).toEqual(["accept", "auth-type-supported"]);
  });
  it("of a rule that does not exist is refused, with a guess", async () => {
    const [found] = (await all({ accept: accept("ha-rate-limit-backnd") })).filter((f) => f.rule === "accept");
    expect([found?.severity, found?.at.path]).toEqual(["error", "clusters[0].accept[0].rule"]);
    expect(found?.fix).toContain("Did you mean ha-rate-limit-backend?");
  });
});

describe("paths", () => {
  it.each(["out", "a/b", "a b", "..a", "a..", "é"])("%s stays inside", (path) => {
    expect(pathProblem(path)).toBeUndefined();
  });
  it.each(["/a", "..", "a/..", "../a", "C:a", "a\\b", "a\u001b"])("%j leaves", (path) => {
    expect(pathProblem(path)).toBeDefined();
  });
});
