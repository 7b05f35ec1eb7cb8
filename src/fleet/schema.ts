/** The JSON Schema of the fleet file: what may be written; `npm run schema` publishes it as `schemas/fleet.schema.json`. */
import { STAGE_NAMES } from "../certctl/stages.ts";
import { PROFILE_NAMES } from "../model/environment.ts";
import { affinity, tolerations, valueFrom } from "./schema-pods.ts";
import {
  boolean,
  dnsLabel,
  group,
  integer,
  LABEL,
  list,
  map,
  objectName,
  oneOf,
  quantities,
  quantity,
  type Schema,
  string,
} from "./schema-words.ts";

const API_VERSION = "certctl-gitops/v1alpha1";

const resources = group("What a pod asks for and may take", {
  requests: quantities("What is kept free for it, by resource"),
  limits: quantities("What it may take at most, by resource"),
});
const storage = group("A volume claim", {
  size: quantity("The size of the disk"),
  className: objectName("The StorageClass; without it the cluster's default"),
});
const image = group("An image", {
  name: string("Repository of the image, without a tag", {
    pattern: "^[a-z0-9][a-z0-9._/:-]*[a-z0-9]$",
    maxLength: 255,
  }),
  tag: string("Tag of the image", { pattern: "^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$" }),
  digest: string("Digest of the image; it wins over the tag: sha256: and 64 hexadecimal digits", {
    pattern: "^sha256:[0-9a-f]{64}$",
  }),
});
const logLevel = oneOf("How much is logged", "debug", "info", "warn", "error");
const absolutePath = string("An absolute path without `..` or a comma", { pattern: "^/(?!.*(^|/)\\.\\.(/|$))[^,]+$" });

