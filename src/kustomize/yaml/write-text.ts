/** A string as YAML: which style kustomize's output gives it, and its text in that style. */
import { foldEscaped, foldText, indentLines } from "./fold.ts";
import { keyAfterJson, textAfterJson } from "./json-trip.ts";
import { readsAsOther } from "./plain-words.ts";

/** Where a scalar starts, and how far its further lines are indented; both in characters from the line's start. */
export interface Place {
  readonly column: number;
  readonly indent: number;
}

const LONGEST_SIMPLE_KEY = 128;

/** Never quoted, never folded, unless it is one of the words of `readsAsOther`, which have no more than 5 letters. */
const QUICK = /^[A-Za-z/_][\w./-]*(?::[\w./-]+)*$/;
const LONGEST_WORD = 5;
const UNPRINTABLE = /[^\n -~\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const BREAK = /[\n\r\u2028\u2029]/;
const SPACE_BEFORE_BREAK = / [\n\u2028\u2029]/;
const SPACE_AFTER_BREAK = /[\n\u2028\u2029] /;
const BREAK_AT_END = /[\n\u2028\u2029]$/;
const BREAKS_AT_END = /(?:^|[\n\u2028\u2029])[\n\u2028\u2029]$/;
const BLANK_AT_START = /^[ \n\u2028\u2029]/;
const INDICATOR = /^(?:[#,[\]{}&*!|>'"%@`]|[-?:](?: |$)|---|\.\.\.)|:(?: |$)| #/;
const ESCAPED = /[^ !#-[\]-~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/gu;
const ANY_CHARACTER = /./gsu;
const BYTE_ORDER_MARK = "\ufeff";

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ...pairs("\0\x07\b\t\n\v\f\r\x1b", "0abtnvfre"),
  ...pairs('"\\\x85\xa0\u2028\u2029', '"\\N_LP'),
]);

/**
 * A string as a value, its line's end included. Follows go.yaml.in/yaml/v2, encode.go and emitterc.go. Throws
 * WriteError.
 */
export function writeText(text: string, place: Place): string {
  if (isQuick(text)) return `${text}\n`;
  const read = textAfterJson(text);
  return read.includes("\n") && isBlock(read) ? literal(read, place.indent) : `${inline(read, place)}\n`;
}

/**
 * A key that stands before its `:` on one line; undefined for one with line breaks and for one that is too long. Throws
 * WriteError.
 */
export function writeSimpleKey(key: string): string | undefined {
  if (key.length <= LONGEST_SIMPLE_KEY && isQuick(key)) return key;
  const read = keyAfterJson(key);
  if (BREAK.test(read) || Buffer.byteLength(read) > LONGEST_SIMPLE_KEY) return undefined;
  return inline(read, undefined);
}

function isQuick(text: string): boolean {
  return QUICK.test(text) && !(text.length <= LONGEST_WORD && readsAsOther(text));
}

function isBlock(text: string): boolean {
  return !text.endsWith(" ") && !UNPRINTABLE.test(text) && !SPACE_BEFORE_BREAK.test(text);
}

/** A separator such as U+2028 at the end is a line's end, so no other one follows it. */
function literal(text: string, indent: number): string {
  const hint = BLANK_AT_START.test(text) ? "2" : "";
  const chomp = !BREAK_AT_END.test(text) ? "-" : BREAKS_AT_END.test(text) ? "+" : "";
  return `|${hint}${chomp}\n${indentLines(text, indent)}${chomp === "-" ? "\n" : ""}`;
}

/** A text in quotes or without; it folds when it has a place. */
function inline(text: string, place: Place | undefined): string {
  if (needsEscapes(text) || readsAsOther(text)) return doubleQuoted(text, place);
  if (isPlain(text)) return place === undefined ? text : foldText(text, place.column, place.indent);
  const doubled = text.replaceAll("'", "''");
  return `'${place === undefined ? doubled : foldText(doubled, place.column + 1, place.indent)}'`;
}

function needsEscapes(text: string): boolean {
  if (UNPRINTABLE.test(text)) return true;
  return BREAK.test(text) && (text.includes("\n") || SPACE_BEFORE_BREAK.test(text) || SPACE_AFTER_BREAK.test(text));
}

function isPlain(text: string): boolean {
  return !INDICATOR.test(text) && !text.startsWith(" ") && !text.endsWith(" ") && !BREAK.test(text);
}

/** go.yaml.in/yaml/v2 escapes every character of a text that starts with a byte order mark. */
function doubleQuoted(text: string, place: Place | undefined): string {
  const escaped = text.replace(text.startsWith(BYTE_ORDER_MARK) ? ANY_CHARACTER : ESCAPED, escapeOf);
  return `"${place === undefined ? escaped : foldEscaped(escaped, place.column + 1, place.indent)}"`;
}

function escapeOf(character: string): string {
  const short = SHORT_ESCAPES.get(character);
  if (short !== undefined) return `\\${short}`;
  const code = character.codePointAt(0) as number;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

function pairs(characters: string, letters: string): readonly [string, string][] {
  return [...letters].map((letter, at) => [characters.charAt(at), letter]);
}
