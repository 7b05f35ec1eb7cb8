/** A layer of settings: plain data, and where each part of it was written. */
import type { Place } from "../model/finding.ts";
import type { JsonObject } from "../model/json.ts";
import { isObject, type JsonValue } from "../model/json.ts";

export type Path = readonly (string | number)[];

export interface Layer {
  readonly data: JsonObject;
  /** Where a part stands, or its nearest parent that is written. */
  readonly place: (path: Path) => Place;
}

/**
 * Settings whose other keys belong to one choice: where a later layer makes another choice, what an earlier layer said
 * for its own falls away (a cluster with `tls: {source: secret}` does not inherit the issuer of the defaults).
 */
const CHOICES: Readonly<Record<string, string>> = {
  database: "type",
  ingress: "type",
  secrets: "provider",
  tls: "source",
};

/** Settings that are taken whole from the last layer that has them: two halves of a destination are no destination. */
const WHOLE: ReadonlySet<string> = new Set([
  "argocd.destination",
  "flux.sourceRef",
  "tls.issuerRef",
  "secrets.storeRef",
]);

/**
 * Later layers win; objects are merged, lists are replaced. The place of a value is that of the layer it came from, and
 * of what no layer says, that of `home`.
 */
export function mergeLayers(layers: readonly Layer[], home: Layer): Layer {
  let data: JsonObject = {};
  for (const layer of layers) data = merge(data, layer.data, "");
  return { data, place: (path) => placeOf(layers, path) ?? home.place(path) };
}

function merge(under: JsonObject, over: JsonObject, path: string): JsonObject {
  const merged: Record<string, JsonValue> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const here = path === "" ? key : `${path}.${key}`;
    const below = merged[key];
    const joins = isObject(below) && isObject(value) && !WHOLE.has(here) && !choosesAnew(here, below, value);
    merged[key] = joins ? merge(below as JsonObject, value as JsonObject, here) : value;
  }
  return merged;
}

function choosesAnew(path: string, under: JsonObject, over: JsonObject): boolean {
  const choice = CHOICES[path];
  return (
    choice !== undefined && over[choice] !== undefined && under[choice] !== undefined && over[choice] !== under[choice]
  );
}

/** Whether a part was said by the `defaults` of the fleet file, and by no cluster or flag after them. */
export function isOfDefaults(layer: Layer, path: Path): boolean {
  return layer.place(path).path?.startsWith("defaults.") === true;
}

function placeOf(layers: readonly Layer[], path: Path): Place | undefined {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    for (const layer of [...layers].reverse()) if (has(layer.data, part)) return layer.place(path);
  }
  return undefined;
}

function has(data: JsonObject, path: Path): boolean {
  let here: unknown = data;
  for (const step of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return false;
    here = (here as Record<string | number, unknown>)[step];
  }
  return true;
}

/** A part of a layer as a layer of its own: `clusters[0]` of a file. */
export function below(layer: Layer, ...prefix: (string | number)[]): Layer {
  let data: unknown = layer.data;
  for (const step of prefix) data = (data as Record<string | number, unknown> | undefined)?.[step];
  return { data: isObject(data) ? data : {}, place: (path) => layer.place([...prefix, ...path]) };
}

/** `clusters[0].tls.source`. */
export function formatPath(path: Path): string {
  return path.map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? step : `.${step}`)).join("");
}
