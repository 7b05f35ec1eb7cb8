/** The JSON that kustomize makes of values, for hashes and around JSON patches. */
import { isUnreadableBlock } from "./block-text.ts";
import { goFloat } from "./float-text.ts";
import { put } from "./growing.ts";
import { notesOf } from "./quotes.ts";
import type { Meaning } from "./scalars.ts";
import { meaningOf, plainScalar, TagError } from "./scalars.ts";
import { timestampJson } from "./timestamp.ts";
import type { Mapping, Value } from "./value.ts";
import { isList, isMapping, NOTHING_IN_BRACES, Scalar } from "./value.ts";

/** A value that does not survive the way through JSON. */
export class NoJsonError extends Error {
  readonly fix: string;
  constructor(message: string, fix = "Write it in another way, for example quoted.") {
    super(message);
    this.fix = fix;
  }
}

/**
 * The text of encoding/json for a decoded value: keys in the order of their bytes, `<`, `>`, `&` and two line
 * separators escaped. Throws `NoJsonError` at infinite numbers and at dates in a zone that is a day away.
 */
export function goJson(value: Value): string {
  if (isList(value)) return `[${value.map(goJson).join(",")}]`;
  if (!isMapping(value)) return jsonText(value);
  const members = sortedKeys(value).map((key) => `${textJson(key)}:${goJson(value[key] as Value)}`);
  return `{${members.join(",")}}`;
}

/** The JSON of a scalar. */
export function jsonText(value: Value): string {
  if (typeof value === "string") return textJson(value);
  if (value === NOTHING_IN_BRACES) return '""';
  if (value instanceof Scalar) return scalarJson(value);
  return typeof value === "number" ? numberJson(value) : String(value);
}

/** A float64 as encoding/json writes it, which is as JavaScript does, but for minus zero. */
function numberJson(number: number): string {
  return Object.is(number, -0) ? "-0" : String(number);
}

const NOT_FINITE = "a number such as .inf or .nan has no form in JSON";

function scalarJson(scalar: Scalar): string {
  const meaning = scalar.tag === "timestamp" ? momentOf(scalar) : readMeaning(scalar);
  if (typeof meaning === "string") return textJson(meaning);
  if (typeof meaning !== "number") return String(meaning);
  if (!Number.isFinite(meaning)) throw new NoJsonError(NOT_FINITE);
  return numberJson(meaning);
}

/** A replacement may have written any text into a number or the like. */
function readMeaning(scalar: Scalar): Meaning {
  try {
    return meaningOf(scalar);
  } catch (cause) {
    if (!(cause instanceof TagError)) throw cause;
    throw new NoJsonError(cause.message, "Correct the value: a field keeps its type when a replacement writes it.");
  }
}

function momentOf(scalar: Scalar): string {
  const moment = timestampJson(scalar.text);
  if (moment === undefined) throw new NoJsonError("the time zone of a time has no form in JSON");
  return moment;
}

const SPECIAL = /[<>&\u2028\u2029\ud800-\udfff]/;

function textJson(text: string): string {
  if (!SPECIAL.test(text)) return JSON.stringify(text);
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, "\ufffd")).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function sortedKeys(mapping: Mapping): readonly string[] {
  const keys = Object.keys(mapping).sort();
  return keys.some((key) => /[\ud800-\udfff]/.test(key)) ? keys.sort(compareBytes) : keys;
}

/** UTF-8 sorts as code points do, JavaScript's strings do not. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/**
 * What is left of a value after kustomize has written it as JSON and read it again, as around a JSON patch: dates are
 * texts, every number is a float64 that is written anew, `!!` tags are gone. The same value where nothing changes.
 * Throws `NoJsonError` as `goJson` does.
 */
export function throughJson(value: Value): Value {
  if (typeof value === "string") return readableText(value);
  if (typeof value === "boolean" || value === null) return value;
  if (typeof value === "number") return floatValue(value, value);
  if (value === NOTHING_IN_BRACES) return "";
  if (value instanceof Scalar) return scalarThroughJson(value);
  return isList(value) ? listThroughJson(value) : mappingThroughJson(value as Mapping);
}

/**
 * The value as its JSON says it when that is read as YAML, as the items of lists are: whole numbers keep all digits.
 * Throws `NoJsonError` as `goJson` does.
 */
export function readFromJson(value: Value): Value {
  if (isList(value)) return value.map(readFromJson);
  if (isMapping(value))
    return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, readFromJson(below)]));
  if (typeof value !== "number" && !(value instanceof Scalar)) return value;
  const text = jsonText(value);
  return text.startsWith('"') ? (JSON.parse(text) as string) : plainScalar(text);
}

/** kustomize writes texts of several lines as blocks. */
function readableText(text: string): string {
  if (!text.startsWith("\t") || !text.includes("\n") || !isUnreadableBlock(text)) return text;
  throw new NoJsonError("a text of several lines that starts with a tab is not read again as it is written");
}

function scalarThroughJson(scalar: Scalar): Value {
  if (scalar.tag === "timestamp") return momentOf(scalar);
  const meaning = readMeaning(scalar);
  if (typeof meaning !== "number" && typeof meaning !== "bigint") return meaning;
  if (typeof meaning === "number" && !Number.isFinite(meaning)) {
    throw new NoJsonError(NOT_FINITE);
  }
  return floatValue(Number(meaning), scalar);
}

function floatValue(number: number, before: Value): Value {
  if (typeof before === "number" && Number.isInteger(number) && Math.abs(number) < 1e6) return before;
  const text = goFloat(number);
  const after = plainScalar(text);
  if (before instanceof Scalar && after instanceof Scalar) {
    return before.tag === after.tag && before.text === after.text ? before : after;
  }
  return after;
}

function listThroughJson(list: readonly Value[]): readonly Value[] {
  // Written anew, every string has the quotes that it needs.
  let changed: Value[] | undefined = notesOf(list) && [...list];
  for (const [index, before] of list.entries()) {
    const after = throughJson(before);
    if (after === before) continue;
    changed ??= [...list];
    changed[index] = after;
  }
  return changed ?? list;
}

function mappingThroughJson(mapping: Mapping): Mapping {
  let changed: Record<string, Value> | undefined = notesOf(mapping) && { ...mapping };
  for (const key of Object.keys(mapping)) {
    const before = mapping[key] as Value;
    const after = throughJson(before);
    if (after === before) continue;
    changed ??= { ...mapping };
    put(changed, key, after);
  }
  return changed ?? mapping;
}
