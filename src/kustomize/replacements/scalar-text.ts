/** What becomes of a scalar when only its text is set. */
import { carryQuotes } from "../yaml/quotes.ts";
import { plainScalar, untyped } from "../yaml/scalars.ts";
import type { ScalarTag, Value } from "../yaml/value.ts";
import { isScalar, Scalar, SharedText, UntypedText } from "../yaml/value.ts";

/** Plain data where it says all, else a `Scalar`; the text need not fit the tag, the printer refuses it then. */
export function scalarValue(tag: ScalarTag, text: string): Value {
  if (tag === "str") return text;
  const plain = plainScalar(text);
  return tagOf(plain) === tag ? plain : new Scalar(tag, text);
}

/** The tag that an unquoted scalar of this text has. */
export function plainTag(text: string): ScalarTag {
  return tagOf(plainScalar(text));
}

export function tagOf(value: Value): ScalarTag {
  if (value instanceof Scalar) return value.tag;
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  if (typeof value === "boolean") return "bool";
  return value === null ? "null" : "str";
}

/** The scalar with another text and the tag that it had: a number field stays a number, a string a string. */
export function withText(scalar: Value, text: string): Value {
  if (scalar instanceof UntypedText) return untyped(text);
  return scalar instanceof SharedText ? new SharedText(text, scalar.isQuoted) : scalarValue(tagOf(scalar), text);
}

/** As a copy is: what was shared in the original is not shared in it. */
export function unshared(value: Value): Value {
  if (value instanceof SharedText) return value.text;
  if (isScalar(value)) return value;
  if (Array.isArray(value)) return sameOrNew(value as readonly Value[], (value as readonly Value[]).map(unshared));
  const entries = Object.entries(value as object) as [string, Value][];
  const copied = entries.map(([key, item]) => [key, unshared(item)] as const);
  return copied.every(([, item], index) => item === entries[index]?.[1])
    ? value
    : carryQuotes(value as object, Object.fromEntries(copied));
}

function sameOrNew(before: readonly Value[], after: readonly Value[]): readonly Value[] {
  return after.every((item, index) => item === before[index]) ? before : carryQuotes(before, after);
}
