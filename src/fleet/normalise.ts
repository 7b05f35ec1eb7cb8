/** Written settings made complete: profile, defaults and what follows from other settings. Nothing after it reads a default. */
import { BASE_INGRESS_TLS_SECRET, BASE_NAMESPACE, CONTROLLER_NAMESPACES } from "../certctl/base-names.ts";
import {
  AGENT_IMAGE,
  DATABASE_IMAGE,
  DEFAULT_DATABASE_TAG,
  DEFAULT_VERSION,
  OPENSSL_IMAGE,
  OPENSSL_TAG,
  SERVER_IMAGE,
} from "../certctl/images.ts";
import { SECRETS } from "../certctl/names.ts";
import {
  AFFINITY_TIMEOUT_SECONDS,
  AGENT_RESOURCES,
  AGENT_STORAGE,
  connectionsPerServer,
  DATABASE_MAX_CONNECTIONS,
  DATABASE_RESOURCES,
  DATABASE_STORAGE,
  PROFILES,
  type Profile,
} from "../certctl/profiles.ts";
import type {
  AgentSettings,
  ArgoCdSettings,
  DatabaseSettings,
  Environment,
  FluxSettings,
  GitSettings,
  Image,
  IngressSettings,
  ProfileName,
  Resources,
  SecretsSettings,
  ServerSettings,
  TlsSettings,
} from "../model/environment.ts";
import { isObject, type JsonValue } from "../model/json.ts";
import { mergedResources } from "./resources.ts";
import type { WrittenSettings } from "./written.ts";

/** The settings must have passed the schema; what only makes sense together is checked by the rules before. */
export function normalise(
  name: string,
  profileName: ProfileName,
  written: WrittenSettings,
  git: GitSettings,
): Environment {
  const profile = PROFILES[profileName];
  const namespace = written.namespace?.name ?? BASE_NAMESPACE;
  const version = written.certctl?.version ?? DEFAULT_VERSION;
  const images = written.certctl?.images;
  return {
    name,
    profile: profileName,
    engines: engines(written),
    certctl: {
      version,
      images: {
        server: image(images?.server, SERVER_IMAGE, version),
        agent: image(images?.agent, AGENT_IMAGE, version),
        database: image(images?.database, DATABASE_IMAGE, DEFAULT_DATABASE_TAG),
      },
      pullSecrets: written.certctl?.pullSecrets ?? [],
    },
    namespace: { name: namespace, owned: written.namespace?.owned ?? true },
    server: server(written, profile),
    service: {
      affinity: written.service?.affinity ?? profile.affinity,
      affinityTimeoutSeconds: written.service?.affinityTimeoutSeconds ?? AFFINITY_TIMEOUT_SECONDS,
    },
    rateLimit: { backend: written.rateLimit?.backend ?? profile.rateLimitBackend },
    tls: tls(written),
    auth: { type: "api-key" },
    database: database(written),
    migrations: written.migrations ?? profile.migrations,
    agents: agents(written, profile, namespace),
    ingress: ingress(written),
    networkPolicies: written.networkPolicies ?? "ingress",
    secrets: secrets(written, name),
    scheduling: {
      strict: written.scheduling?.strict ?? false,
      nodeSelector: inOrder(written.scheduling?.nodeSelector ?? {}),
      tolerations: inOrder(written.scheduling?.tolerations ?? []),
      affinity: inOrder(written.scheduling?.affinity ?? {}),
    },
    labels: inOrder(written.labels ?? {}),
    annotations: inOrder(written.annotations ?? {}),
    git,
    argocd: argocd(written),
    flux: flux(written),
    own: Object.fromEntries(
      Object.entries(inOrder(written.own ?? {})).map(([stage, path]) => [stage, plainPath(path)]),
    ),
    accept: written.accept ?? [],
  };
}

/** The same data with sorted keys: in which order a person wrote them must not change a byte, or a chart would have a new version. */
function inOrder<T extends JsonValue>(value: T): T {
  const sort = (part: JsonValue): JsonValue => {
    if (Array.isArray(part)) return part.map(sort);
    if (!isObject(part)) return part;
    const entries = Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, inside]) => [key, sort(inside)]));
  };
  return sort(value) as T;
}

/** `./a//b/` is `a/b`. */
function plainPath(path: string): string {
  return path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}

function engines(written: WrittenSettings): Environment["engines"] {
  const engine = written.engine ?? "both";
  return engine === "both" ? ["argocd", "flux"] : [engine];
}

function image(written: Partial<Image> | undefined, name: string, tag: string): Image {
  return { name: written?.name ?? name, tag: written?.tag ?? tag, digest: written?.digest ?? "" };
}

function resources(written: Partial<Resources> | undefined, otherwise: Resources): Resources {
  const { requests, limits } = mergedResources(written, otherwise);
  return { requests: inOrder(requests), limits: inOrder(limits) };
}

