/** The types of values as bits, so that a rule can allow several of them and a value is asked once. */
import type { TypeName } from "./schema.ts";

const TEXT = 1;
const WHOLE = 2;
const FRACTION = 4;
const FLAG = 8;
const OBJECT = 16;
const LIST = 32;
const NULL = 64;

export const ANY = 127;

const ALLOWED: Readonly<Record<TypeName, number>> = {
  object: OBJECT,
  array: LIST,
  string: TEXT,
  integer: WHOLE,
  number: WHOLE | FRACTION,
  boolean: FLAG,
  "int-or-string": TEXT | WHOLE,
  quantity: TEXT | WHOLE | FRACTION,
};

/** Bits of the types that a value may have. */
export function typesOf(type: TypeName | undefined, nullable: boolean): number {
  if (type === undefined) return ANY;
  return nullable ? ALLOWED[type] | NULL : ALLOWED[type];
}

/** 1.0 is whole: YAML and JSON write a whole number in both ways, and API servers take both. */
export function typeOf(value: unknown): number {
  if (typeof value === "string") return TEXT;
  if (typeof value === "object") return value === null ? NULL : Array.isArray(value) ? LIST : OBJECT;
  if (typeof value === "number") return Number.isInteger(value) ? WHOLE : FRACTION;
  return typeof value === "bigint" ? WHOLE : FLAG;
}

const NAMES: readonly (readonly [number, string])[] = [
  [TEXT, "a string"],
  [WHOLE | FRACTION, "a number"],
  [WHOLE, "an integer"],
  [FRACTION, "a number with a fraction"],
  [FLAG, "a boolean"],
  [OBJECT, "an object"],
  [LIST, "a list"],
];

/** `an integer or a string`. */
export function typeWords(types: number): string {
  let left = types & ~NULL;
  const words: string[] = [];
  for (const [bits, name] of NAMES) {
    if ((left & bits) !== bits) continue;
    words.push(name);
    left &= ~bits;
  }
  return words.length === 0 ? "null" : words.reverse().join(" or ");
}

/** What turns a value of one type into the one that is asked for. */
export function typeFix(wanted: number, found: number): string {
  if (found === NULL) return `Write ${typeWords(wanted)}, or leave it out.`;
  if (found === TEXT && (wanted & (WHOLE | FRACTION | FLAG)) !== 0) return "Write it without quotes.";
  if ((found & (WHOLE | FRACTION | FLAG)) !== 0 && (wanted & TEXT) !== 0) return "Put it in quotes.";
  if (found === OBJECT && (wanted & LIST) !== 0) return "Begin each item with a dash.";
  if (found === LIST && (wanted & OBJECT) !== 0) return "Write names with values, without dashes.";
  return `Write ${typeWords(wanted)}.`;
}
