/** The order in which kustomize sorts field specs: by kind, then by group, version and kind as text. */
import type { KindFilter } from "../resources/identity.ts";

/** Source: kustomize 5.8.1, kyaml/resid/gvk.go (orderFirst, orderLast). */
const FIRST: readonly string[] = [
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
const LAST: readonly string[] = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

const RANKS: ReadonlyMap<string, number> = new Map([
  ...FIRST.map((kind, index): [string, number] => [kind, index - FIRST.length]),
  ...LAST.map((kind, index): [string, number] => [kind, index + 1]),
]);

/** Negative where `a` comes first. */
export function compareKinds(a: KindFilter, b: KindFilter): number {
  const ranks = rank(a) - rank(b);
  if (ranks !== 0) return ranks;
  const [left, right] = [sortText(a), sortText(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function rank({ kind = "" }: KindFilter): number {
  return RANKS.get(kind) ?? 0;
}

function sortText({ group, version, kind }: KindFilter): string {
  return `${group || "~G"}_${version || "~V"}_${kind || "~K"}`;
}
