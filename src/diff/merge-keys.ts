/** By which fields the items of a list are known, so that an item is the same one wherever it stands. */
import type { KeyedItem } from "../model/difference.ts";
import { at, isObject, type JsonValue } from "../model/json.ts";

/** Sets of fields, the first one that is unique on both sides counts. */
type Keys = readonly (readonly string[])[];

/** Lists that are not named below, and named ones whose own keys don't fit. */
const ANY_LIST: Keys = [["name"], ["key"], ["id"]];

/**
 * By the name of the list, of any kind: what doesn't fit there is not unique or not in every item. An empty entry: never by key.
 * Source: x-kubernetes-list-map-keys and -patch-merge-key of Kubernetes (api/openapi-spec/swagger.json); for lists that
 * the API server takes as a whole, the fields that its controllers tell the items by.
 */
const LISTS: Readonly<Record<string, Keys>> = {
  containers: [["name"]],
  initContainers: [["name"]],
  ephemeralContainers: [["name"]],
  env: [["name"]],
  volumes: [["name"]],
  volumeMounts: [["mountPath"]],
  volumeDevices: [["devicePath"]],
  volumeClaimTemplates: [["metadata.name"]],
  ports: [["containerPort", "protocol"], ["port", "protocol"], ["name"]],
  imagePullSecrets: [["name"]],
  hostAliases: [["ip"]],
  ownerReferences: [["uid"]],
  conditions: [["type"]],
  topologySpreadConstraints: [["topologyKey", "whenUnsatisfiable"]],
  matchExpressions: [["key"]],
  tolerations: [],
  taints: [["key", "effect"]],
  subjects: [
    ["kind", "name"],
    ["kind", "namespace", "name"],
  ],
  rules: [["host"], ["alert"], ["record"]],
  paths: [["path"], ["path", "pathType"]],
  tls: [["secretName"]],
  endpoints: [["port"], ["targetPort"]],
  data: [["secretKey"]],
  dependsOn: [["name"], ["namespace", "name"]],
  healthChecks: [
    ["kind", "name"],
    ["kind", "namespace", "name"],
  ],
};

/** What a field says where it is not written (PROTOCOL_TCP of Kubernetes' core/v1 defaults). */
const DEFAULTS: Readonly<Record<string, string>> = { protocol: "TCP" };

/** The fields that tell the items of both lists apart, or undefined where there are none such. */
export function keyFields(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  list: string | undefined,
): readonly string[] | undefined {
  return candidates(list).find((fields) => areUnique(before, fields) && areUnique(after, fields));
}

function candidates(list: string | undefined): Keys {
  const own = list !== undefined && Object.hasOwn(LISTS, list) ? LISTS[list] : undefined;
  if (own === undefined) return ANY_LIST;
  return own.length === 0 ? own : [...own, ...ANY_LIST];
}

function areUnique(items: readonly JsonValue[], fields: readonly string[]): boolean {
  const seen = new Set<string>();
  for (const item of items) {
    const key = keyOf(item, fields);
    if (key === undefined) return false;
    seen.add(keyText(key));
  }
  return seen.size === items.length;
}

/** Undefined where the item is no mapping, or a field is missing or neither a text nor a number. `a.b` is a field of a field. */
export function keyOf(item: JsonValue | undefined, fields: readonly string[]): KeyedItem["key"] | undefined {
  if (!isObject(item)) return undefined;
  const key: Record<string, string | number> = {};
  for (const field of fields) {
    const value = at(item, ...field.split(".")) ?? DEFAULTS[field];
    if (typeof value !== "string" && typeof value !== "number") return undefined;
    key[field] = value;
  }
  return key;
}

/** Tells keys with the same fields apart. */
export function keyText(key: KeyedItem["key"]): string {
  return JSON.stringify(Object.values(key));
}
