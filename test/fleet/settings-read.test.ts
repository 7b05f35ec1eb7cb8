/** Every setting of the schema is really read: another value gives another bundle. */
import { describe, expect, it } from "vitest";
import { bundle } from "../../src/bundle/bundle.ts";
import { SETTINGS } from "../../src/fleet/schema.ts";
import { isObject, type JsonObject, type JsonValue } from "../../src/model/json.ts";
import { environment } from "../support/fleet.ts";

/** What a setting needs around it to mean anything, and the value that it is given, by its path. */
interface Way {
  readonly value: JsonValue;
  readonly base?: JsonObject;
}

const statefulset: JsonObject = { agents: { kind: "statefulset" } };
const external: JsonObject = { database: { type: "external" } };
const nginx: JsonObject = { ingress: { type: "nginx", host: "a.example.com" } };
const certManager: JsonObject = { tls: { source: "cert-manager", issuerRef: { name: "ca" } } };
const vault: JsonObject = { secrets: { provider: "external-secrets", storeRef: { name: "vault" } } };
const sops: JsonObject = { engine: "flux", flux: { delivery: "kustomization" }, secrets: { provider: "sops" } };
const devInit: JsonObject = { profile: "dev", tls: { source: "init-container" } };
const mapping: Way = { value: { x: "y" } };
const toleration: Way = { value: [{ key: "a", operator: "Exists" }] };
const resources = (way: Partial<Way> = {}): Record<string, Way> => ({
  requests: { value: { cpu: "77m" }, ...way },
  limits: { value: { memory: "777Mi" }, ...way },
});
const nodes: JsonObject = { matchExpressions: [{ key: "a", operator: "Exists" }] };
const pods: JsonObject = { topologyKey: "zone" };
const image = {
  name: { value: "registry.lan/x" },
  tag: { value: "v9.9.9" },
  digest: { value: `sha256:${"a".repeat(64)}` },
};
const under = (path: string, ways: Record<string, Way>): Record<string, Way> =>
  Object.fromEntries(Object.entries(ways).map(([key, way]) => [`${path}.${key}`, way]));

const WAYS: Readonly<Record<string, Way>> = {
  profile: { value: "dev" },
  engine: { value: "flux" },
  "certctl.version": { value: "v2.1.8" },
  ...under("certctl.images.server", image),
  ...under("certctl.images.agent", image),
  ...under("certctl.images.database", image),
  "certctl.pullSecrets": { value: ["registry"] },
  "namespace.name": { value: "pki" },
  "namespace.owned": { value: false },
  "server.replicas": { value: 4 },
  ...under("server.resources", resources()),
  "server.logLevel": { value: "warn" },
  "server.maxConnections": { value: 11 },
  "server.secretsRevision": { value: "2" },
  "server.env": { value: [{ name: "A", value: "b" }] },
  "service.affinity": { value: "ClientIP", base: { profile: "dev" } },
  "service.affinityTimeoutSeconds": { value: 60 },
  "rateLimit.backend": { value: "postgres", base: { profile: "dev" } },
  // self-signed and secret differ in who makes the Secret, which is not in the bundle.
  "tls.source": { value: "init-container", base: { profile: "dev" } },
  "tls.secretName": { value: "certs" },
  "tls.issuerRef.name": { value: "other", base: certManager },
  "tls.issuerRef.kind": { value: "Issuer", base: certManager },
  "tls.issuerRef.group": { value: "awspca.cert-manager.io", base: certManager },
  "tls.image.name": { value: "registry.lan/x", base: devInit },
  "tls.image.tag": { value: "9", base: devInit },
  "tls.image.digest": { value: `sha256:${"b".repeat(64)}`, base: devInit },
  "database.type": { value: "external" },
  "database.maxConnections": { value: 300 },
  "database.storage.size": { value: "99Gi" },
  "database.storage.className": { value: "fast" },
  ...under("database.resources", resources()),
  "database.secretName": { value: "url", base: external },
  "database.caSecretName": { value: "ca", base: external },
  migrations: { value: "boot" },
  "agents.kind": { value: "statefulset" },
  "agents.replicas": { value: 3, base: statefulset },
  "agents.storage.size": { value: "9Gi", base: statefulset },
  "agents.storage.className": { value: "fast", base: statefulset },
  ...under("agents.resources", resources()),
  "agents.logLevel": { value: "debug" },
  "agents.discoveryDirectories": { value: ["/etc/ssl"] },
  "agents.nodeSelector": mapping,
  "agents.tolerations": toleration,
  "ingress.type": { value: "traefik", base: nginx },
  "ingress.host": { value: "b.example.com", base: nginx },
  "ingress.className": { value: "internal", base: nginx },
  "ingress.tlsSecretName": { value: "web", base: nginx },
  "ingress.controllerNamespace": { value: "edge", base: nginx },
  "ingress.annotations": { ...mapping, base: nginx },
  networkPolicies: { value: "off" },
  "secrets.provider": { value: "sops", base: { engine: "flux", flux: { delivery: "kustomization" } } },
  "secrets.storeRef.name": { value: "other", base: vault },
  "secrets.storeRef.kind": { value: "SecretStore", base: { ...vault, ...statefulset } },
  "secrets.keyPath": { value: "elsewhere", base: vault },
  "secrets.refreshInterval": { value: "5m", base: vault },
  "secrets.decryptionSecretName": { value: "age", base: sops },
  "scheduling.strict": { value: true },
  "scheduling.nodeSelector": mapping,
  "scheduling.tolerations": toleration,
  ...under("scheduling.affinity.nodeAffinity", {
    "requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms": { value: [nodes] },
    preferredDuringSchedulingIgnoredDuringExecution: { value: [{ weight: 1, preference: nodes }] },
  }),
  ...under("scheduling.affinity.podAffinity", {
    requiredDuringSchedulingIgnoredDuringExecution: { value: [pods] },
    preferredDuringSchedulingIgnoredDuringExecution: { value: [{ weight: 1, podAffinityTerm: pods }] },
  }),
  "scheduling.affinity.podAntiAffinity": { value: { requiredDuringSchedulingIgnoredDuringExecution: [pods] } },
  labels: mapping,
  annotations: mapping,
  "argocd.namespace": { value: "gitops" },
  "argocd.destination.name": { value: "edge" },
  "argocd.destination.server": { value: "https://edge:6443" },
  "argocd.project": { value: "platform" },
  "argocd.selfHeal": { value: true },
  "flux.namespace": { value: "gitops" },
  "flux.delivery": { value: "kustomization" },
  "flux.interval": { value: "3m" },
  "flux.sourceRef.name": { value: "fleet" },
  "flux.sourceRef.namespace": { value: "other", base: { flux: { sourceRef: { name: "fleet" } } } },
  "flux.secretRef": { value: "git" },
  "flux.kubeConfigSecret": { value: "kubeconfig" },
  "flux.serviceAccountName": { value: "deployer" },
  ...Object.fromEntries(
    ["config", "database", "credentials", "migrate", "server", "enroll", "agent", "edge"].map((s) => [
      `own.${s}`,
      { value: "mine" },
    ]),
  ),
  accept: { value: [{ rule: "ha-embedded-database", reason: "an outage is fine" }] },
};

