/**
 * Whether a walk without a patch leaves a value as it is, found out by one such walk. For values of which `isSettled` does
 * not know it: kustomize looks through every list of ports that leave their protocol out, and mostly changes nothing.
 */
import type { Value } from "../yaml/value.ts";
import { isList, isMapping } from "../yaml/value.ts";
import { PatchError } from "./patch-error.ts";
import type { Schema, SchemaSet } from "./schema.ts";

interface Answer {
  readonly schema: Schema | undefined;
  readonly schemas: SchemaSet;
  readonly stays: boolean;
}

const answers = new WeakMap<object, Answer>();

/**
 * `walk` gives what is left of the value, or undefined where it goes away; it is called once for each value, and for the
 * value itself it must not expect an answer from here. A walk that fails has to be made again, where its errors have a place.
 */
export function staysWhenWalked(
  value: Value,
  schema: Schema | undefined,
  schemas: SchemaSet,
  walk: () => Value | undefined,
): boolean {
  if (!isMapping(value) && !isList(value)) return false;
  const known = answers.get(value);
  if (known !== undefined && known.schema === schema && known.schemas === schemas) return known.stays;
  answers.set(value, { schema, schemas, stays: false });
  const stays = isUnchanged(value, walk);
  answers.set(value, { schema, schemas, stays });
  return stays;
}

function isUnchanged(value: Value, walk: () => Value | undefined): boolean {
  try {
    const left = walk();
    return left !== undefined && sameContent(left, value);
  } catch (cause) {
    if (cause instanceof PatchError) return false;
    throw cause;
  }
}

/** The same scalars in the same order, in other collections perhaps. */
function sameContent(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (isList(left)) {
    return isList(right) && left.length === right.length && left.every((item, at) => same(item, right[at]));
  }
  if (!isMapping(left) || !isMapping(right)) return false;
  const names = Object.keys(left);
  const others = Object.keys(right);
  return (
    names.length === others.length && names.every((name, at) => name === others[at] && same(left[name], right[name]))
  );
}

function same(left: Value | undefined, right: Value | undefined): boolean {
  return left !== undefined && right !== undefined && sameContent(left, right);
}
