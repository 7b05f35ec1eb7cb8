/** Values as lines. */
import { isObject, type JsonValue } from "../model/json.ts";
import { valueLines as linesOf } from "../reports/diff/value.ts";

/** A list, a mapping, or a text of more than one line. */
export function hasLines(value: JsonValue | undefined): boolean {
  if (typeof value === "string") return value.includes("\n");
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) && Object.keys(value).length > 0;
}

const NO_BREAK = "\\ no line break at the end";

/** The lines of a text are its own; a last line without a break is followed by one that says so. All else is YAML. */
export function valueLines(value: JsonValue): readonly string[] {
  const isOpen = typeof value === "string" && value.includes("\n") && !value.endsWith("\n");
  return isOpen ? [...linesOf(value), NO_BREAK] : linesOf(value);
}
