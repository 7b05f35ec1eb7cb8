/** Whether two values are the same data, whatever the order of their keys, and a text that says so. */
import type { JsonObject, JsonValue } from "../model/json.ts";

type Data = JsonValue | undefined;

/** Makes nothing while it walks: most objects of two sides are equal, and were read twice. */
export function sameData(a: Data, b: Data): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && sameLists(a, b);
  return !Array.isArray(b) && sameMappings(a as JsonObject, b as JsonObject);
}

function sameLists(a: readonly JsonValue[], b: readonly JsonValue[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (!sameData(a[index], b[index])) return false;
  return true;
}

function sameMappings(a: JsonObject, b: JsonObject): boolean {
  let more = 0;
  for (const key in a) {
    if (!Object.hasOwn(b, key) || !sameData(a[key], b[key])) return false;
    more += 1;
  }
  for (const _ in b) more -= 1;
  return more === 0;
}

/** The same text for the same data, and for no other. */
export function dataText(value: JsonValue): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(dataText).join(",")}]`;
  const object = value as JsonObject;
  const entries = Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${dataText(object[key] as JsonValue)}`);
  return `{${entries.join(",")}}`;
}
