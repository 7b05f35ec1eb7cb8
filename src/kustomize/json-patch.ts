/** Applies JSON 6902 patches to plain data, without touching it. */
import type { JsonObject, JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import { own, withKey, withoutKey } from "./field-path.ts";
import { PatchError } from "./patch-error.ts";

export type Operation =
  | { readonly op: "add" | "replace" | "test"; readonly path: string; readonly value: JsonValue }
  | { readonly op: "remove"; readonly path: string }
  | { readonly op: "move" | "copy"; readonly path: string; readonly from: string };

/** Checks the form of a patch; the error names the number of the operation. */
export function readOperations(patch: readonly unknown[]): Operation[] {
  return patch.map((entry, index) => readOperation(entry, `operation ${index + 1}`));
}

function readOperation(entry: unknown, where: string): Operation {
  if (!isObject(entry)) throw new PatchError("", `${where} is not a mapping`, "Write op, path and value.");
  const { op, path, from } = entry;
  if (typeof path !== "string")
    throw new PatchError("", `${where} has no path`, "Give it a path such as /spec/replicas.");
  if (op === "add" || op === "replace" || op === "test") return { op, path, value: own(entry, "value") ?? null };
  if (op === "remove") return { op, path };
  if (op !== "move" && op !== "copy")
    throw new PatchError(
      path,
      `${where} has the unknown op ${JSON.stringify(op ?? null)}`,
      "Use add, remove, replace, move, copy or test.",
    );
  if (typeof from !== "string") throw new PatchError(path, `${where} has no from`, `Give the ${op} a from.`);
  return { op, path, from };
}

/** The data after all operations. */
export function applyJsonPatch(data: JsonObject, operations: readonly Operation[]): JsonValue {
  return operations.reduce<JsonValue>((here, operation) => apply(here, operation), data);
}

function apply(data: JsonValue, operation: Operation): JsonValue {
  const { path } = operation;
  if ("from" in operation) return transfer(data, operation);
  if (operation.op === "remove") return remove(data, path);
  if (operation.op === "test") return test(data, path, operation.value);
  return operation.op === "replace" && path === "" ? operation.value : put(data, path, operation.value, operation.op);
}

function transfer(data: JsonValue, { op, from, path }: Operation & { readonly from: string }): JsonValue {
  const value = read(data, from);
  if (value === undefined) throw new PatchError(from, `${op}: nothing is at this path`, "Correct `from`.");
  return put(op === "move" ? remove(data, from) : data, path, value, "add");
}

function test(data: JsonValue, path: string, value: JsonValue): JsonValue {
  // A missing value passes a test for null, as in kustomize.
  if (equal(read(data, path) ?? null, value)) return data;
  throw new PatchError(path, "test: the value is another one", "Correct the patch, or the value that it expects.");
}

function read(data: JsonValue, path: string): JsonValue | undefined {
  let here: JsonValue | undefined = data;
  for (const step of steps(path)) {
    if (Array.isArray(here)) here = (here as readonly JsonValue[])[listIndex(step, here.length)];
    else here = isObject(here) ? own(here, step) : undefined;
  }
  return here;
}

function put(data: JsonValue, path: string, value: JsonValue, op: "add" | "replace"): JsonValue {
  return atParent(data, path, op, (parent, step) => {
    if (isObject(parent)) return withKey(parent, step, value);
    const adding = op === "add";
    const index = adding && step === "-" ? parent.length : listIndex(step, adding ? parent.length + 1 : parent.length);
    if (index < 0 || index > parent.length - (adding ? 0 : 1)) throw outside(path, op, parent.length);
    return [...parent.slice(0, index), value, ...parent.slice(adding ? index : index + 1)];
  });
}

function remove(data: JsonValue, path: string): JsonValue {
  return atParent(data, path, "remove", (parent, step) => {
    if (isObject(parent)) {
      if (!Object.hasOwn(parent, step))
        throw new PatchError(path, "remove: nothing is at this path", "Leave the operation out, or correct its path.");
      return withoutKey(parent, step);
    }
    const index = listIndex(step, parent.length);
    if (index < 0 || index >= parent.length) throw outside(path, "remove", parent.length);
    return parent.toSpliced(index, 1);
  });
}

/** Rebuilds the way to a path around what `change` makes of the last container on it. */
function atParent(
  data: JsonValue,
  path: string,
  op: string,
  change: (parent: JsonObject | readonly JsonValue[], step: string) => JsonValue,
): JsonValue {
  const way = steps(path);
  const walk = (here: JsonValue | undefined, depth: number): JsonValue => {
    const step = way[depth];
    if (step === undefined || !(isObject(here) || Array.isArray(here))) {
      throw new PatchError(
        path,
        `${op}: the object has nothing at the parent of this path`,
        "Add the parent first, or correct the path.",
      );
    }
    if (depth === way.length - 1) return change(here, step);
    if (isObject(here)) return withKey(here, step, walk(own(here, step), depth + 1));
    const list = here as readonly JsonValue[];
    const index = listIndex(step, list.length);
    return list.with(checked(index, list.length, path, op), walk(list[index], depth + 1));
  };
  return walk(data, 0);
}

function checked(index: number, length: number, path: string, op: string): number {
  if (index < 0 || index >= length) throw outside(path, op, length);
  return index;
}

function outside(path: string, op: string, length: number): PatchError {
  return new PatchError(
    path,
    `${op}: the list has ${length} items, the index is outside`,
    "Correct the index; `-` appends.",
  );
}

/** A negative index counts from the end, as in the library that kustomize uses; NaN for anything else. */
function listIndex(step: string, length: number): number {
  if (!/^-?\d+$/.test(step)) return -1;
  const index = Number(step);
  return index < 0 ? index + length : index;
}

function steps(path: string): string[] {
  if (path === "") return [];
  if (!path.startsWith("/")) throw new PatchError(path, "the path does not start with a slash", `Write /${path}.`);
  return path
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function equal(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => equal(item, b[i] ?? null));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key] ?? null, b[key] ?? null))
  );
}
