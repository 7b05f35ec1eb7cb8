/** Which texts a reader of YAML 1.1 would take for something else than a string, so that they need quotes. */
import { isScalar, parseDocument } from "yaml";

const WORDS: ReadonlySet<string> = new Set([
  ...["", "~", "null", "Null", "NULL"],
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"],
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"],
  ...[".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF"],
  ...["+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"],
]);

const LONGEST_WORD = 5;
const NUMERIC_START = /^[-+.0-9]/;
const POINT_FIRST = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
const DECIMAL = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const PREFIXED = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/;
const BINARY_SIGN_INSIDE = /^0b([-+])([01]+)$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const DAY = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:$|[Tt ])/;
const CLOCK = "([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?";
const TIME_OF_DAY = new RegExp(`^(?:| +${CLOCK})$`);
const TIME_WITH_ZONE = new RegExp(`^[Tt]${CLOCK}(?:Z|[-+]([0-9]{2}):([0-9]{2}))$`);
const TIME_LIMITS = [24, 60, 60, 25, 61];

/** Follows go.yaml.in/yaml/v2, resolve.go and encode.go: `yes`, `0x1F`, `1_000`, `1:20`, `2001-01-01`, but not `<<`. */
export function readsAsOther(text: string): boolean {
  if (text.length <= LONGEST_WORD && WORDS.has(text)) return true;
  if (!NUMERIC_START.test(text)) return false;
  if (text.startsWith(".")) return POINT_FIRST.test(text) && isFiniteDecimal(text);
  return BASE_60.test(text) || isTimestamp(text) || isNumber(text.replaceAll("_", ""));
}

/** Most texts are of this form, which is quick to find. */
const NAME = /^[A-Za-z/][\w./-]*$/;
const NOT_PLAIN = /^[\s&*!|>'"%@`#,[\]{}]|^[-?:](?:\s|$)|^(?:---|\.\.\.|<<$)|:\s|:$|\s#|\s$|[\n\r\t]/;

/** True for a string that cannot stand in a file without quotes, or that a writer would give some. */
export function needsQuotes(text: string): boolean {
  if (NAME.test(text)) return text.length <= LONGEST_WORD && WORDS.has(text);
  return readsAsOther(text) || NOT_PLAIN.test(text);
}

/**
 * True for a string to which kustomize gives quotes where it sets or meets it unquoted in a mapping: those that are a
 * boolean or a number in YAML 1.1. Source: kyaml/yaml/compatibility.go, IsValueNonString.
 */
export function getsQuotes(text: string): boolean {
  if (text.length <= LONGEST_WORD && WORDS.has(text)) return text !== "";
  if (!NUMERIC_START.test(text)) return false;
  if (text.startsWith(".")) return POINT_FIRST.test(text) && isFiniteDecimal(text);
  return isNumber(text.replaceAll("_", ""));
}

const MAYBE_COLLECTION = /^[[{#]|^[-?](?:\s|$)|:\s|:$/;

/** As `getsQuotes`, and true for what reads as a mapping, a list or a comment, too, if it can be read at all. */
export function getsQuotesWhenNew(text: string): boolean {
  if (getsQuotes(text)) return true;
  if (!MAYBE_COLLECTION.test(text) || text.includes("\n")) return false;
  const { contents, errors } = parseDocument(text, { schema: "failsafe", prettyErrors: false, logLevel: "error" });
  return errors.length === 0 && !isScalar(contents);
}

function isNumber(text: string): boolean {
  if (DECIMAL.test(text)) return Number.isFinite(Number(text));
  const prefixed = PREFIXED.exec(text);
  if (prefixed !== null) return isIn64Bits(prefixed[1] as string, prefixed[2] as string);
  const binary = BINARY_SIGN_INSIDE.exec(text);
  return binary !== null && isIn64Bits(binary[1] as string, `0b${binary[2]}`);
}

/** With a sign an integer has 63 bits for its size, without one 64. */
function isIn64Bits(sign: string, digits: string): boolean {
  const size = BigInt(digits);
  if (sign === "") return size < 2n ** 64n;
  return sign === "-" ? size <= 2n ** 63n : size < 2n ** 63n;
}

function isFiniteDecimal(text: string): boolean {
  return Number.isFinite(Number(text.replaceAll("_", "")));
}

function isTimestamp(text: string): boolean {
  const day = DAY.exec(text);
  if (day === null || !isDay(Number(day[1]), Number(day[2]), Number(day[3]))) return false;
  const rest = text.slice(`${day[1]}-${day[2]}-${day[3]}`.length);
  const time = TIME_OF_DAY.exec(rest) ?? TIME_WITH_ZONE.exec(rest);
  return time?.slice(1).every((part, at) => part === undefined || Number(part) < (TIME_LIMITS[at] ?? 0)) ?? false;
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const longest = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= longest;
}
