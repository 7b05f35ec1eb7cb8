/** Values as people read them: close to YAML, and for showing only. */
import { isObject, type JsonValue } from "../model/json.ts";

/** A list, a mapping, or a text of more than one line. */
export function hasLines(value: JsonValue | undefined): boolean {
  if (typeof value === "string") return value.includes("\n");
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) && Object.keys(value).length > 0;
}

/** The lines of a text are its own; a last line without a break is followed by one that says so. */
export function valueLines(value: JsonValue): readonly string[] {
  if (typeof value === "string" && value.includes("\n")) return textLines(value);
  return nested(value);
}

export const NO_BREAK = "\\ no line break at the end";

function textLines(text: string): readonly string[] {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : [...lines, NO_BREAK];
}

function nested(value: JsonValue): readonly string[] {
  if (!hasLines(value)) return [scalarText(value)];
  if (typeof value === "string")
    return [value.endsWith("\n") ? "|" : "|-", ...indented(value.replace(/\n$/, "").split("\n"))];
  if (isList(value)) return value.flatMap(item);
  return Object.entries(value as Record<string, JsonValue>).flatMap(([key, inner]) => entry(keyOf(key), inner));
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function item(value: JsonValue): readonly string[] {
  const [first = "", ...rest] = nested(value);
  return [`- ${first}`, ...(typeof value === "string" ? rest : indented(rest))];
}

function entry(key: string, value: JsonValue): readonly string[] {
  const lines = nested(value);
  if (!hasLines(value)) return [`${key}: ${lines[0]}`];
  if (typeof value === "string") return [`${key}: ${lines[0]}`, ...lines.slice(1)];
  return [`${key}:`, ...(isList(value) ? lines : indented(lines))];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

const PLAIN = /^[\p{L}\p{N}_./$(<][^\n]*$/u;
const OTHER_TYPE = /^(true|false|null|yes|no|on|off|~|[-+.]?\d[\d_.]*(e[-+]?\d+)?|0[xo][\da-f]+)$/i;

function keyOf(key: string): string {
  return PLAIN.test(key) && !/: |\s$| #/.test(key) ? key : JSON.stringify(key);
}

/** A text is quoted where it could be taken for a value of another type, or for none at all. */
export function scalarText(value: JsonValue): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return OTHER_TYPE.test(value) || value.trim() !== value || value === "" || /^[[{"'|>&*!%@`]|: | #/.test(value)
    ? JSON.stringify(value)
    : value;
}
