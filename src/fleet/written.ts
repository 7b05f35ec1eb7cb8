/** Settings as a person writes them: everything may be missing. Checked against the schema before it has this type. */
import type { Resources } from "../model/environment.ts";
import type { JsonObject } from "../model/json.ts";

type Map = Readonly<Record<string, string>>;
interface WrittenImage {
  readonly name?: string;
  readonly tag?: string;
  readonly digest?: string;
}
interface WrittenStorage {
  readonly size?: string;
  readonly className?: string;
}
type LogLevel = "debug" | "info" | "warn" | "error";

export interface WrittenSettings {
  readonly engine?: "argocd" | "flux" | "both";
  readonly certctl?: {
    readonly version?: string;
    readonly images?: {
      readonly server?: WrittenImage;
      readonly agent?: WrittenImage;
      readonly database?: WrittenImage;
    };
    readonly pullSecrets?: readonly string[];
  };
  readonly namespace?: { readonly name?: string; readonly owned?: boolean };
  readonly server?: {
    readonly replicas?: number;
    readonly resources?: Partial<Resources>;
    readonly logLevel?: LogLevel;
    readonly maxConnections?: number;
    readonly secretsRevision?: string;
    readonly env?: readonly JsonObject[];
  };
  readonly service?: { readonly affinity?: "none" | "ClientIP"; readonly affinityTimeoutSeconds?: number };
  readonly rateLimit?: { readonly backend?: "memory" | "postgres" };
  readonly tls?: {
    readonly source?: string;
    readonly secretName?: string;
    readonly issuerRef?: { readonly name: string; readonly kind?: string; readonly group?: string };
    readonly image?: WrittenImage;
  };
  readonly auth?: { readonly type?: string };
  readonly database?: {
    readonly type?: "embedded" | "external";
    readonly maxConnections?: number;
    readonly storage?: WrittenStorage;
    readonly resources?: Partial<Resources>;
    readonly secretName?: string;
    readonly caSecretName?: string;
  };
  readonly migrations?: "hook" | "boot";
  readonly agents?: {
    readonly kind?: "daemonset" | "statefulset" | "off";
    readonly replicas?: number;
    readonly storage?: WrittenStorage;
    readonly resources?: Partial<Resources>;
    readonly logLevel?: LogLevel;
    readonly discoveryDirectories?: readonly string[];
    readonly nodeSelector?: Map;
    readonly tolerations?: readonly JsonObject[];
  };
  readonly ingress?: {
    readonly type?: "none" | "nginx" | "traefik";
    readonly host?: string;
    readonly className?: string;
    readonly tlsSecretName?: string;
    readonly controllerNamespace?: string;
    readonly annotations?: Map;
  };
  readonly networkPolicies?: "ingress" | "off";
  readonly secrets?: {
    readonly provider?: "manual" | "external-secrets" | "sealed-secrets" | "sops";
    readonly storeRef?: { readonly name: string; readonly kind?: "ClusterSecretStore" | "SecretStore" };
    readonly keyPath?: string;
    readonly refreshInterval?: string;
    readonly decryptionSecretName?: string;
  };
  readonly scheduling?: {
    readonly strict?: boolean;
    readonly nodeSelector?: Map;
    readonly tolerations?: readonly JsonObject[];
    readonly affinity?: JsonObject;
  };
  readonly labels?: Map;
  readonly annotations?: Map;
  readonly argocd?: {
    readonly namespace?: string;
    readonly destination?: { readonly name?: string; readonly server?: string };
    readonly project?: string;
    readonly selfHeal?: boolean;
  };
  readonly flux?: {
    readonly namespace?: string;
    readonly delivery?: "helmrelease" | "kustomization";
    readonly interval?: string;
    readonly sourceRef?: { readonly name: string; readonly namespace?: string };
    readonly secretRef?: string;
    readonly kubeConfigSecret?: string;
    readonly serviceAccountName?: string;
  };
  readonly own?: Map;
  readonly accept?: readonly { readonly rule: string; readonly reason: string }[];
}
