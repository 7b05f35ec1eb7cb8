/** Reads the text of a JSON patch, and keeps how its scalars are written: the test operation compares that. */
import { DepthError, MOST_LEVELS } from "../yaml/depth.ts";
import type { Value } from "../yaml/value.ts";
import { isList, isMapping, Scalar } from "../yaml/value.ts";
import { jsonFault } from "./json-fault.ts";
import { PatchError } from "./patch-error.ts";

/** A scalar whose JSON text is not the one that kustomize would write for it: `1.0`, or `"<"` without an escape. */
export class WrittenScalar extends Scalar {
  readonly value: string | number;
  constructor(text: string, value: string | number) {
    super(typeof value === "string" ? "str" : "float", text);
    this.value = value;
  }
}

/**
 * Nulls that an operation has put into the object: a test takes the first for null but not for the null of an object
 * that it compares as a whole, and the second for an empty mapping.
 */
export const ADDED_NULL = new Scalar("null", "null");
export const COPIED_NULL = new Scalar("null", "null");

/** The text that kustomize writes for a string or a number in JSON. */
export function jsonText(value: string | number | boolean): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Throws PatchError for what is not JSON. */
export function readJson(text: string): Value {
  try {
    JSON.parse(text);
  } catch {
    const { line, column } = jsonFault(text);
    const problem = `the patch is not JSON: see its line ${line}, column ${column}`;
    throw new PatchError("", problem, "Correct it, or write it as YAML.");
  }
  const tokens = text.match(TOKENS) ?? [];
  refuseDepth(tokens);
  return readValue(tokens.values());
}

function refuseDepth(tokens: readonly string[]): void {
  let depth = 0;
  for (const token of tokens) {
    if (token === "[" || token === "{") depth++;
    else if (token === "]" || token === "}") depth--;
    if (depth > MOST_LEVELS) throw new PatchError("", new DepthError(0).message, DepthError.fix);
  }
}

const TOKENS = /[{}[\]]|"(?:[^"\\]|\\.)*"|[^\s{}[\]:,"]+/g;
const END = Symbol("end");

/** Of text that is known to be JSON: commas and colons say no more than the order of the other tokens. */
function readValue(tokens: Iterator<string>): Value {
  const value = readToken(tokens);
  return value === END ? null : value;
}

function readToken(tokens: Iterator<string>): Value | typeof END {
  const token: string = tokens.next().value ?? "]";
  if (token === "]" || token === "}") return END;
  if (token === "[") return readItems(tokens);
  if (token !== "{") return readScalar(token);
  const parts = readItems(tokens);
  const keys = parts.filter((_, index) => index % 2 === 0).map(plainValue);
  return Object.fromEntries(keys.map((key, index) => [String(key), parts[2 * index + 1] ?? null]));
}

function readItems(tokens: Iterator<string>): readonly Value[] {
  const items: Value[] = [];
  for (let item = readToken(tokens); item !== END; item = readToken(tokens)) items.push(item);
  return items;
}

function readScalar(token: string): Value {
  const value = JSON.parse(token) as string | number | boolean | null;
  if (typeof value !== "string" && typeof value !== "number") return value;
  return token === jsonText(value) ? value : new WrittenScalar(token, value);
}

/** The value with its written scalars as plain data. */
export function plainValue(value: Value): Value {
  if (value instanceof WrittenScalar) return value.value;
  if (value === ADDED_NULL || value === COPIED_NULL) return null;
  if (isList(value)) {
    const items = value.map(plainValue);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isMapping(value)) return value;
  const entries = Object.entries(value).map(([key, field]) => [key, plainValue(field), field] as const);
  if (entries.every(([, plain, field]) => plain === field)) return value;
  return Object.fromEntries(entries.map(([key, plain]) => [key, plain]));
}
