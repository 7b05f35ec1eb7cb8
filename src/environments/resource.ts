/** Makes what rules and the differ look at: an object, its identity, and where its parts were written. */
import type { Resource } from "../model/applied.ts";
import type { Place } from "../model/finding.ts";
import type { JsonObject, Path } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import type { Manifest, ResourceId } from "../model/manifest.ts";
import { formatId, groupOf } from "../model/manifest.ts";

export type PlaceOf = (path: Path) => Place;

/** `place` is asked for values that are there only. */
export function resourceOf(manifest: Manifest, place: PlaceOf): Resource {
  return { manifest, id: idOf(manifest), placeOf: (path) => place(existing(manifest, path)) };
}

/** An object that gets its name when it is made is known by how the name begins. */
function idOf({ apiVersion, kind, metadata }: Manifest): ResourceId {
  const { name, generateName, namespace } = metadata;
  return {
    group: groupOf(apiVersion),
    kind,
    namespace: String(namespace ?? ""),
    name: String(name ?? generateName ?? ""),
  };
}

/** The part of a path that leads to something. */
function existing(manifest: JsonObject, path: Path): Path {
  let here: unknown = manifest;
  for (const [depth, step] of path.entries()) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return path.slice(0, depth);
    here = (here as Readonly<Record<string | number, unknown>>)[step];
  }
  return path;
}

/** One text per object; two that are made with names of their own are never the same. */
export function keyOf({ id, manifest }: Resource): string | undefined {
  return manifest.metadata.name === undefined ? undefined : formatId(id);
}

/** By the manifest, then by the namespace: what many clusters share stays one object. */
const MOVED = new WeakMap<Manifest, Map<string, Manifest>>();

function moved(manifest: Manifest, namespace: string): Manifest {
  const known = MOVED.get(manifest) ?? new Map<string, Manifest>();
  if (known.size === 0) MOVED.set(manifest, known);
  const made = known.get(namespace) ?? { ...manifest, metadata: { ...manifest.metadata, namespace } };
  known.set(namespace, made);
  return made;
}

/** The resource in a namespace that its file does not say; `by` is where that stands. */
export function inNamespace({ manifest, placeOf }: Resource, namespace: string, by: () => Place): Resource {
  return resourceOf(moved(manifest, namespace), (path) =>
    path[0] === "metadata" && path[1] === "namespace" ? by() : placeOf(path),
  );
}

/** The mapping at a key, or an empty one. */
export function mappingAt(value: JsonObject, key: string): JsonObject {
  const found = Object.hasOwn(value, key) ? value[key] : undefined;
  return isObject(found) ? found : {};
}

/** The text at a key, or an empty one. */
export function textAt(value: JsonObject, key: string): string {
  const found = Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof found === "string" ? found : "";
}
