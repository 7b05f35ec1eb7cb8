/** What setting a scalar field makes of it, by what was there before. */
import type { FieldSpec } from "../config/config.ts";
import { untyped } from "../yaml/scalars.ts";
import type { Value } from "../yaml/value.ts";
import { isScalar } from "../yaml/value.ts";
import { wrongKind } from "./field-error.ts";

/** The value, which must be a scalar: kustomize sets scalars only where there is one, or null. */
export function demandScalar(value: Value, spec: FieldSpec): Value {
  if (!isScalar(value)) throw wrongKind(spec, "a scalar", value);
  return value;
}

/**
 * A text without a type of its own, as names and images get it: kustomize keeps the quotes of the scalar that was there
 * before, and reads what was unquoted anew, so `1` with the suffix `2` is the number 12, and `"1"` the text "12".
 */
export function untypedText(text: string, isQuoted: boolean): Value {
  return isQuoted ? text : untyped(text);
}
