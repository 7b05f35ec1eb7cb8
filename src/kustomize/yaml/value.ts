/** What a build keeps of YAML: plain data, and the few scalars whose text says more than plain data can. */
import { needsQuotes } from "./plain-words.ts";
import { carryQuotes, carryQuotesWithout, notedQuotes, noteQuotes } from "./quotes.ts";

export type Value = string | number | boolean | null | Scalar | readonly Value[] | Mapping;
export interface Mapping {
  readonly [key: string]: Value;
}

export type ScalarTag = "int" | "float" | "bool" | "null" | "str" | "timestamp";

/**
 * A scalar that plain data would lose something of: `0644`, `1_000`, `1.0`, `True`, a date, an integer above 2^53.
 * `text` is what the file says; the other scalars are JavaScript's own, and a string is always one that YAML reads as
 * a string, quoted or not.
 */
export class Scalar {
  readonly tag: ScalarTag;
  readonly text: string;
  constructor(tag: ScalarTag, text: string) {
    this.tag = tag;
    this.text = text;
  }
}

/**
 * A string that one step of a build has set in several places of one object at once. kustomize 5.8.1 keeps one node for
 * all of them, so whatever changes it later in one place changes all; the places are found by this instance.
 */
export class SharedText extends Scalar {
  readonly isQuoted: boolean;
  constructor(text: string, isQuoted: boolean = needsQuotes(text)) {
    super("str", text);
    this.isQuoted = isQuoted;
  }
}

/**
 * A number or the like that a build has set as a text without quotes and without a type. kustomize 5.8.1 writes it as
 * the number; but a strategic merge patch that leaves it alone makes a string of it.
 */
export class UntypedText extends Scalar {}

/**
 * A string such as `1` that a build has set without quotes. It is written in quotes; but a strategic merge patch makes
 * kustomize 5.8.1 set it anew without a type, and then it is the number.
 */
export class UnquotedText extends Scalar {
  constructor(text: string) {
    super("str", text);
  }
}

/**
 * Null that a file does not write as `null`, which is JavaScript's: `~`, or nothing behind the colon. kustomize looks at
 * the text in places, and drops fields without any.
 */
const NULLS: ReadonlyMap<string, Scalar | null> = new Map([
  ["null", null],
  ...["", "~", "Null", "NULL"].map((text) => [text, new Scalar("null", text)] as const),
]);

/** The null of this text, one of those that YAML knows. */
export function nullOf(text: string): Scalar | null {
  return NULLS.get(text) ?? null;
}

/** A field without a value, as in `key:`. */
export const NOTHING = nullOf("") as Scalar;

/** As `NOTHING`, between braces: `{key: }`. kustomize writes it with quotes when it prints the mapping, and so as a text. */
export const NOTHING_IN_BRACES = new Scalar("null", "");

/**
 * An empty text that a replacement has written where nothing was: a null that merges leave, an empty text among labels
 * and annotations, and without a tag for a later replacement.
 */
export const MADE_EMPTY = new Scalar("null", "null");

export function isNull(value: Value | undefined): value is Scalar | null {
  return value === null || (value instanceof Scalar && value.tag === "null");
}

export function isMapping(value: Value | undefined): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Scalar);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** True for null, too. */
export function isScalar(value: Value | undefined): boolean {
  return value !== undefined && (typeof value !== "object" || value === null || value instanceof Scalar);
}

/** The text of a scalar, as kustomize sees it: `0644` stays `0644`. Of null and of collections it is empty. */
export function scalarText(value: Value | undefined): string {
  if (typeof value === "string") return value;
  if (value instanceof Scalar) return value.tag === "null" ? "" : value.text;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** As `scalarText`, but of null it is what the file says: `null`, `~` or nothing. */
export function nodeText(value: Value | undefined): string {
  if (value === null) return "null";
  return value instanceof Scalar ? value.text : scalarText(value);
}

/** The value of an own key: `constructor` is not in every mapping. */
export function own(mapping: Mapping, key: string): Value | undefined {
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined;
}

/** Whether the scalar that stands there is a string in quotes or a block, written or not. */
export function isQuoted(
  value: Value | undefined,
  container: Mapping | readonly Value[],
  key: string | number,
): boolean {
  if (value instanceof SharedText) return value.isQuoted;
  if (typeof value !== "string") return false;
  return notedQuotes(container, key) ?? needsQuotes(value);
}

/** Notes that a changed copy of a mapping or list has the same quotes; a scalar keeps those of the one in its place. */
export function keepQuotes<T extends Mapping | readonly Value[]>(before: T, after: T, key: string | number): T {
  noteSame(before, carryQuotes(before, after), key);
  return after;
}

function noteSame<T extends Mapping | readonly Value[]>(before: T, after: T, key: string | number): void {
  const next = (after as Mapping)[key];
  if (typeof next !== "string" || !Object.hasOwn(before, key)) return;
  const old = (before as Mapping)[key];
  if (isScalar(old)) noteQuotes(after, key, next, isQuoted(old, before, key));
}

/**
 * The mapping with one key set; the same mapping when nothing changes. A key `__proto__` stays a plain key. A string
 * keeps the quotes of the scalar in whose place it is set.
 */
export function withKey(mapping: Mapping, key: string, value: Value): Mapping {
  if (Object.hasOwn(mapping, key) && mapping[key] === value) return mapping;
  return keepQuotes<Mapping>(mapping, { ...mapping, [key]: value }, key);
}

/** The mapping without a key; the same mapping when it has none. */
export function withoutKey(mapping: Mapping, key: string): Mapping {
  if (!Object.hasOwn(mapping, key)) return mapping;
  const { [key]: _, ...rest } = mapping;
  carryQuotesWithout(mapping, rest, key);
  return rest;
}

/** The list with each item updated; the same list when no item changes. */
export function mapItems(list: readonly Value[], update: (item: Value, index: number) => Value): readonly Value[] {
  let changed: Value[] | undefined;
  for (const [index, item] of list.entries()) {
    const next = update(item, index);
    if (next === item) continue;
    changed ??= carryQuotes(list, [...list]);
    changed[index] = next;
    noteSame(list, changed, index);
  }
  return changed ?? list;
}
