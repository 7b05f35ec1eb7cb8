/** Which rendered objects live outside namespaces. */
import { groupOf, type Manifest } from "../model/manifest.ts";

/** Kinds that kustomize gives a namespace though they have none, from the definitions of their projects. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  "cert-manager.io/ClusterIssuer",
  "external-secrets.io/ClusterExternalSecret",
  "external-secrets.io/ClusterSecretStore",
  "storage.k8s.io/StorageClass",
]);

/** True of a kind of another project that is in no namespace. */
export function isOfClusterOnly(apiVersion: string, kind: string): boolean {
  return CLUSTER_SCOPED.has(`${groupOf(apiVersion)}/${kind}`);
}

/** True of a manifest of a cluster's stage: these are rendered with `namespace:`, so what has none is outside of them. */
export function isClusterScoped(manifest: Manifest): boolean {
  return manifest.metadata.namespace === undefined || isOfClusterOnly(manifest.apiVersion, manifest.kind);
}
