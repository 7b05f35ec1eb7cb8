/** Which items of two lists are the same one, as plain data: the comparing of the items is left to the caller. */
import type { Edit, Item, Position } from "../model/difference.ts";
import type { JsonValue } from "../model/json.ts";

export interface ListMatch {
  /** Undefined where the common items stand in the same order. */
  readonly moved: Pick<Edit, "order" | "items"> | undefined;
  /** In the order of the old side. */
  readonly removed: readonly LoneItem[];
  /** The items of both sides that may differ, in an order that is the same for swapped sides. */
  readonly common: readonly CommonItem[];
  /** In the order of the new side. */
  readonly added: readonly LoneItem[];
}

export interface LoneItem {
  readonly step: Item;
  readonly value: JsonValue;
  readonly position?: Position;
}

export interface CommonItem {
  readonly step: Item;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

/** Where an item of both sides stands, and what it is called, the same for swapped sides. */
export interface Pair {
  readonly before: number;
  readonly after: number;
  readonly label: () => string;
}

/** Takes all pairs, in the order of the old side. */
export function movedItems(pairs: readonly Pair[]): ListMatch["moved"] {
  const numbered = pairs.map((pair, number) => ({ after: pair.after, number }));
  const order = numbered.sort((a, b) => a.after - b.after).map(({ number }) => number);
  if (order.every((number, index) => number === index)) return undefined;
  return { order, items: pairs.map(({ label }) => label()) };
}

/** Sorts pairs by where either side has them first; ties by a text that is the same for swapped sides. */
export function byPlace<T extends Omit<Pair, "label">>(pairs: readonly T[], tie: (pair: T) => string): T[] {
  return [...pairs].sort((a, b) => {
    const places = Math.min(a.before, a.after) - Math.min(b.before, b.after);
    return places !== 0 ? places : a === b ? 0 : tie(a) < tie(b) ? -1 : 1;
  });
}
