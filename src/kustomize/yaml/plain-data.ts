/** Values as plain JSON data, for whoever reads the objects of a build. */
import type { JsonValue } from "../../model/json.ts";
import { jsonText } from "./json.ts";
import type { Mapping, Value } from "./value.ts";
import { isList, Scalar } from "./value.ts";

const PLAIN = new WeakMap<object, JsonValue>();

/** The same data; parts without special scalars are the same objects. */
export function plainData(value: Value): JsonValue {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Scalar) return JSON.parse(jsonText(value)) as JsonValue;
  const known = PLAIN.get(value);
  if (known !== undefined) return known;
  const plain = isList(value) ? plainList(value) : plainMapping(value as Mapping);
  PLAIN.set(value, plain);
  return plain;
}

function plainList(list: readonly Value[]): JsonValue {
  const items = list.map(plainData);
  return items.every((item, index) => item === list[index]) ? (list as readonly JsonValue[]) : items;
}

function plainMapping(mapping: Mapping): JsonValue {
  const entries = Object.entries(mapping).map(([key, value]) => [key, plainData(value)] as const);
  if (entries.every(([key, value]) => value === mapping[key])) return mapping as { readonly [key: string]: JsonValue };
  return Object.fromEntries(entries);
}
