/** What a plain scalar of YAML means to kustomize, and what becomes of a scalar when only its text is set. */
import { carryQuotes } from "../yaml/quotes.ts";
import { untyped } from "../yaml/scalars.ts";
import type { ScalarTag, Value } from "../yaml/value.ts";
import { isScalar, nullOf, Scalar, SharedText, UntypedText } from "../yaml/value.ts";

const NAMED: Readonly<Record<string, ScalarTag>> = {
  ...tagAll("bool", ["true", "True", "TRUE", "false", "False", "FALSE"]),
  ...tagAll("null", ["", "~", "null", "Null", "NULL"]),
  ...tagAll("float", [".nan", ".NaN", ".NAN"]),
  ...tagAll("float", [".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"]),
};

function tagAll(tag: ScalarTag, texts: readonly string[]): Readonly<Record<string, ScalarTag>> {
  return Object.fromEntries(texts.map((text) => [text, tag]));
}

/** Source: go.yaml.in/yaml/v3, resolve.go. */
export function plainTag(text: string): ScalarTag {
  if (Object.hasOwn(NAMED, text)) return NAMED[text] as ScalarTag;
  if (/^\.\d+(?:[eE][-+]?\d+)?$/.test(text) && Number.isFinite(Number(text))) return "float";
  if (!/^[-+\d]/.test(text)) return "str";
  if (isTimestamp(text)) return "timestamp";
  const digits = text.replaceAll("_", "");
  if (isInteger(digits)) return "int";
  return /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(digits) && Number.isFinite(Number(digits))
    ? "float"
    : "str";
}

/** Hexadecimal, binary, octal in both forms, or decimal; of 64 bits, with a sign or without. */
function isInteger(digits: string): boolean {
  const found = /^([-+]?)(?:(0[xX][\dA-Fa-f]+|0[bB][01]+|0[oO][0-7]+)|0([0-7]+)|(0|[1-9]\d*))$/.exec(digits);
  if (found === null) return false;
  const [, sign, prefixed, octal, decimal] = found;
  const size = BigInt(prefixed ?? (octal === undefined ? (decimal ?? "") : `0o${octal}`));
  if (sign === "-") return size <= 2n ** 63n;
  return size < (sign === "+" ? 2n ** 63n : 2n ** 64n);
}

const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?))?$/;

function isTimestamp(text: string): boolean {
  const found = TIMESTAMP.exec(text);
  if (found === null) return false;
  const [year = 0, month = 0, day = 0, ...clock] = found.slice(1).map((part) => Number(part ?? 0));
  const [hour = 0, minute = 0, second = 0, hour2 = 0, minute2 = 0, second2 = 0] = clock;
  const date = new Date(Date.UTC(2000, month - 1, 1));
  date.setUTCFullYear(year, month - 1, day);
  if (month < 1 || month > 12 || day < 1 || date.getUTCDate() !== day) return false;
  return Math.max(hour, hour2) < 24 && Math.max(minute, minute2) < 60 && Math.max(second, second2) < 60;
}

/** The value of an unquoted scalar. */
export function plainValue(text: string): Value {
  return scalarValue(plainTag(text), text);
}

/** Plain data where it says all, else a `Scalar`; the text need not fit the tag, the printer refuses it then. */
export function scalarValue(tag: ScalarTag, text: string): Value {
  if (tag === "str") return text;
  if (tag === "null" && plainTag(text) === "null") return nullOf(text);
  if (tag === "bool" && (text === "true" || text === "false")) return text === "true";
  const number = Number(text);
  const isPlainNumber = String(number) === text && !Object.is(number, -0);
  if (tag === "int" && isPlainNumber && Number.isSafeInteger(number)) return number;
  if (tag === "float" && isPlainNumber && Number.isFinite(number) && !Number.isInteger(number)) return number;
  return new Scalar(tag, text);
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
