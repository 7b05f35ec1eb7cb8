/**
 * Applies JSON 6902 patches without touching the object.
 * Source: the behaviour of kustomize 5.8.1 (api/filters/patchjson6902 with gopkg.in/evanphx/json-patch.v4 4.13.0).
 */
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, own, withKey, withoutKey } from "../yaml/value.ts";
import { equalJson } from "./json-equality.ts";
import type { Operation } from "./json-operations.ts";
import { textField } from "./json-operations.ts";
import type { Container } from "./json-pointer.ts";
import { changeAt, listIndex, outside, valueAt } from "./json-pointer.ts";
import { ADDED_NULL, COPIED_NULL, plainValue } from "./json-text.ts";
import { PatchError } from "./patch-error.ts";

export { readJsonOperations, readOperations } from "./json-operations.ts";

/**
 * The object after all operations. Throws PatchError, also where kustomize crashes. The caller takes the object through
 * kustomize's JSON round trip (`throughJson`) before, and the result again afterwards: no text stays shared.
 */
export function applyJsonPatch(object: Mapping, operations: readonly Operation[]): Mapping {
  const result = plainValue(operations.reduce<Container>(apply, object));
  if (isMapping(result)) return result;
  throw new PatchError("", "the patch makes a list of the object", "Replace the object by a mapping.");
}

function apply(object: Container, operation: Operation): Container {
  const op = plainValue(own(operation.fields, "op") ?? null);
  switch (op) {
    case "add":
      return add(object, textField(operation, "path"), valueFor(operation));
    case "remove":
      return remove(object, textField(operation, "path"), op);
    case "replace":
      return replace(object, textField(operation, "path"), valueFor(operation));
    case "test":
      return test(object, textField(operation, "path"), operation);
    case "copy":
      return copy(object, operation);
    case "move":
      return move(object, operation);
    default:
      throw new PatchError(
        "",
        `${operation.where} has ${op === null ? "no op" : "an unknown op"}`,
        "Use add, remove, replace, move, copy or test.",
      );
  }
}

/** A missing value counts as null, and differs from a null that is written where it is tested later. */
function valueFor({ fields }: Operation): Value {
  return own(fields, "value") === null ? ADDED_NULL : (own(fields, "value") ?? null);
}

function add(object: Container, path: string, value: Value): Container {
  return changeAt(object, path, "add", (parent, step) => {
    if (!isList(parent)) return withKey(parent as Mapping, step, value);
    const index = step === "-" ? parent.length : listIndex(step, parent.length + 1);
    if (index === undefined) throw outside(path, "add", parent.length);
    return parent.toSpliced(index, 0, value);
  });
}

function remove(object: Container, path: string, op: string): Container {
  return changeAt(object, path, op, (parent, step) => {
    if (isList(parent)) {
      const index = listIndex(step, parent.length);
      if (index === undefined) throw outside(path, op, parent.length);
      return parent.toSpliced(index, 1);
    }
    if (Object.hasOwn(parent, step)) return withoutKey(parent as Mapping, step);
    throw new PatchError(path, `${op}: nothing is at this path`, "Leave the operation out, or correct its path.");
  });
}

/** A key that a mapping lacks is set all the same. */
function replace(object: Container, path: string, value: Value): Container {
  if (path === "") {
    if (isMapping(value) || isList(value)) return value;
    throw new PatchError(path, "replace: the value for the whole object is no mapping", "Give it the whole object.");
  }
  return changeAt(object, path, "replace", (parent, step) => {
    if (!isList(parent)) return withKey(parent as Mapping, step, value);
    const index = listIndex(step, parent.length);
    if (index === undefined) throw outside(path, "replace", parent.length);
    return parent.with(index, value);
  });
}

function move(object: Container, operation: Operation): Container {
  const from = textField(operation, "from");
  const value = valueAt(object, from, "move");
  return add(remove(object, from, "move"), textField(operation, "path"), value);
}

/** Of a key that a mapping lacks, the copy is null. */
function copy(object: Container, operation: Operation): Container {
  const value = valueAt(object, textField(operation, "from"), "copy");
  return add(object, textField(operation, "path"), value === ADDED_NULL ? COPIED_NULL : value);
}

/** A key that a mapping lacks passes a test for null; a whole object never equals an operation without value. */
function test(object: Container, path: string, operation: Operation): Container {
  const expected = valueFor(operation);
  const found = path === "" ? object : valueAt(object, path, "test");
  const isNull = expected === null || expected === ADDED_NULL;
  if (found === null ? isNull : expected !== null && equalJson(found, expected, path)) return object;
  throw new PatchError(path, "test: the value is another one", "Correct the patch, or the value that it expects.");
}
