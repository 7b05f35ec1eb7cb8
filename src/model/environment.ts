/**
 * What one cluster gets, complete: every default is filled in, nothing after this type reads one.
 * `src/fleet` makes it from the fleet file, flags and the profile table.
 */
import type { JsonObject } from "./json.ts";

export const PROFILE_NAMES = ["dev", "single-node", "ha"] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];
export type EngineName = "argocd" | "flux";

export interface Environment {
  readonly name: string;
  readonly profile: ProfileName;
  readonly engines: readonly EngineName[];
  readonly certctl: CertctlSettings;
  readonly namespace: { readonly name: string; readonly owned: boolean };
  readonly server: ServerSettings;
  readonly service: { readonly affinity: "none" | "ClientIP"; readonly affinityTimeoutSeconds: number };
  readonly rateLimit: { readonly backend: "memory" | "postgres" };
  readonly tls: TlsSettings;
  readonly auth: { readonly type: "api-key" };
  readonly database: DatabaseSettings;
  readonly migrations: "hook" | "boot";
  readonly agents: AgentSettings;
  readonly ingress: IngressSettings;
  readonly networkPolicies: "ingress" | "off";
  readonly secrets: SecretsSettings;
  readonly scheduling: SchedulingSettings;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly git: GitSettings;
  readonly argocd: ArgoCdSettings;
  readonly flux: FluxSettings;
  /** Stage name to the directory of the user's Component, relative to the repository. */
  readonly own: Readonly<Record<string, string>>;
  readonly accept: readonly Accepted[];
}

export interface Accepted {
  readonly rule: string;
  readonly reason: string;
}

export interface Image {
  readonly name: string;
  readonly tag: string;
  /** `sha256:...`, or empty. */
  readonly digest: string;
}

export interface CertctlSettings {
  readonly version: string;
  readonly images: { readonly server: Image; readonly agent: Image; readonly database: Image };
  readonly pullSecrets: readonly string[];
}

export interface Resources {
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
}

export interface ServerSettings {
  readonly replicas: number;
  readonly resources: Resources;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  readonly env: readonly JsonObject[];
  /** CERTCTL_DATABASE_MAX_CONNS; 0 leaves certctl's own default. */
  readonly maxConnections: number;
  /** Changed by a person to roll the pods that read rotated Secrets. */
  readonly secretsRevision: string;
}

export type TlsSettings =
  | { readonly source: "self-signed"; readonly secretName: string }
  | { readonly source: "secret"; readonly secretName: string }
  | {
      readonly source: "cert-manager";
      readonly secretName: string;
      readonly issuerRef: { readonly name: string; readonly kind: string; readonly group: string };
    }
  | { readonly source: "init-container"; readonly secretName: string; readonly image: Image };

export type DatabaseSettings =
  | {
      readonly type: "embedded";
      readonly maxConnections: number;
      readonly storage: { readonly size: string; readonly className: string };
      readonly resources: Resources;
    }
  | {
      readonly type: "external";
      readonly maxConnections: number;
      readonly secretName: string;
      /** A Secret with the authority of the database in `ca.crt`; empty where the URL needs none. */
      readonly caSecretName: string;
    };

export interface AgentSettings {
  readonly kind: "daemonset" | "statefulset" | "off";
  readonly namespace: string;
  readonly replicas: number;
  readonly storage: { readonly size: string; readonly className: string };
  readonly resources: Resources;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  readonly discoveryDirectories: readonly string[];
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly JsonObject[];
}

export type IngressSettings =
  | { readonly type: "none" }
  | {
      readonly type: "nginx" | "traefik";
      readonly host: string;
      readonly className: string;
      /** The Secret with the certificate that browsers see. */
      readonly tlsSecretName: string;
      /** Namespace in which the ingress controller's pods run. */
      readonly controllerNamespace: string;
      readonly annotations: Readonly<Record<string, string>>;
    };

export type SecretsSettings =
  | { readonly provider: "manual" }
  | { readonly provider: "sealed-secrets" }
  | { readonly provider: "sops"; readonly decryptionSecretName: string }
  | {
      readonly provider: "external-secrets";
      readonly storeRef: { readonly name: string; readonly kind: "ClusterSecretStore" | "SecretStore" };
      /** Prefix of the keys in the store, without a slash at its end. */
      readonly keyPath: string;
      readonly refreshInterval: string;
    };

export interface SchedulingSettings {
  readonly strict: boolean;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly JsonObject[];
  /** `nodeAffinity`, `podAffinity`, `podAntiAffinity`, each as Kubernetes has it; merged over the profile's. */
  readonly affinity: JsonObject;
}

export interface GitSettings {
  readonly url: string;
  readonly revision: string;
  /** Path of the output folder in the repository, without slashes at its ends; empty is the root. */
  readonly path: string;
}

export interface ArgoCdSettings {
  readonly namespace: string;
  readonly destination: { readonly name: string } | { readonly server: string };
  /** The name of an existing AppProject; empty writes one for the cluster. */
  readonly project: string;
  readonly selfHeal: boolean;
}

export interface FluxSettings {
  readonly namespace: string;
  readonly delivery: "helmrelease" | "kustomization";
  readonly interval: string;
  /** An existing GitRepository; empty name writes one for the cluster. */
  readonly sourceRef: { readonly name: string; readonly namespace: string };
  readonly secretRef: string;
  readonly kubeConfigSecret: string;
  readonly serviceAccountName: string;
}
