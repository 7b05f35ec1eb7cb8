/** Reads settings as Go reads JSON: names in any case, only known ones, numbers where texts are asked for. */

import { nameFix } from "../../model/near-name.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, Scalar, scalarText } from "../yaml/value.ts";
import type { SettingPath } from "./merge-config.ts";
import { ConfigError } from "./merge-config.ts";

/** An empty mapping for null. Throws a ConfigError for anything else. */
export function asMapping(value: Value, at: SettingPath): Mapping {
  if (value === null) return {};
  if (isMapping(value)) return value;
  throw new ConfigError("is no mapping", "Write a mapping.", at);
}

/** An empty list for null. Throws a ConfigError for anything else. */
export function asList(value: Value, at: SettingPath): readonly Value[] {
  if (value === null) return [];
  if (isList(value)) return value;
  throw new ConfigError("is no list", "Write a list.", at);
}

/** Numbers and booleans count as texts, too; null is empty. */
export function asText(value: Value, at: SettingPath): string {
  if (isMapping(value) || isList(value)) throw new ConfigError("is no text", "Write a text.", at);
  return scalarText(value);
}

/** As `asText`, but numbers and booleans are an error: so Go reads the parts of a kind. */
export function asString(value: Value, at: SettingPath): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  throw new ConfigError("is no text", "Write a text, in quotes where it looks like a number.", at);
}

export function asBoolean(value: Value, at: SettingPath): boolean {
  if (value === null) return false;
  if (typeof value === "boolean") return value;
  if (value instanceof Scalar && value.tag === "bool") return value.text.toLowerCase() === "true";
  throw new ConfigError("is neither true nor false", "Write true or false.", at);
}

/**
 * The mapping's values under the names that are asked for; the other names are an error. Of two that differ only in
 * case the one that sorts last counts.
 */
export function knownFields<Name extends string>(
  mapping: Mapping,
  names: readonly Name[],
  at: SettingPath,
): Partial<Record<Name, Value>> {
  const fields: Partial<Record<Name, Value>> = {};
  for (const key of Object.keys(mapping).toSorted()) {
    const name = names.find((one) => one.toLowerCase() === key.toLowerCase());
    if (name === undefined) {
      throw new ConfigError(`has the unknown field ${key}`, nameFix(key, names), at);
    }
    fields[name] = mapping[key] ?? null;
  }
  return fields;
}
