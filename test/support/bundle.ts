/** Bundles in tests: settings in, rendered objects by stage out, and small ways to look into them. */
import { parseAllDocuments } from "yaml";
import { bundle } from "../../src/bundle/bundle.ts";
import type { StageName } from "../../src/certctl/stages.ts";
import type { Rendered } from "../../src/engines/engine.ts";
import type { Environment } from "../../src/model/environment.ts";
import { at, isObject, type JsonObject, type JsonValue } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import type { FileTree } from "../../src/model/tree.ts";
import { environment } from "./fleet.ts";

export interface Made {
  readonly env: Environment;
  readonly tree: FileTree;
  readonly rendered: Rendered;
  readonly objects: readonly Placed[];
}

export interface Placed {
  readonly stage: StageName;
  readonly manifest: Manifest;
}

const ISSUER: JsonObject = { tls: { source: "cert-manager", issuerRef: { name: "ca" } } };
const VAULT: JsonObject = { provider: "external-secrets", storeRef: { name: "vault" } };
const TWO: JsonObject = {
  server: { replicas: 2 },
  rateLimit: { backend: "postgres" },
  service: { affinity: "ClientIP" },
};

/** Clusters that differ in every choice: what is promised of all bundles is held against all of these. */
export const VARIANTS: Readonly<Record<string, JsonObject>> = {
  dev: { profile: "dev" },
  "single-node": { profile: "single-node" },
  ha: { profile: "ha" },
  "ha, external database": { database: { type: "external", caSecretName: "ca", secretName: "url" } },
  "ha, cert-manager": ISSUER,
  "ha, cert-manager by an Issuer": { tls: { source: "cert-manager", issuerRef: { name: "ca", kind: "Issuer" } } },
  "ha, own certificate": { tls: { source: "secret", secretName: "web" } },
  "ha, strict": { scheduling: { strict: true, nodeSelector: { a: "b" }, tolerations: [{ operator: "Exists" }] } },
  "ha, boot": { migrations: "boot" },
  "ha, StatefulSet agents": { agents: { kind: "statefulset", replicas: 2 } },
  "ha, no agents": { agents: { kind: "off" } },
  "ha, nginx": { ingress: { type: "nginx", host: "a.example.com" } },
  "ha, traefik": { ingress: { type: "traefik", host: "a.example.com", controllerNamespace: "edge" } },
  "ha, external-secrets": { secrets: VAULT },
  "ha, no policies": { networkPolicies: "off", ingress: { type: "nginx", host: "a.example.com" } },
  "ha, all at once": {
    ...ISSUER,
    namespace: { name: "pki" },
    database: { type: "external" },
    secrets: VAULT,
    ingress: { type: "traefik", host: "a.example.com" },
    server: { env: [{ name: "CERTCTL_CORS_ORIGINS", value: "https://a" }], secretsRevision: "2", maxConnections: 10 },
    agents: {
      discoveryDirectories: ["/etc/ssl", "/srv/tls"],
      tolerations: [{ operator: "Exists" }],
      nodeSelector: { a: "b" },
    },
    labels: { team: "pki" },
    annotations: { note: "hello {{ world }}" },
  },
  "dev, init-container": { profile: "dev", tls: { source: "init-container" } },
  "dev, init-container, elsewhere": { profile: "dev", tls: { source: "init-container" }, namespace: { name: "pki" } },
  "dev, hook": { profile: "dev", migrations: "hook" },
  "dev, external database": { profile: "dev", database: { type: "external" } },
  "dev, StatefulSet agents": { profile: "dev", agents: { kind: "statefulset" } },
  "single-node, boot": { profile: "single-node", migrations: "boot" },
  "single-node, two servers": { profile: "single-node", ...TWO },
  "single-node, existing namespace": { profile: "single-node", namespace: { name: "pki", owned: false } },
  "single-node, StatefulSet agents elsewhere": {
    profile: "single-node",
    agents: { kind: "statefulset" },
    namespace: { name: "pki" },
  },
  "single-node, kustomization delivery": { profile: "single-node", flux: { delivery: "kustomization" } },
};

const known = new Map<string, Promise<Made>>();

/** The bundle of one cluster `c` with these settings; made once for the same ones. */
export function made(settings: JsonObject, own: FileTree = new Map()): Promise<Made> {
  const key = JSON.stringify([settings, [...own]]);
  const there = known.get(key) ?? make(settings, own);
  known.set(key, there);
  return there;
}

