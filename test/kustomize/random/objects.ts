/** Random Kubernetes objects, and what is known of each for the fields that point at it. */
import type { Chance } from "./chance.ts";
import { annotationsOf, labelsOf, nameOf, namespaceOf } from "./names.ts";
import { oddValue } from "./odd-values.ts";
import { OTHER_OBJECTS } from "./other-objects.ts";
import { maybe } from "./pods.ts";
import { WORKLOADS } from "./workloads.ts";
import { isList, isMap, mapOf, Plain, type Yaml, type YamlMap } from "./yaml-value.ts";

/** An object as later kustomizations see it, as far as the generator follows it. */
export interface Known {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly originalName: string;
  readonly namespace: string | undefined;
  readonly labels: YamlMap;
  readonly body: YamlMap;
  /** A generator made it: its name gets a hash. */
  readonly generated: boolean;
}

const CLUSTER_WIDE =
  "Namespace ClusterRole ClusterRoleBinding CustomResourceDefinition PersistentVolume StorageClass PriorityClass IngressClass APIService Node ValidatingWebhookConfiguration MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding".split(
    " ",
  );

export const isClusterWide = (kind: string): boolean => CLUSTER_WIDE.includes(kind);

const BODIES = [...WORKLOADS, ...OTHER_OBJECTS];

const DIRECTIVES: readonly (readonly [string, Yaml])[] = [
  ["config.kubernetes.io/local-config", "true"],
  ["config.kubernetes.io/local-config", "false"],
  ["internal.config.kubernetes.io/path", "x.yaml"],
  ["kustomize.config.k8s.io/needs-hash", "true"],
  ["kustomize.config.k8s.io/behavior", "merge"],
  ["config.kubernetes.io/index", "3"],
  ["argocd.argoproj.io/sync-wave", "-1"],
  ["nginx.ingress.kubernetes.io/auth-secret", "token"],
];

/** A new object; `taken` has the identities that are in the tree already. */
export function objectOf(chance: Chance, taken: Set<string>, oddness: number): { object: YamlMap; known: Known } {
  const body = chance.weighted(BODIES)(chance);
  const kind = String(body.kind);
  const apiVersion = String(body.apiVersion);
  const namespace = (isClusterWide(kind) ? chance.is(0.03) : chance.is(0.35)) ? namespaceOf(chance) : undefined;
  let name = nameOf(chance);
  for (let turn = 0; taken.has(`${kind} ${namespace ?? "default"} ${name}`) && turn < 9; turn += 1) {
    name = chance.is(0.01) ? name : `${nameOf(chance)}${turn > 3 ? turn : ""}`;
  }
  taken.add(`${kind} ${namespace ?? "default"} ${name}`);
  const labels = chance.is(0.5) ? labelsOf(chance) : {};
  const metadata = mapOf({
    name: chance.is(0.001) ? new Plain("123") : name,
    namespace,
    labels: Object.keys(labels).length > 0 ? labels : maybe(chance, 0.04, () => (chance.is(0.5) ? {} : null)),
    annotations: annotations(chance),
    creationTimestamp: maybe(chance, 0.02, () => null),
    ownerReferences: maybe(chance, 0.01, () => [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: "1" }]),
  });
  const { apiVersion: _, kind: __, ...rest } = body;
  const content = odd(rest, chance, oddness);
  const all: YamlMap = { apiVersion, kind, metadata, ...content };
  const object = chance.is(0.1) ? shuffled(all, chance) : all;
  return {
    object,
    known: {
      apiVersion,
      kind,
      name,
      originalName: name,
      namespace,
      labels,
      body: { apiVersion, kind, ...content },
      generated: false,
    },
  };
}

function annotations(chance: Chance): Yaml | undefined {
  if (chance.is(0.03)) return Object.fromEntries([chance.pick(DIRECTIVES)]);
  if (chance.is(0.02)) return chance.pick<Yaml>([null, {}]);
  return maybe(chance, 0.2, () => annotationsOf(chance));
}

function shuffled(map: YamlMap, chance: Chance): YamlMap {
  const keys = Object.keys(map);
  const first = chance.some(keys, 1, keys.length);
  return Object.fromEntries(
    [...first, ...keys.filter((key) => !first.includes(key))].map((key) => [key, map[key] ?? null]),
  );
}

/** Puts something else at a few places. */
function odd(map: YamlMap, chance: Chance, oddness: number): YamlMap {
  if (oddness === 0) return map;
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, oddBelow(value, chance, oddness)]));
}

function oddBelow(value: Yaml, chance: Chance, oddness: number): Yaml {
  if (chance.is(oddness)) return chance.is(0.5) ? chance.pick<Yaml>([null, {}, [], ""]) : oddValue(chance);
  if (isList(value)) return value.map((below) => oddBelow(below, chance, oddness));
  return isMap(value) ? odd(value, chance, oddness) : value;
}