function server(written: WrittenSettings, profile: Profile): ServerSettings {
  const replicas = written.server?.replicas ?? profile.replicas;
  return {
    replicas,
    resources: resources(written.server?.resources, profile.resources),
    logLevel: written.server?.logLevel ?? profile.logLevel,
    env: inOrder(written.server?.env ?? []),
    maxConnections: written.server?.maxConnections ?? connections(written, replicas),
    secretsRevision: written.server?.secretsRevision ?? "1",
  };
}

/** One server may keep certctl's default; several share what the database allows, with one more during a rollout. */
function connections(written: WrittenSettings, replicas: number): number {
  const allowed = written.database?.maxConnections ?? DATABASE_MAX_CONNECTIONS;
  if (replicas === 1 && allowed === DATABASE_MAX_CONNECTIONS) return 0;
  const surge = written.scheduling?.strict === true ? 0 : 1;
  return connectionsPerServer(allowed, replicas, surge);
}

function tls(written: WrittenSettings): TlsSettings {
  const { source = "self-signed", secretName = SECRETS.tls, issuerRef } = written.tls ?? {};
  switch (source) {
    case "init-container":
      return { source, secretName, image: image(written.tls?.image, OPENSSL_IMAGE, OPENSSL_TAG) };
    case "cert-manager": {
      const { name = "", kind = "ClusterIssuer", group = "cert-manager.io" } = issuerRef ?? {};
      return { source, secretName, issuerRef: { name, kind, group } };
    }
    default:
      return { source: source === "secret" ? "secret" : "self-signed", secretName };
  }
}

function database(written: WrittenSettings): DatabaseSettings {
  const {
    type = "embedded",
    maxConnections = DATABASE_MAX_CONNECTIONS,
    storage,
    secretName,
    caSecretName = "",
  } = written.database ?? {};
  if (type === "external") return { type, maxConnections, secretName: secretName ?? SECRETS.database, caSecretName };
  return {
    type,
    maxConnections,
    storage: { size: storage?.size ?? DATABASE_STORAGE, className: storage?.className ?? "" },
    resources: resources(written.database?.resources, DATABASE_RESOURCES),
  };
}

function agents(written: WrittenSettings, profile: Profile, namespace: string): AgentSettings {
  const {
    kind = "daemonset",
    replicas = 1,
    storage,
    logLevel,
    discoveryDirectories = [],
    nodeSelector = {},
    tolerations = [],
  } = written.agents ?? {};
  return {
    kind,
    namespace: kind === "daemonset" ? `${namespace}-agents` : namespace,
    replicas,
    storage: { size: storage?.size ?? AGENT_STORAGE, className: storage?.className ?? "" },
    resources: resources(written.agents?.resources, AGENT_RESOURCES),
    logLevel: logLevel ?? profile.logLevel,
    discoveryDirectories,
    nodeSelector: inOrder(nodeSelector),
    tolerations: inOrder(tolerations),
  };
}

function ingress(written: WrittenSettings): IngressSettings {
  const {
    type = "none",
    host = "",
    className = "nginx",
    tlsSecretName = BASE_INGRESS_TLS_SECRET,
    annotations = {},
  } = written.ingress ?? {};
  if (type === "none") return { type };
  const controllerNamespace = written.ingress?.controllerNamespace ?? CONTROLLER_NAMESPACES[type];
  return { type, host, className, tlsSecretName, controllerNamespace, annotations: inOrder(annotations) };
}

function secrets(written: WrittenSettings, cluster: string): SecretsSettings {
  const {
    provider = "manual",
    storeRef,
    keyPath = `certctl/${cluster}`,
    refreshInterval = "1h",
    decryptionSecretName = "sops-keys",
  } = written.secrets ?? {};
  switch (provider) {
    case "external-secrets":
      return {
        provider,
        storeRef: { name: storeRef?.name ?? "", kind: storeRef?.kind ?? "ClusterSecretStore" },
        keyPath,
        refreshInterval,
      };
    case "sops":
      return { provider, decryptionSecretName };
    default:
      return { provider };
  }
}

function argocd(written: WrittenSettings): ArgoCdSettings {
  const { namespace = "argocd", destination, project = "", selfHeal = false } = written.argocd ?? {};
  const { name, server: url = "https://kubernetes.default.svc" } = destination ?? {};
  return { namespace, destination: name === undefined ? { server: url } : { name }, project, selfHeal };
}

function flux(written: WrittenSettings): FluxSettings {
  const {
    namespace = "flux-system",
    delivery = "helmrelease",
    interval = "10m",
    sourceRef,
    secretRef = "",
    kubeConfigSecret = "",
    serviceAccountName = "",
  } = written.flux ?? {};
  return {
    namespace,
    delivery,
    interval,
    sourceRef: { name: sourceRef?.name ?? "", namespace: sourceRef?.namespace ?? namespace },
    secretRef,
    kubeConfigSecret,
    serviceAccountName,
  };
}
