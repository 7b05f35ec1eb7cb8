/** Kubernetes objects as the real tools print them. */
import { parseDocuments } from "../../src/kustomize/documents.ts";
import { isObject, type JsonObject, type JsonValue } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";

/** The objects of a YAML stream, as kustomize's own parser reads them. */
export function parseObjects(text: string): Manifest[] {
  return parseDocuments(text, "output").filter(isObject) as Manifest[];
}

/** What no two objects of a cluster share. */
export function idOf({ apiVersion, kind, metadata }: Manifest): string {
  return [apiVersion, kind, metadata.namespace ?? "", metadata.name].join("|");
}

/** By id, in the order of ids; throws where two objects have the same one. */
export function byId(objects: readonly Manifest[]): Record<string, Manifest> {
  const sorted = objects.map((object) => [idOf(object), object] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const record = Object.fromEntries(sorted);
  if (Object.keys(record).length !== objects.length) throw new Error("two objects have the same id");
  return record;
}

/** The annotations of an object, empty where it has none. */
export function annotationsOf(object: Manifest): Record<string, string> {
  return (object.metadata.annotations ?? {}) as Record<string, string>;
}

const ENGINES = ["argocd.argoproj.io/", "kustomize.toolkit.fluxcd.io/", "helm.sh/"];

/** The object without the annotations that only an engine reads. */
export function withoutEngines(object: Manifest): Manifest {
  const { annotations: _, ...metadata } = object.metadata;
  const kept = Object.entries(annotationsOf(object)).filter(([key]) => !ENGINES.some((e) => key.startsWith(e)));
  if (kept.length > 0) (metadata as { annotations?: JsonObject }).annotations = Object.fromEntries(kept);
  return { ...object, metadata: metadata as Manifest["metadata"] };
}

/** The same text for the same data, whatever the order of keys. */
export function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join(",")}}`;
}
