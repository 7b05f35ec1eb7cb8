/** Whether two objects are the same but for what tells one engine how to apply them. */
import type { JsonObject, JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";

const ENGINES = ["argocd.argoproj.io/", "kustomize.toolkit.fluxcd.io/", "helm.sh/"];

export function isEngineAnnotation(key: string): boolean {
  return ENGINES.some((prefix) => key.startsWith(prefix));
}

export function sameButEngines(a: JsonObject, b: JsonObject): boolean {
  return same(withoutEngines(a), withoutEngines(b));
}

function withoutEngines(object: JsonObject): JsonObject {
  const { metadata } = object;
  if (!isObject(metadata) || !isObject(metadata.annotations)) return object;
  const kept = Object.entries(metadata.annotations).filter(([key]) => !isEngineAnnotation(key));
  const { annotations: _, ...rest } = metadata;
  return { ...object, metadata: kept.length === 0 ? rest : { ...rest, annotations: Object.fromEntries(kept) } };
}

/** The order of keys does not count. */
function same(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => same(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}
