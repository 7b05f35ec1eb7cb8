/** Whether two objects are the same but for what tells one engine how to apply them, and where they first differ. */
import type { JsonObject, JsonValue, Path } from "../model/json.ts";
import { isObject } from "../model/json.ts";

const ENGINES = ["argocd.argoproj.io/", "kustomize.toolkit.fluxcd.io/", "helm.sh/"];

export function isEngineAnnotation(key: string): boolean {
  return ENGINES.some((prefix) => key.startsWith(prefix));
}

export function sameButEngines(a: JsonObject, b: JsonObject): boolean {
  return differenceButEngines(a, b) === undefined;
}

function withoutEngines(object: JsonObject): JsonObject {
  const { metadata } = object;
  if (!isObject(metadata) || !isObject(metadata.annotations)) return object;
  const kept = Object.entries(metadata.annotations).filter(([key]) => !isEngineAnnotation(key));
  const { annotations: _, ...rest } = metadata;
  return { ...object, metadata: kept.length === 0 ? rest : { ...rest, annotations: Object.fromEntries(kept) } };
}

/** By the one object, then by the other: many clusters have both in common. */
const FOUND = new WeakMap<JsonObject, WeakMap<JsonObject, { readonly path: Path | undefined }>>();

/** The first field that only one of them has, or that has another value; undefined where they are the same. */
export function differenceButEngines(a: JsonObject, b: JsonObject): Path | undefined {
  const known = FOUND.get(a) ?? new WeakMap();
  FOUND.set(a, known);
  const found = known.get(b) ?? { path: difference(withoutEngines(a), withoutEngines(b), []) };
  known.set(b, found);
  return found.path;
}

/** The order of keys does not count. */
function difference(a: JsonValue | undefined, b: JsonValue | undefined, path: Path): Path | undefined {
  if (a === b) return undefined;
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return path;
    for (const [index, item] of a.entries()) {
      const inside = difference(item, b[index], [...path, index]);
      if (inside !== undefined) return inside;
    }
    return undefined;
  }
  if (!isObject(a) || !isObject(b)) return path;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (Object.hasOwn(a, key) !== Object.hasOwn(b, key)) return [...path, key];
    const inside = difference(a[key], b[key], [...path, key]);
    if (inside !== undefined) return inside;
  }
  return undefined;
}
