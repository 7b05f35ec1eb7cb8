/** What unquoted scalars mean to kustomize: YAML 1.2 with what older YAML had for numbers, read as go-yaml reads it. */
import { goFloat32 } from "./float-text.ts";
import { isTimestamp } from "./timestamp.ts";
import type { ScalarTag, Value } from "./value.ts";
import { nullOf, Scalar, UntypedText } from "./value.ts";

/** A whole number is a bigint where JavaScript's numbers would not hold it. */
export type Meaning = string | number | bigint | boolean | null;

export interface Resolved {
  readonly tag: ScalarTag;
  readonly meaning: Meaning;
}

/** A scalar with a tag that its text contradicts, as in `!!int abc`. */
export class TagError extends Error {}

const NULL: Resolved = { tag: "null", meaning: null };
const TRUE: Resolved = { tag: "bool", meaning: true };
const FALSE: Resolved = { tag: "bool", meaning: false };
const NOT_A_NUMBER: Resolved = { tag: "float", meaning: Number.NaN };
const INFINITE: Resolved = { tag: "float", meaning: Number.POSITIVE_INFINITY };
const MINUS_INFINITE: Resolved = { tag: "float", meaning: Number.NEGATIVE_INFINITY };

/** Source: go.yaml.in/yaml v3.0.4, resolve.go. */
const WORDS = words([
  [NULL, ["", "~", "null", "Null", "NULL"]],
  [TRUE, ["true", "True", "TRUE"]],
  [FALSE, ["false", "False", "FALSE"]],
  [NOT_A_NUMBER, [".nan", ".NaN", ".NAN"]],
  [INFINITE, [".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"]],
  [MINUS_INFINITE, ["-.inf", "-.Inf", "-.INF"]],
]);

/** Source: go.yaml.in/yaml v2.4.3, resolve.go, which reads kustomizations and JSON patches. */
const SETTING_WORDS = words([
  [NULL, ["", "~", "null", "Null", "NULL"]],
  [TRUE, ["true", "True", "TRUE", "y", "Y", "yes", "Yes", "YES", "on", "On", "ON"]],
  [FALSE, ["false", "False", "FALSE", "n", "N", "no", "No", "NO", "off", "Off", "OFF"]],
  [NOT_A_NUMBER, [".nan", ".NaN", ".NAN"]],
  [INFINITE, [".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"]],
  [MINUS_INFINITE, ["-.inf", "-.Inf", "-.INF"]],
]);

/** How a reader of YAML resolves scalars. */
interface Rules {
  readonly words: ReadonlyMap<string, Resolved>;
  /** A sign behind the prefix of a number: `0b-1` is minus one. */
  readonly innerSign: RegExp;
}

const OBJECT: Rules = { words: WORDS, innerSign: /^0(?:b([-+])([01]+)|o([-+])([0-7]+))$/ };
const SETTING: Rules = { words: SETTING_WORDS, innerSign: /^0b([-+])([01]+)$/ };

const LONGEST_WORD = 5;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
/** Where a float starts with its point, underscores may only stand between digits. */
const POINT_FLOAT = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/;
const WHOLE = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]([0-7]+)|0([0-7]+)|(0|[1-9][0-9]*))$/;
const MAX_WHOLE = 2n ** 64n;
const MAX_SIGNED = 2n ** 63n;

/** The value of an unquoted scalar of an object: plain data where its text says no more, else a `Scalar`. */
export function plainScalar(text: string): Value {
  const resolved = resolveText(text);
  return resolved === undefined ? text : scalarValue(resolved, text);
}

/** As `plainScalar`, of a text that a build sets without saying what it is. */
export function untyped(text: string): Value {
  const resolved = resolveText(text);
  if (resolved === undefined || resolved.tag === "null") return plainScalar(text);
  return new UntypedText(resolved.tag, text);
}

/**
 * The value of an unquoted scalar of a kustomization or a JSON patch, after the JSON that kustomize makes of it: `y` is
 * true, dates are texts, `0644` is 420. Only what JavaScript's numbers do not hold is a `Scalar`.
 */
export function settingScalar(text: string): Value {
  const resolved = resolveText(text, SETTING);
  return resolved === undefined ? text : settingValue(resolved, text);
}

/**
 * A scalar with an explicit tag, in its short form `!!int`; unknown tags make texts. Whether the text fits a number's tag
 * is seen by who writes it: a patch may remove it before.
 */
export function taggedScalar(tag: string, text: string): Value {
  try {
    const resolved = resolveTagged(tag, text);
    return resolved === undefined ? textOf(tag, text) : scalarValue(resolved, text);
  } catch (cause) {
    if (!(cause instanceof TagError) || tag === "!!binary" || tag === "!!timestamp") throw cause;
    return new Scalar(tag.slice(2) as ScalarTag, text);
  }
}

/** As `taggedScalar`, of a kustomization or a JSON patch. */
export function taggedSetting(tag: string, text: string): Value {
  const resolved = resolveTagged(tag, text, SETTING);
  return resolved === undefined ? textOf(tag, text) : settingValue(resolved, text);
}

/** What becomes of a number as a key of a setting; undefined where it is none, or above 2^63. */
export function settingKey(text: string): string | undefined {
  const resolved = resolveText(text, SETTING);
  if (resolved === undefined) return undefined;
  const { tag, meaning } = resolved;
  if (tag === "float") return goFloat32(meaning as number);
  return tag === "int" && fitsSigned(meaning) ? String(meaning) : undefined;
}

