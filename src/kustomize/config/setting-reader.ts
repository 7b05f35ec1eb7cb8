/** Reads settings as Go reads JSON: names in any case, only known ones, numbers where texts are asked for. */
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, Scalar, scalarText } from "../yaml/value.ts";
import { ConfigError } from "./merge-config.ts";

/** An empty mapping for null. Throws a ConfigError for anything else. */
export function asMapping(value: Value, what: string): Mapping {
  if (value === null) return {};
  if (isMapping(value)) return value;
  throw new ConfigError(`${what} is no mapping`, "Write a mapping.");
}

/** An empty list for null. Throws a ConfigError for anything else. */
export function asList(value: Value, what: string): readonly Value[] {
  if (value === null) return [];
  if (isList(value)) return value;
  throw new ConfigError(`${what} is no list`, "Write a list.");
}

/** Numbers and booleans count as texts, too; null is empty. */
export function asText(value: Value, what: string): string {
  if (isMapping(value) || isList(value)) throw new ConfigError(`${what} is no text`, "Write a text.");
  return scalarText(value);
}

/** As `asText`, but numbers and booleans are an error: so Go reads the parts of a kind. */
export function asString(value: Value, what: string): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  throw new ConfigError(`${what} is no text`, "Write a text, in quotes where it looks like a number.");
}

export function asBoolean(value: Value, what: string): boolean {
  if (value === null) return false;
  if (typeof value === "boolean") return value;
  if (value instanceof Scalar && value.tag === "bool") return value.text.toLowerCase() === "true";
  throw new ConfigError(`${what} is neither true nor false`, "Write true or false.");
}

/**
 * The mapping's values under the names that are asked for; the other names are an error. Of two that differ only in
 * case the one that sorts last counts.
 */
export function knownFields<Name extends string>(
  mapping: Mapping,
  names: readonly Name[],
  what: string,
): Partial<Record<Name, Value>> {
  const fields: Partial<Record<Name, Value>> = {};
  for (const key of Object.keys(mapping).toSorted()) {
    const name = names.find((one) => one.toLowerCase() === key.toLowerCase());
    if (name === undefined) {
      throw new ConfigError(`${what} has the unknown field ${key}`, `Use only ${names.join(", ")}.`);
    }
    fields[name] = mapping[key] ?? null;
  }
  return fields;
}