/** What a cluster and `defaults` may say. */
export const SETTINGS: Schema = {
  profile: oneOf("What the cluster starts from", ...PROFILE_NAMES),
  engine: oneOf("Which engine applies the bundle", "argocd", "flux", "both"),
  certctl: group("Version and images", {
    version: string("Release of certctl, as its tag: v2.1.7", {
      pattern: "^v[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$",
    }),
    images: group("Images in place of the published ones", { server: image, agent: image, database: image }),
    pullSecrets: list("Secrets by which nodes log in to the images' registry", objectName("A Secret's name")),
  }),
  namespace: group("Where the server lives; agents of a DaemonSet live in <name>-agents", {
    name: dnsLabel("The namespace's name", 56),
    owned: boolean("Whether the bundle holds the Namespace objects"),
  }),
  server: group("The certctl server", {
    replicas: integer("How many servers", 1),
    resources,
    logLevel,
    maxConnections: integer("Database connections of each server; 0 leaves certctl's default", 0),
    secretsRevision: string("Change it when Secrets were rotated: pods read them when they start", {
      pattern: "^[A-Za-z0-9._-]{1,63}$",
    }),
    env: list(
      "Variables of your own, as in a container",
      group(
        "A variable",
        {
          name: string("Its name", { pattern: "^[A-Z_][A-Z0-9_]*$" }),
          value: string("Its value"),
          valueFrom,
        },
        ["name"],
      ),
    ),
  }),
  service: group("The server's Service", {
    affinity: oneOf("Whether a client stays with one server", "none", "ClientIP"),
    affinityTimeoutSeconds: { ...integer("For how long, in seconds", 1), maximum: 86400 },
  }),
  rateLimit: group("Rate limits", { backend: oneOf("Where limits are counted", "memory", "postgres") }),
  tls: group("Where the server's certificate comes from", {
    source: string("self-signed, secret, cert-manager or init-container"),
    secretName: objectName("The Secret with tls.crt, tls.key and ca.crt"),
    issuerRef: group(
      "cert-manager's issuer",
      {
        name: objectName("Its name"),
        kind: string("Issuer or ClusterIssuer, or another kind of an issuer of your own"),
        group: string("Its API group"),
      },
      ["name"],
    ),
    image: { ...image, description: "init-container: an image with openssl" },
  }),
  auth: group("How clients prove who they are", { type: string("api-key") }),
  database: group("The database", {
    type: oneOf("embedded: PostgreSQL in the cluster; external: a URL in a Secret", "embedded", "external"),
    maxConnections: integer("What PostgreSQL allows (max_connections)", 20),
    storage,
    resources,
    secretName: objectName("external: the Secret with the complete URL in `url`"),
    caSecretName: objectName("external: the Secret with the database's authority in `ca.crt`"),
  }),
  migrations: oneOf("hook: a Job migrates before the server starts; boot: the server does", "hook", "boot"),
  agents: group("The agents", {
    kind: oneOf(
      "daemonset: one on each node; statefulset: beside the server, with claims; off",
      "daemonset",
      "statefulset",
      "off",
    ),
    replicas: integer("statefulset: how many", 1),
    storage: { ...storage, description: "statefulset: the claim of each" },
    resources,
    logLevel,
    discoveryDirectories: list("Where agents look for certificates", absolutePath),
    nodeSelector: map("Labels of the nodes that run agents"),
    tolerations,
  }),
  ingress: group("How the dashboard is reached from outside", {
    type: oneOf("The ingress controller", "none", "nginx", "traefik"),
    host: string("The host name", { pattern: `^${LABEL}(\\.${LABEL})+$`, maxLength: 253 }),
    className: objectName("nginx: the IngressClass"),
    tlsSecretName: objectName("The Secret with the certificate that browsers see"),
    controllerNamespace: dnsLabel("The namespace of the controller's pods"),
    annotations: map("Annotations of the Ingress or IngressRoute"),
  }),
  networkPolicies: oneOf("ingress: only needed peers reach a pod; off: no policies", "ingress", "off"),
  secrets: group("Who produces the Secrets", {
    provider: oneOf("Their producer", "manual", "external-secrets", "sealed-secrets", "sops"),
    storeRef: group(
      "external-secrets: the store",
      { name: objectName("Its name"), kind: oneOf("Its kind", "ClusterSecretStore", "SecretStore") },
      ["name"],
    ),
    keyPath: string("external-secrets: prefix of the keys in the store", {
      pattern: "^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$",
    }),
    refreshInterval: string("external-secrets: how often the store is read, such as 1h", {
      pattern: "^([0-9]+(s|m|h))+$",
    }),
    decryptionSecretName: objectName("sops: the Secret with the key by which Flux decrypts, in Flux's namespace"),
  }),
  scheduling: group("Where the server's pods run", {
    strict: boolean("No two servers on one node, nor more in one zone than in another"),
    nodeSelector: map("Labels of the nodes"),
    tolerations,
    affinity,
  }),
  labels: map("Labels of every object and pod"),
  annotations: map("Annotations of every object"),
  argocd: group("Argo CD", {
    namespace: dnsLabel("Where Argo CD's Applications live"),
    destination: group("The cluster as Argo CD knows it: a name or a server", {
      name: string("Name of the cluster in Argo CD", { minLength: 1 }),
      server: string("URL of its API server", { pattern: "^https://" }),
    }),
    project: dnsLabel("An existing AppProject in place of one for the cluster"),
    selfHeal: boolean("Whether Argo CD undoes changes made by hand; migrations may be skipped then (argo-cd#22795)"),
  }),
  flux: group("Flux", {
    namespace: dnsLabel("Where Flux's objects live"),
    delivery: oneOf("How Flux applies the bundle", "helmrelease", "kustomization"),
    interval: string("How often Flux looks, such as 10m", { pattern: "^([0-9]+(s|m|h))+$" }),
    sourceRef: group(
      "An existing GitRepository",
      { name: objectName("Its name"), namespace: dnsLabel("Its namespace") },
      ["name"],
    ),
    secretRef: objectName("The Secret by which Flux reads the repository"),
    kubeConfigSecret: objectName("The Secret with the kubeconfig of a cluster elsewhere"),
    serviceAccountName: objectName("The ServiceAccount that Flux acts as"),
  }),
  own: group(
    "Components of your own: the directory in the repository, by stage",
    Object.fromEntries(
      STAGE_NAMES.map((s) => [s, string(`A directory with a kustomize Component for stage ${s}`, { minLength: 1 })]),
    ),
  ),
  accept: list(
    "Rules that this cluster breaks on purpose",
    group("What, and why", { rule: string("The rule's name"), reason: string("Why", { minLength: 10 }) }, [
      "rule",
      "reason",
    ]),
  ),
};

/** The settings by reference: `defaults` and each cluster have the same. */
const REFERENCES: Schema = Object.fromEntries(
  Object.keys(SETTINGS).map((name) => [name, { $ref: `#/definitions/${name}` }]),
);

/** What `--set` may say, with the definitions of the schema that is known as `fleet`. */
export const SETTINGS_SCHEMA: Schema = group(
  "Settings of a cluster",
  Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, { $ref: `fleet#/definitions/${name}` }])),
);

export const SCHEMA: Schema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "certctl-gitops fleet file",
  ...group(
    "The clusters that run certctl, and how their bundles are written",
    {
      apiVersion: { const: API_VERSION, description: "The version of this file's format" },
      kind: { const: "Fleet", description: "The kind of this file" },
      git: group("Where the engines find the bundle", {
        url: string("URL of the repository", { minLength: 1 }),
        revision: string("Branch, tag or commit", { minLength: 1 }),
        path: string("Path of the output folder in the repository"),
      }),
      defaults: group("Settings of every cluster that does not say otherwise", REFERENCES),
      clusters: list(
        "The clusters",
        group("A cluster", { name: dnsLabel("The cluster's name", 38), ...REFERENCES }, ["name"]),
      ),
    },
    ["apiVersion", "kind", "clusters"],
  ),
  definitions: SETTINGS,
};
