/**
 * Applies JSON 6902 patches without touching the object.
 * Source: the behaviour of kustomize 5.8.1 (api/filters/patchjson6902 with gopkg.in/evanphx/json-patch.v4 4.13.0).
 */
import type { GrowingMapping } from "../yaml/growing.ts";
import { put } from "../yaml/growing.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, own } from "../yaml/value.ts";
import { JsonDraft } from "./json-draft.ts";
import { equalJson } from "./json-equality.ts";
import type { Operation } from "./json-operations.ts";
import { textField } from "./json-operations.ts";
import { listIndex, outside, parentAt, valueAt } from "./json-pointer.ts";
import { ADDED_NULL, COPIED_NULL, plainValue } from "./json-text.ts";
import { PatchError } from "./patch-error.ts";

export { readJsonOperations, readOperations } from "./json-operations.ts";

/**
 * The object after all operations. Throws PatchError, also where kustomize crashes. The caller takes the object through
 * kustomize's JSON round trip (`throughJson`) before, and the result again afterwards: no text stays shared.
 */
export function applyJsonPatch(object: Mapping, operations: readonly Operation[]): Mapping {
  const draft = new JsonDraft(object);
  for (const operation of operations) apply(draft, operation);
  const result = plainValue(draft.root);
  if (isMapping(result)) return result;
  throw new PatchError("", "the patch makes a list of the object", "Replace the object by a mapping.");
}

function apply(draft: JsonDraft, operation: Operation): void {
  const op = plainValue(own(operation.fields, "op") ?? null);
  switch (op) {
    case "add":
      add(draft, textField(operation, "path"), valueFor(operation));
      break;
    case "remove":
      remove(draft, textField(operation, "path"), op);
      break;
    case "replace":
      replace(draft, textField(operation, "path"), valueFor(operation));
      break;
    case "test":
      test(draft, textField(operation, "path"), operation);
      break;
    case "copy":
      copy(draft, operation);
      break;
    case "move":
      move(draft, operation);
      break;
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

function add(draft: JsonDraft, path: string, value: Value): void {
  const { parent, above, step } = parentAt(draft.root, path, "add");
  if (!isList(parent)) {
    setKey(draft, parent as Mapping, above, step, value);
    return;
  }
  const index = step === "-" ? parent.length : listIndex(step, parent.length + 1);
  if (index === undefined) throw outside(path, "add", parent.length);
  (draft.edit(above) as Value[]).splice(index, 0, value);
}

function setKey(draft: JsonDraft, parent: Mapping, above: readonly string[], key: string, value: Value): void {
  if (own(parent, key) !== value) put(draft.edit(above) as GrowingMapping, key, value);
}

function remove(draft: JsonDraft, path: string, op: string): void {
  const { parent, above, step } = parentAt(draft.root, path, op);
  if (isList(parent)) {
    const index = listIndex(step, parent.length);
    if (index === undefined) throw outside(path, op, parent.length);
    (draft.edit(above) as Value[]).splice(index, 1);
    return;
  }
  if (!Object.hasOwn(parent, step)) {
    throw new PatchError(path, `${op}: nothing is at this path`, "Leave the operation out, or correct its path.");
  }
  delete (draft.edit(above) as GrowingMapping)[step];
}

/** A key that a mapping lacks is set all the same. */
function replace(draft: JsonDraft, path: string, value: Value): void {
  if (path === "") {
    replaceAll(draft, value);
    return;
  }
  const { parent, above, step } = parentAt(draft.root, path, "replace");
  if (!isList(parent)) {
    setKey(draft, parent as Mapping, above, step, value);
    return;
  }
  const index = listIndex(step, parent.length);
  if (index === undefined) throw outside(path, "replace", parent.length);
  (draft.edit(above) as Value[])[index] = value;
}

function replaceAll(draft: JsonDraft, value: Value): void {
  if (!isMapping(value) && !isList(value)) {
    throw new PatchError("", "replace: the value for the whole object is no mapping", "Give it the whole object.");
  }
  draft.replaceRoot(value);
}

function move(draft: JsonDraft, operation: Operation): void {
  const from = textField(operation, "from");
  const value = valueAt(draft.root, from, "move");
  remove(draft, from, "move");
  add(draft, textField(operation, "path"), value);
}

/** Of a key that a mapping lacks, the copy is null. */
function copy(draft: JsonDraft, operation: Operation): void {
  const value = valueAt(draft.root, textField(operation, "from"), "copy");
  draft.share(value);
  add(draft, textField(operation, "path"), value === ADDED_NULL ? COPIED_NULL : value);
}

/** A key that a mapping lacks passes a test for null; a whole object never equals an operation without value. */
function test({ root }: JsonDraft, path: string, operation: Operation): void {
  const expected = valueFor(operation);
  const found = path === "" ? root : valueAt(root, path, "test");
  const isNull = expected === null || expected === ADDED_NULL;
  if (found === null ? isNull : expected !== null && equalJson(found, expected, path)) return;
  throw new PatchError(path, "test: the value is another one", "Correct the patch, or the value that it expects.");
}
