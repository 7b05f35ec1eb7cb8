/** The order of kinds: kustomize sorts field specs by it, and, unless told otherwise, what it prints. */
import type { KindFilter } from "./identity.ts";

/** Source: kustomize 5.8.1, kyaml/resid/gvk.go (orderFirst, orderLast); api/internal/builtins/SortOrderTransformer.go has the same. */
export const FIRST_KINDS: readonly string[] = [
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
export const LAST_KINDS: readonly string[] = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

const RANKS = kindRanks(FIRST_KINDS, LAST_KINDS);

/** Below zero for what comes first, above for what comes last; a kind that is in neither list has none, and counts as zero. */
export function kindRanks(first: readonly string[], last: readonly string[]): ReadonlyMap<string, number> {
  return new Map([
    ...first.map((kind, index): [string, number] => [kind, index - first.length]),
    ...last.map((kind, index): [string, number] => [kind, index + 1]),
  ]);
}

/** By kind, then by group, version and kind as text; negative where `a` comes first. */
export function compareKinds(a: KindFilter, b: KindFilter): number {
  const ranks = rank(a) - rank(b);
  if (ranks !== 0) return ranks;
  const [left, right] = [kindText(a), kindText(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function rank({ kind = "" }: KindFilter): number {
  return RANKS.get(kind) ?? 0;
}

/** Group, version and kind in the text that kustomize sorts by. */
export function kindText({ group, version, kind }: KindFilter): string {
  return `${group || "~G"}_${version || "~V"}_${kind || "~K"}`;
}
