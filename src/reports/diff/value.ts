/** Values of fields as YAML, which is how people know them. */

import { writeString, writeYaml } from "../../k8s/yaml-write.ts";
import type { JsonValue } from "../../model/json.ts";
import { isObject } from "../../model/json.ts";
import { linesOf } from "./line-diff.ts";

/** A string, number and so on, on one line; undefined for what takes several lines. */
export function scalarText(value: JsonValue): string | undefined {
  if (typeof value === "string") return value.includes("\n") ? undefined : writeString(value);
  if (Array.isArray(value)) return value.length === 0 ? "[]" : undefined;
  if (isObject(value)) return Object.keys(value).length === 0 ? "{}" : undefined;
  return String(value);
}

/** A value of any kind, without a line break at the end of its YAML; text of several lines is itself. */
export function valueText(value: JsonValue): string {
  if (typeof value === "string" && value.includes("\n")) return value;
  return scalarText(value) ?? writeYaml(value as Parameters<typeof writeYaml>[0]).slice(0, -1);
}

export function valueLines(value: JsonValue): readonly string[] {
  return linesOf(valueText(value));
}
