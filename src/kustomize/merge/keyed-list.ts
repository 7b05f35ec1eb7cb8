/** Merges the items of one list by their keys, in the order and with the losses of kustomize 5.8.1. */
import { mergeDistinct } from "./distinct-items.ts";
import type { Draft, ItemWalk } from "./draft.ts";
import { findElement, SELF, setElement } from "./elements.ts";
import { wrongForm } from "./form.ts";
import type { Tuple } from "./key-tuples.ts";
import { distinctTuples, joinTuples, keysInUse } from "./key-tuples.ts";

/**
 * The merged list: what the patch names comes first, in the patch's order, and the rest of the object's list follows.
 * `list` is written to, and is the patch's own list where the patch adds or replaces it. No keys: a list of scalars.
 */
export function mergeElements(
  list: Draft,
  patch: Draft | undefined,
  keys: readonly string[],
  path: string,
  walkItem: ItemWalk,
): Draft {
  const quick = list === patch || keys.length === 0 ? undefined : mergeDistinct(list, patch, keys, walkItem);
  if (quick !== undefined) return list.withItems(quick);
  const names = keys.length === 0 ? [SELF] : keys;
  const tuples = joinTuples(distinctTuples(patch, list, names), names.length);
  if (tuples.length === 0) return list;
  const first = list.withItems([]);
  const used = keysInUse(names, tuples);
  for (const tuple of tuples) {
    const values = tuple.filter((_, index) => used.includes(names[index] ?? SELF));
    const [own, ownValues] = filledKeys(used, values);
    const merged = walkItem(findElement(list, own, ownValues), findElement(patch, own, ownValues));
    if (merged === undefined || merged.isEmpty) {
      setElement(list, undefined, used, values, path);
      continue;
    }
    for (const [index, key] of used.entries()) addMissingKey(merged, key, values[index] ?? "", path);
    setElement(first, merged, used, values, path);
  }
  for (const item of list.items) follow(first, item, used, path);
  return first;
}

/** Each item is looked for only by the keys that it has; by all where it has none. */
function filledKeys(keys: readonly string[], values: Tuple): [readonly string[], Tuple] {
  const filled = keys.filter((_, index) => values[index] !== "");
  return filled.length === 0 ? [keys, values] : [filled, values.filter((value) => value !== "")];
}

/** An item that was found by another item's key gets that key. */
function addMissingKey(item: Draft, key: string, value: string, path: string): void {
  if (value === "" || item.field(key) !== undefined) return;
  if (key === SELF) {
    if (item.kind !== "scalar") throw wrongForm(path, "scalar", item.kind);
    return;
  }
  if (item.kind !== "map") throw wrongForm(path, "map", item.kind);
  item.setText(key, value);
}

/** Puts an item of the object behind the merged ones, or in place of the merged one that has its keys: it is the same. */
function follow(list: Draft, item: Draft, keys: readonly string[], path: string): void {
  if (keys[0] === SELF) {
    setElement(list, item, keys, [item.text], path);
    return;
  }
  if (item.kind !== "map" && !item.isNull) throw wrongForm(path, "map", item.kind);
  const values: string[] = [];
  for (const key of keys) {
    const field = item.field(key);
    // kustomize appends an item once for each key that it lacks.
    if (field === undefined) list.setItems([...list.items, item]);
    else values.push(field.text);
  }
  if (keys.length > 1) setElement(list, undefined, keys, values, path);
  setElement(list, item, keys, values, path);
}