/** Settings whose other value is no bundle at all, or none that differs, and why. */
const NOT_IN_THE_BUNDLE: Readonly<Record<string, string>> = {
  "auth.type": "api-key is the only one that certctl's releases take; every other is refused with the reason",
};

const OWN = new Map([
  [
    "mine/kustomization.yaml",
    { text: "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [extra.yaml]\n" },
  ],
  ["mine/extra.yaml", { text: "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra\n" }],
]);

async function output(settings: JsonObject): Promise<string> {
  const { tree } = bundle([await environment(settings)], OWN);
  return [...tree]
    .map(([path, file]) => `${path}\n${file.text}`)
    .sort()
    .join("\n");
}

/** The leaves: what is no group of ours. */
function leaves(properties: JsonObject, path = ""): string[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const at = path === "" ? key : `${path}.${key}`;
    return isObject(schema) && isObject(schema.properties) ? leaves(schema.properties, at) : [at];
  });
}

function put(settings: JsonObject, [key = "", ...rest]: readonly string[], value: JsonValue): JsonObject {
  const below = settings[key];
  return { ...settings, [key]: rest.length === 0 ? value : put(isObject(below) ? below : {}, rest, value) };
}

describe("every setting", () => {
  const all = leaves(SETTINGS);
  it("has its line here", () => {
    expect([...Object.keys(WAYS), ...Object.keys(NOT_IN_THE_BUNDLE)].sort()).toEqual([...all].sort());
  });
  it.each(Object.entries(WAYS))("%s changes what is written", async (path, { value, base = {} }) => {
    const before = await output(base);
    const after = await output(put(base, path.split("."), value));
    expect(after).not.toBe(before);
    // The value itself is to be seen, or what it stands for.
    if (typeof value === "string" && /^(v9|registry|sha256|fast|pki|other|certs|edge$|gitops)/.test(value))
      expect(after).toContain(value);
  });
  it.each(Object.entries(WAYS).filter(([path]) => path.startsWith("agents.")))(
    "%s changes StatefulSet agents as well, where they have it",
    async (path, { value }) => {
      const accept = [{ rule: "agent-discovery", reason: "a Component of ours mounts them" }];
      const base: JsonObject = { agents: { kind: "statefulset" }, accept };
      if (path === "agents.kind") return;
      expect(await output(put(base, path.split("."), value))).not.toBe(await output(base));
    },
  );
});
