/** The values of the merge keys by which the items of a list are told apart. */
import type { Draft } from "./draft.ts";
import { SELF } from "./elements.ts";

/** One value for each key of the list; empty where the item has none. */
export type Tuple = readonly string[];

/** The items of the patch first, each tuple once. */
export function distinctTuples(patch: Draft | undefined, target: Draft, keys: readonly string[]): readonly Tuple[] {
  const seen = new Map<string, Tuple>();
  for (const item of [...(patch?.items ?? []), ...target.items]) {
    const tuple = keys.map((key) => (key === SELF ? item.text : keyValue(item, key)));
    const id = JSON.stringify(tuple);
    if (!seen.has(id)) seen.set(id, tuple);
  }
  return [...seen.values()];
}

/** Empty for an item that is no mapping, or has nothing for the key. */
export function keyValue(item: Draft, key: string): string {
  const field = item.field(key);
  return field === undefined || field.isBare ? "" : field.text;
}

/** With several keys, tuples that differ only where one has no value count as one: the port 80 and 80/TCP. */
export function joinTuples(tuples: readonly Tuple[], keyCount: number): readonly Tuple[] {
  if (keyCount < 2) return tuples;
  const joined = [...tuples];
  for (let i = 0; i < joined.length; i++) {
    // The outer tuple is read once; what it becomes is seen only by those after it, as in kustomize.
    const one = joined[i] ?? [];
    for (let j = 0; j < joined.length; j++) {
      const both = join(one, joined[j] ?? []);
      if (both === undefined) continue;
      joined[i] = both;
      joined[j] = both;
    }
  }
  return joined;
}

function join(a: Tuple, b: Tuple): Tuple | undefined {
  const fits = a.every((value, index) => value === b[index] || value === "" || b[index] === "");
  const isClose = a.some((value, index) => value === b[index]);
  return fits && isClose ? a.map((value, index) => (value === "" ? (b[index] ?? "") : value)) : undefined;
}

/** The keys that some tuple has a value for; all of them where none has any. */
export function keysInUse(keys: readonly string[], tuples: readonly Tuple[]): readonly string[] {
  const used = keys.filter((_, index) => tuples.some((tuple) => (tuple[index] ?? "") !== ""));
  return used.length === 0 ? keys : used;
}