/**
 * What a scalar means as a number, a boolean or a text. A float's number may be infinite, a timestamp is
 * its text. Throws a TagError where the text is nothing of the kind.
 */
export function meaningOf(scalar: Scalar): Meaning {
  return resolveTagged(`!!${scalar.tag}`, scalar.text)?.meaning ?? (scalar.tag === "null" ? null : scalar.text);
}

/** Undefined of a text. */
function resolveText(text: string, rules: Rules = OBJECT): Resolved | undefined {
  if (text.length <= LONGEST_WORD) {
    const word = rules.words.get(text);
    if (word !== undefined) return word;
  }
  const first = text.charCodeAt(0);
  if (first === 46) return POINT_FLOAT.test(text) ? floatOf(text.replaceAll("_", "")) : undefined;
  if ((first < 48 || first > 57) && first !== 43 && first !== 45) return undefined;
  return isTimestamp(text) ? { tag: "timestamp", meaning: text } : numberOf(text, rules);
}

function numberOf(text: string, rules: Rules): Resolved | undefined {
  const digits = text.includes("_") ? text.replaceAll("_", "") : text;
  return wholeOf(digits) ?? (FLOAT.test(digits) ? floatOf(digits) : innerSign(digits, rules));
}

function wholeOf(digits: string): Resolved | undefined {
  const match = WHOLE.exec(digits);
  if (match === null) return undefined;
  const [, sign, hexadecimal, binary, octal, oldOctal, decimal] = match;
  const prefixed = hexadecimal
    ? `0x${hexadecimal}`
    : binary
      ? `0b${binary}`
      : octal || oldOctal
        ? `0o${octal ?? oldOctal}`
        : (decimal ?? "");
  return whole(sign ?? "", prefixed);
}

function innerSign(digits: string, rules: Rules): Resolved | undefined {
  const match = rules.innerSign.exec(digits);
  if (match === null) return undefined;
  return whole(match[1] ?? match[3] ?? "", match[2] ? `0b${match[2]}` : `0o${match[4]}`);
}

/** Whole numbers reach from -2^63 to 2^64-1; a plus sign stops them at 2^63. */
function whole(sign: string, digits: string): Resolved | undefined {
  const small = Number(digits);
  if (Number.isSafeInteger(small)) return { tag: "int", meaning: sign === "-" && small !== 0 ? -small : small };
  const large = BigInt(digits);
  if (sign === "-") return large <= MAX_SIGNED ? { tag: "int", meaning: -large } : undefined;
  return large < (sign === "" ? MAX_WHOLE : MAX_SIGNED) ? { tag: "int", meaning: large } : undefined;
}

function floatOf(digits: string): Resolved | undefined {
  const meaning = Number(digits);
  return Number.isFinite(meaning) ? { tag: "float", meaning } : undefined;
}

function resolveTagged(tag: string, text: string, rules: Rules = OBJECT): Resolved | undefined {
  const wanted = tag.slice(2);
  if (!isResolvable(tag) || wanted === "str") return undefined;
  const resolved = wanted === "timestamp" || !isTimestamp(text) ? resolveText(text, rules) : undefined;
  if (resolved?.tag === wanted) return resolved;
  if (wanted === "float" && resolved?.tag === "int" && fitsSigned(resolved.meaning)) {
    return { tag: "float", meaning: Number(resolved.meaning) };
  }
  throw new TagError(`the value is not ${MEANT[wanted as keyof typeof MEANT]} (${tag})`);
}

/** What a tag says; messages name it, never the text. */
const MEANT = {
  bool: "a boolean",
  int: "an integer",
  float: "a number",
  null: "null",
  timestamp: "a date or a time",
} as const;

function fitsSigned(meaning: Meaning): boolean {
  return typeof meaning !== "bigint" || meaning < MAX_SIGNED;
}

function isResolvable(tag: string): boolean {
  return ["!!str", "!!bool", "!!int", "!!float", "!!null", "!!timestamp"].includes(tag);
}

/** The bytes of `!!binary` are read as UTF-8, as when they become JSON. */
function textOf(tag: string, text: string): string {
  if (tag !== "!!binary") return text;
  const bytes = text.replace(/[\r\n]/g, "");
  if (bytes.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(bytes)) {
    throw new TagError("!!binary value contains invalid base64 data");
  }
  return Buffer.from(bytes, "base64").toString("utf8");
}

function scalarValue({ tag, meaning }: Resolved, text: string): Value {
  if (meaning === null) return nullOf(text);
  if (typeof meaning === "boolean" || typeof meaning === "number") {
    const same = String(meaning) === text && (typeof meaning === "boolean" || isWrittenAs(tag, meaning));
    if (same) return meaning;
  }
  return new Scalar(tag, text);
}

/** A float whose text looks whole, as `1e+21` or after `!!float`, is no plain number. */
function isWrittenAs(tag: ScalarTag, number: number): boolean {
  return tag === "int" || (Number.isFinite(number) && !Number.isInteger(number));
}

function settingValue({ tag, meaning }: Resolved, text: string): Value {
  if (tag === "timestamp") return text;
  return typeof meaning === "bigint" || isEndless(meaning) ? new Scalar(tag, text) : meaning;
}

function isEndless(meaning: Meaning): boolean {
  return typeof meaning === "number" && !Number.isFinite(meaning);
}

function words(list: readonly (readonly [Resolved, readonly string[]])[]): ReadonlyMap<string, Resolved> {
  return new Map(list.flatMap(([resolved, texts]) => texts.map((text) => [text, resolved] as const)));
}
