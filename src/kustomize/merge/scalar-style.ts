/** What is left of the quotes of a scalar when another one is written over it. */
import type { Value } from "../yaml/value.ts";
import { isScalar, nodeText, Scalar, SharedText, scalarText } from "../yaml/value.ts";

/**
 * The value that a field has after `next` is written into it. kustomize keeps the old scalar's quotes, so a number or a
 * boolean that replaces a quoted string becomes a string (a string never becomes anything else). A text that several
 * places share stays shared.
 */
export function inStyleOf(before: Value, next: Value): Value {
  if (!isScalar(before) || !isScalar(next)) return next;
  const styled = typeof next !== "string" && isQuoted(before) && !isText(next) ? nodeText(next) : next;
  if (!(before instanceof SharedText) || !isText(styled)) return styled;
  return scalarText(styled) === before.text ? before : new SharedText(scalarText(styled));
}

function isText(value: Value): boolean {
  return typeof value === "string" || (value instanceof Scalar && value.tag === "str");
}

/**
 * True for a string that cannot stand in a file without quotes (or as a block). One that could and is quoted all the same
 * counts as plain here: values do not say which it was.
 */
function isQuoted(value: Value): boolean {
  return isText(value) && !couldBePlain(scalarText(value));
}

const OTHER_TYPE =
  /^(~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|<<|\d{4}-\d\d?-\d\d?([Tt ].*)?)$/;
const NOT_PLAIN = /^[\s&*!|>'"%@`#,[\]{}]|^[-?:](\s|$)|^(---|\.\.\.)|:\s|:$|\s#|\s$|[\n\r\t]/;

function couldBePlain(text: string): boolean {
  return text !== "" && !OTHER_TYPE.test(text) && !NOT_PLAIN.test(text);
}
