/** Merges one strategic merge patch into one object, without touching either. */
import type { JsonObject, JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import { own } from "./field-path.ts";
import type { ItemMerge } from "./keyed-list.ts";
import { mergeKeyed } from "./keyed-list.ts";
import type { Shape } from "./merge-keys.ts";
import { fieldOf } from "./merge-keys.ts";
import { DIRECTIVE, directiveOf, PatchError } from "./patch-error.ts";

/** The object with the patch merged in, or undefined where the patch says `$patch: delete`. */
export function strategicMerge(
  target: JsonObject,
  patch: JsonObject,
  shape: Shape | undefined,
): JsonObject | undefined {
  return mergeItem(target, patch, shape, "");
}

/**
 * An object or an item of a keyed list: here `$patch: replace` leaves the target as it is, as in kustomize, which
 * replaces only the values of fields.
 */
function mergeItem(
  target: JsonObject,
  patch: JsonObject,
  shape: Shape | undefined,
  path: string,
): JsonObject | undefined {
  const directive = directiveOf(patch, path);
  if (directive === "delete") return undefined;
  return directive === "replace" ? target : mergeMap(target, patch, shape, path);
}

/** Merges or adds one item of a keyed list. */
function mergeItemOf(shape: Shape | undefined): ItemMerge {
  return (target, patch, path) =>
    target === undefined ? added(patch, undefined, shape, path) : mergeItem(target, patch, shape, path);
}

function mergeMap(target: JsonObject, patch: JsonObject, shape: Shape | undefined, path: string): JsonObject {
  const merged = new Map(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    if (key === DIRECTIVE) continue;
    const next = mergeField(own(target, key), value, key, shape, `${path}/${key}`);
    if (next === undefined) merged.delete(key);
    else merged.set(key, next);
  }
  return Object.fromEntries(merged);
}

function mergeField(
  target: JsonValue | undefined,
  patch: JsonValue,
  key: string,
  shape: Shape | undefined,
  path: string,
): JsonValue | undefined {
  refuseDirectiveKey(key, path);
  if (patch === null) return undefined;
  const { field, below } = fieldOf(shape, key);
  if (target === undefined || target === null) return added(patch, field?.keys, below, path);
  expectSameForm(target, patch, path);
  if (isObject(patch)) {
    const directive = directiveOf(patch, path);
    if (directive === "delete") return undefined;
    return mergeMap(directive === "replace" ? {} : (target as JsonObject), patch, below, path);
  }
  if (!Array.isArray(patch)) return patch;
  const list = patch as readonly JsonValue[];
  const old = target as readonly JsonValue[];
  if (field?.keys !== undefined) return mergeKeyed(old, list, field.keys, path, mergeItemOf(below));
  if (field?.set === true) return [...new Set([...list, ...old])];
  return list;
}

/** What a patch adds where the object has nothing: without its nulls and directives. */
function added(
  patch: JsonValue,
  keys: readonly string[] | undefined,
  shape: Shape | undefined,
  path: string,
): JsonValue | undefined {
  if (isObject(patch)) return directiveOf(patch, path) === "delete" ? undefined : mergeMap({}, patch, shape, path);
  if (Array.isArray(patch) && keys !== undefined) {
    return mergeKeyed(undefined, patch as readonly JsonValue[], keys, path, mergeItemOf(shape));
  }
  return patch;
}

/** kustomize writes these into the object as if they were fields, which no API server accepts. */
function refuseDirectiveKey(key: string, path: string): void {
  if (!/^\$(setElementOrder|deleteFromPrimitiveList|retainKeys)(\/|$)/.test(key)) return;
  throw new PatchError(path, `the directive ${key} is not supported`, "Leave it out, or use a JSON 6902 patch.");
}

function expectSameForm(target: JsonValue, patch: JsonValue, path: string): void {
  const [have, want] = [formOf(target), formOf(patch)];
  if (have === want) return;
  throw new PatchError(
    path,
    `the patch has a ${want} where the object has a ${have}`,
    `Make it a ${have}, or delete the field first.`,
  );
}

function formOf(value: JsonValue): "list" | "mapping" | "scalar" {
  if (Array.isArray(value)) return "list";
  return isObject(value) ? "mapping" : "scalar";
}
