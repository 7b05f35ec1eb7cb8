/** The equality by which kustomize's JSON patches test a value. */
import { jsonText } from "../yaml/json.ts";
import type { Value } from "../yaml/value.ts";
import { isList, isMapping, own } from "../yaml/value.ts";
import { ADDED_NULL, COPIED_NULL, WrittenScalar } from "./json-text.ts";
import { PatchError } from "./patch-error.ts";

/**
 * True for equal JSON; scalars are compared by their text, so 1.0 in a JSON patch is not the 1 of the object. Throws
 * PatchError for lists with null items, on which kustomize crashes.
 */
export function equalJson(a: Value, b: Value, path: string): boolean {
  if (a === COPIED_NULL) return isMapping(b) && Object.keys(b).length === 0;
  if (a === ADDED_NULL) return a === b;
  if (isMapping(a)) return isMapping(b) && equalMappings(a, b, path);
  if (isList(a)) return isList(b) && equalLists(a, b, path);
  return !isMapping(b) && !isList(b) && writtenText(a) === writtenText(b);
}

function equalMappings(a: Readonly<Record<string, Value>>, b: Readonly<Record<string, Value>>, path: string): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => {
    const [one, other] = [own(a, key), own(b, key)];
    if (one === undefined || other === undefined) return false;
    if (one === null || other === null) return one === other;
    return equalJson(one, other, path);
  });
}

function equalLists(a: readonly Value[], b: readonly Value[], path: string): boolean {
  if (a.length !== b.length) return false;
  return a.every((item, index) => {
    const other = b[index] ?? null;
    if (item !== null && other !== null) return equalJson(item, other, path);
    throw new PatchError(path, "test: kustomize crashes on null in a list", "Test the other items one by one.");
  });
}

function writtenText(value: Value): string {
  return value instanceof WrittenScalar ? value.text : jsonText(value);
}
