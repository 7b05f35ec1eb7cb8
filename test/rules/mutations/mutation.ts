/** Every change of one place in an object: each field dropped, each name misspelt, each value another one. */
import { isObject, type JsonValue, type Path } from "../../../src/model/json.ts";
import type { Manifest } from "../../../src/model/manifest.ts";
import { otherValues } from "./other-values.ts";

export interface Mutation {
  /** With the names of list items in place of their numbers: `spec.template.spec.containers[server].image`. */
  readonly place: string;
  /** `dropped`, `misspelt`, `other name`. */
  readonly what: string;
  readonly apply: (manifest: Manifest) => Manifest;
}

interface Node {
  readonly path: Path;
  readonly place: string;
  readonly value: JsonValue;
  readonly isItem: boolean;
}

/** What says which kind of object it is. */
const IDENTITY = /^(apiVersion|kind|metadata|metadata\.name)$/;
/** Mappings whose keys people choose: a misspelt one is another key, not a field that nobody knows. */
const FREE = /(labels|matchLabels|annotations|selector|nodeSelector|data|stringData)$/i;

export function mutationsOf(manifest: Manifest): readonly Mutation[] {
  return nodesOf(manifest).flatMap((node) =>
    IDENTITY.test(node.place) ? [] : [...dropped(node, manifest), ...misspelt(node), ...others(node)],
  );
}

function nodesOf(value: JsonValue, path: Path = [], place = "", isItem = false): Node[] {
  const inner = Array.isArray(value)
    ? value.flatMap((item: JsonValue, index) =>
        nodesOf(item, [...path, index], `${place}[${labelOf(item, index)}]`, true),
      )
    : isObject(value)
      ? Object.entries(value).flatMap(([key, part]) =>
          nodesOf(part, [...path, key], /^\w+$/.test(key) ? `${place}${place && "."}${key}` : `${place}[${key}]`),
        )
      : [];
  return path.length === 0 ? inner : [{ path, place, value, isItem }, ...inner];
}

/** By what its kind tells list items apart: their order says little to a reader. */
function labelOf(item: JsonValue, index: number): string | number {
  if (!isObject(item)) return index;
  const name = item.name ?? item.mountPath ?? item.secretKey ?? item.key ?? item.port ?? item.host ?? item.path;
  return typeof name === "string" || typeof name === "number" ? name : index;
}

function dropped({ path, place, isItem }: Node, manifest: Manifest): Mutation[] {
  // A list's only item is the list.
  const siblings = valueAt(manifest, path.slice(0, -1));
  if (isItem && Array.isArray(siblings) && siblings.length === 1) return [];
  return [{ place, what: "dropped", apply: (object) => changed(object, path, () => undefined) }];
}

/** A letter too few: the way in which a field's name goes wrong. */
function misspelt({ path, place, isItem }: Node): Mutation[] {
  const [key] = path.slice(-1);
  if (isItem || typeof key !== "string" || FREE.test(place.replace(/(\.\w+|\[[^\]]*\])$/, ""))) return [];
  const apply = (object: Manifest): Manifest => renamed(object, path, key.length > 1 ? key.slice(0, -1) : `${key}x`);
  return [{ place, what: "misspelt", apply }];
}

function others({ path, place, value }: Node): Mutation[] {
  return Object.entries(otherValues(place, value)).map(([what, other]) => ({
    place,
    what,
    apply: (object) => changed(object, path, () => other),
  }));
}

function valueAt(value: JsonValue, path: Path): JsonValue {
  return path.reduce<JsonValue>((here, step) => (here as Record<string | number, JsonValue>)[step] as JsonValue, value);
}

/** A copy with another value at the path; undefined takes it away. */
function changed(object: Manifest, path: Path, change: (value: JsonValue) => JsonValue | undefined): Manifest {
  const copy = structuredClone(object);
  const [last] = path.slice(-1);
  const parent = valueAt(copy, path.slice(0, -1)) as Record<string | number, JsonValue>;
  const made = change(parent[last as string] as JsonValue);
  if (made !== undefined) parent[last as string] = made;
  else if (Array.isArray(parent)) parent.splice(last as number, 1);
  else delete parent[last as string];
  return copy;
}

function renamed(object: Manifest, path: Path, name: string): Manifest {
  const copy = structuredClone(object);
  const parent = valueAt(copy, path.slice(0, -1)) as Record<string, JsonValue>;
  const [last] = path.slice(-1) as [string];
  parent[name] = parent[last] as JsonValue;
  delete parent[last];
  return copy;
}
