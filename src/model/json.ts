/** The plain data that every manifest, setting and YAML document is made of. */

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Steps from a value to a part of it: keys and list indexes. */
export type Path = readonly (string | number)[];

/** True for a mapping: neither a list nor null nor a scalar. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path of keys and list indexes, or undefined where the path leaves the data. */
export function at(value: JsonValue | undefined, ...path: (string | number)[]): JsonValue | undefined {
  let here: unknown = value;
  for (const step of path) {
    if (typeof here !== "object" || here === null) return undefined;
    here = Object.hasOwn(here, step) ? (here as Record<string | number, unknown>)[step] : undefined;
  }
  return here as JsonValue | undefined;
}

/** The mappings of the list at a path, with their indexes in it. */
export function objectsAt(value: JsonObject, ...path: (string | number)[]): readonly (readonly [number, JsonObject])[] {
  const list = at(value, ...path);
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index) => (isObject(item) ? [[index, item] as const] : []));
}

/** The text, or an empty one for any other value. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The JSON pointer (RFC 6901) of a path: empty for the whole value. */
export function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
