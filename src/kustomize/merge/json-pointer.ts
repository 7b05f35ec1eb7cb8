/** Paths of JSON patches, and the way to them through an object. */
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, own } from "../yaml/value.ts";
import { PatchError } from "./patch-error.ts";

export type Container = Mapping | readonly Value[];

/** The steps of a path. What stands before the first slash is not looked at, as in kustomize; no slash is an error. */
export function stepsOf(path: string, op: string): readonly string[] {
  const [, ...steps] = path.split("/");
  if (steps.length === 0) throw new PatchError(path, `${op}: the path has no slash`, `Write /${path}.`);
  return steps.map((step) => step.replace(/~[01]/g, (sign) => (sign === "~1" ? "/" : "~")));
}

/** The container of a path's last step, the steps to it, and that step. Throws PatchError where the way ends before. */
export function parentAt(
  object: Container,
  path: string,
  op: string,
): { readonly parent: Container; readonly above: readonly string[]; readonly step: string } {
  const steps = stepsOf(path, op);
  const above = steps.slice(0, -1);
  const parent = above.reduce((here, step) => containerAt(here, step, path, op), object);
  return { parent, above, step: steps.at(-1) ?? "" };
}

/** The value at a path; null where a mapping lacks the last key. Throws PatchError where the way to it ends before. */
export function valueAt(object: Container, path: string, op: string): Value {
  const { parent, step } = parentAt(object, path, op);
  const value = childOf(parent, step);
  if (value === undefined) throw outside(path, op, parent.length as number);
  return value;
}

/** The index of a list's item; negative ones count from the end. Undefined for anything else and outside of the list. */
export function listIndex(step: string, length: number): number | undefined {
  if (!/^[-+]?\d+$/.test(step)) return undefined;
  const index = Number(step) < 0 ? Number(step) + length : Number(step);
  return index >= 0 && index < length ? index : undefined;
}

export function outside(path: string, op: string, length: number): PatchError {
  const problem = `${op}: the list has ${length} items, and this index is none of them`;
  return new PatchError(path, problem, op === "add" ? "Correct the index; `-` appends." : "Correct the index.");
}

/** Null for a key that a mapping does not have; undefined for an item that a list does not have. */
function childOf(parent: Container, step: string): Value | undefined {
  if (!isList(parent)) return own(parent as Mapping, step) ?? null;
  const index = listIndex(step, parent.length);
  return index === undefined ? undefined : parent[index];
}

function containerAt(parent: Container, step: string, path: string, op: string): Container {
  const child = childOf(parent, step);
  if (isMapping(child) || isList(child)) return child;
  throw new PatchError(
    path,
    `${op}: the object has nothing at the parent of this path`,
    "Add the parent first, or correct the path.",
  );
}