async function make(settings: JsonObject, own: FileTree): Promise<Made> {
  const env = await environment(settings);
  const { tree, clusters } = bundle([env], own);
  const [rendered] = clusters;
  if (rendered === undefined) throw new Error("no cluster");
  const objects = rendered.stages.flatMap(({ name, manifests }) =>
    manifests.map((manifest) => ({ stage: name, manifest })),
  );
  return { env, tree, rendered, objects };
}

/** The object of that kind and name; it must be there. */
export function find({ objects }: Made, kind: string, name: string): Manifest {
  const found = lookup({ objects }, kind, name);
  if (found === undefined) throw new Error(`no ${kind} ${name}`);
  return found;
}

/** The object of that kind and name, a hashed name too, or undefined. */
export function lookup({ objects }: Pick<Made, "objects">, kind: string, name: string): Manifest | undefined {
  const hashed = new RegExp(`^${name}-[a-z0-9]{10}$`);
  return objects
    .map((o) => o.manifest)
    .find((m) => m.kind === kind && (m.metadata.name === name || hashed.test(m.metadata.name)));
}

export interface Pod {
  readonly workload: string;
  readonly kind: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: JsonObject;
}

/** What runs: the pod template of every workload. */
export function pods({ objects }: Pick<Made, "objects">): Pod[] {
  return objects.flatMap(({ manifest }): Pod[] => {
    const spec = at(manifest, "spec", "template", "spec");
    if (!isObject(spec) || !["Deployment", "StatefulSet", "DaemonSet", "Job"].includes(manifest.kind)) return [];
    return [
      {
        workload: manifest.metadata.name,
        kind: manifest.kind,
        namespace: String(manifest.metadata.namespace),
        labels: (at(manifest, "spec", "template", "metadata", "labels") ?? {}) as Record<string, string>,
        spec,
      },
    ];
  });
}

/** A list of mappings at a key, or none. */
export function list(value: JsonValue | undefined, ...path: (string | number)[]): JsonObject[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** All containers of a pod, those that come before included. */
export function containers(spec: JsonObject): JsonObject[] {
  return [...list(spec, "initContainers"), ...list(spec, "containers")];
}

/** A container by its name; it must be there. */
export function container(spec: JsonObject, name: string): JsonObject {
  const found = containers(spec).find((c) => c.name === name);
  if (found === undefined) throw new Error(`no container ${name}`);
  return found;
}

/** A container's variables by name, each its value or its source; those of a whole ConfigMap are there by their values. */
export function variables(of: Made, container: JsonObject): Record<string, JsonValue | undefined> {
  const sources = list(container, "envFrom").map((from) => {
    const name = String(at(from, "configMapRef", "name"));
    return (find(of, "ConfigMap", name).data ?? {}) as Record<string, JsonValue>;
  });
  const own = list(container, "env").map((v) => [String(v.name), v.value ?? v.valueFrom]);
  return { ...Object.assign({}, ...sources), ...Object.fromEntries(own) };
}

export function annotations(manifest: Manifest): Record<string, string> {
  return (manifest.metadata.annotations ?? {}) as Record<string, string>;
}

/** The documents of a file of the tree. */
export function documents(tree: FileTree, path: string): JsonObject[] {
  const file = tree.get(path);
  if (file === undefined) throw new Error(`no file ${path}`);
  return parseAllDocuments(file.text).map((d) => d.toJS() as JsonObject);
}

/** A text as Helm writes it: the only action that a chart of ours may hold is the one that writes two braces. */
export function helmRendered(text: string): string {
  return text.replaceAll(/\{\{([\s\S]*?)\}\}/g, (action, inner: string) => {
    if (inner !== ' "{{" ') throw new Error(`the chart holds the action ${action}`);
    return "{{";
  });
}

/** The objects of a chart of cluster `c`, as Helm renders them. */
export function templates({ tree }: Pick<Made, "tree">, chart: string): JsonObject[] {
  const prefix = `flux/c/charts/${chart}/templates/`;
  return [...tree]
    .filter(([path]) => path.startsWith(prefix))
    .flatMap(([, { text }]) => parseAllDocuments(helmRendered(text)).map((d) => d.toJS() as JsonObject));
}
