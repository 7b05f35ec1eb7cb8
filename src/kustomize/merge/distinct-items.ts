/** The quick way to merge a list of which every item can be told from every other: the result is that of keyed-list.ts. */
import type { Draft, ItemWalk } from "./draft.ts";
import { keyValue } from "./key-tuples.ts";

/** Undefined where an item of either list lacks a key or has the keys of another one. */
export function mergeDistinct(
  list: Draft,
  patch: Draft | undefined,
  keys: readonly string[],
  walkItem: ItemWalk,
): readonly Draft[] | undefined {
  const old = byKeys(list.items, keys);
  const changes = patch === undefined ? new Map<string, Draft>() : byKeys(patch.items, keys);
  if (old === undefined || changes === undefined) return undefined;
  const merged = new Map<string, Draft | undefined>();
  for (const [id, change] of changes) merged.set(id, kept(old.get(id), walkItem(old.get(id), change)));
  for (const [id, item] of old) if (!changes.has(id)) merged.set(id, kept(item, walkItem(item, undefined)));
  // With one key the patch's items come first; with several only those that are new.
  const ids = keys.length === 1 ? merged.keys() : [...[...changes.keys()].filter((id) => !old.has(id)), ...old.keys()];
  return [...ids].flatMap((id) => merged.get(id) ?? []);
}

/** An item that the patch replaces is put back by kustomize. */
function kept(item: Draft | undefined, merged: Draft | undefined): Draft | undefined {
  return merged === undefined || merged.isEmpty ? undefined : (item ?? merged);
}

function byKeys(items: readonly Draft[], keys: readonly string[]): ReadonlyMap<string, Draft> | undefined {
  const found = new Map<string, Draft>();
  for (const item of items) {
    const values = keys.map((key) => keyValue(item, key));
    if (values.includes("")) return undefined;
    found.set(values.length === 1 ? (values[0] ?? "") : JSON.stringify(values), item);
  }
  return found.size === items.length ? found : undefined;
}
