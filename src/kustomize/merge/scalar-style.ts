/** What is left of the quotes of a scalar when another one is written over it. */
import type { Value } from "../yaml/value.ts";
import { isScalar, nodeText, Scalar, SharedText, scalarText } from "../yaml/value.ts";

/**
 * The value that a field has after `next` is written into it. kustomize keeps the old scalar's quotes, so a number or a
 * boolean that replaces a quoted string becomes a string (a string never becomes anything else). A text that several
 * places share stays shared.
 */
export function inStyleOf(before: Value, next: Value, isQuoted: boolean): Value {
  if (!isScalar(before) || !isScalar(next)) return next;
  const styled = isQuoted && !isText(next) ? nodeText(next) : next;
  if (!(before instanceof SharedText) || !isText(styled)) return styled;
  return scalarText(styled) === before.text ? before : new SharedText(scalarText(styled), isQuoted);
}

function isText(value: Value): boolean {
  return typeof value === "string" || (value instanceof Scalar && value.tag === "str");
}
