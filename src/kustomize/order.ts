/** The order in which `kustomize build` writes objects. */
import type { Resource } from "./resource.ts";

/** Source: kustomize 5.8.1's default `legacy` order, api/internal/builtins/SortOrderTransformer.go. */
const FIRST = [
  "Namespace",
  "ResourceQuota",
  "StorageClass",
  "CustomResourceDefinition",
  "ServiceAccount",
  "PodSecurityPolicy",
  "Role",
  "ClusterRole",
  "RoleBinding",
  "ClusterRoleBinding",
  "ConfigMap",
  "Secret",
  "Endpoints",
  "Service",
  "LimitRange",
  "PriorityClass",
  "PersistentVolume",
  "PersistentVolumeClaim",
  "Deployment",
  "StatefulSet",
  "CronJob",
  "PodDisruptionBudget",
];
const LAST = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

const RANKS: ReadonlyMap<string, number> = new Map([
  ...FIRST.map((kind, index) => [kind, index - FIRST.length] as const),
  ...LAST.map((kind, index) => [kind, index + 1] as const),
]);

/** Sorted by kind, then group, version, namespace and name; what is empty comes last, as in kustomize. */
export function inOrder(resources: readonly Resource[]): readonly Resource[] {
  return resources
    .map((resource) => ({ resource, rank: RANKS.get(resource.id.kind) ?? 0, key: sortKey(resource) }))
    .toSorted((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ resource }) => resource);
}

/** `~` sorts behind letters and digits: kustomize writes `~G`, `~X` for what is not there. */
function sortKey({ id, manifest }: Resource): string {
  const namespace = manifest.metadata.namespace;
  const written = typeof namespace === "string" && namespace !== "" ? namespace : "~X";
  return `${id.group === "" ? "~G" : id.group}_${id.version}_${id.kind}|${written}|${id.name}`;
}
