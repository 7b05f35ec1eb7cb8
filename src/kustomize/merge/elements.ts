/**
 * Finds and sets the items of merged lists by their keys, as kustomize does it: what an item lacks matches more than one
 * would think, and every change of a list drops its nulls and empty mappings.
 * Source: the behaviour of kustomize 5.8.1 (kyaml/yaml/fns.go, ElementSetter and ElementMatcher).
 */
import type { Draft } from "./draft.ts";
import { wrongForm } from "./form.ts";

/** The key of a list of scalars: an item is its own key. */
export const SELF = "";

/** The first item whose keys have these values; an empty value is matched by an empty one only. */
export function findElement(
  list: Draft | undefined,
  keys: readonly string[],
  values: readonly string[],
): Draft | undefined {
  if (list?.kind !== "list") return undefined;
  if (keys[0] === SELF) return list.items.find((item) => item.text === values[0]);
  return list.items.find((item) => keys.every((key, index) => item.field(key)?.text === values[index]));
}

/**
 * Puts the element in place of every item that matches, or at the end where none does; without an element the items
 * that match are taken out. An empty value matches any item that has the key. Where there are fewer values than keys,
 * the last keys are not asked for; without any values the whole list goes.
 */
export function setElement(
  list: Draft,
  element: Draft | undefined,
  keys: readonly string[],
  values: readonly string[],
  path: string,
): void {
  const ofMappings = keys[0] !== SELF && (values[0] ?? "") !== "";
  const next: Draft[] = [];
  let found = false;
  for (const item of list.items) {
    if (item.isEmpty) continue;
    if (ofMappings && item.kind !== "map") next.push(item);
    else if (!matches(item, keys, values, path)) {
      if (values.length > 0) next.push(item);
    } else {
      found = true;
      if (element !== undefined) next.push(element);
    }
  }
  if (element !== undefined && !element.isNull && !found) next.push(element);
  list.setItems(next);
}

function matches(item: Draft, keys: readonly string[], values: readonly string[], path: string): boolean {
  return (
    values.length > 0 && keys.every((key, index) => index >= values.length || hasValue(item, key, values[index], path))
  );
}

function hasValue(item: Draft, key: string, value: string | undefined, path: string): boolean {
  if (key === SELF) {
    if (item.kind !== "scalar") throw wrongForm(path, "scalar", item.kind);
    return item.text === value;
  }
  if (item.kind !== "map") throw wrongForm(path, "map", item.kind);
  const field = item.field(key);
  return field !== undefined && (value === "" || field.text === value);
}
