/** Matches the items of two lists by their merge key. */
import type { KeyedItem, Position } from "../model/difference.ts";
import type { JsonValue } from "../model/json.ts";
import { byPlace, type ListMatch, type LoneItem, movedItems } from "./list-match.ts";
import { keyOf, keyText } from "./merge-keys.ts";

interface Entry {
  readonly key: KeyedItem["key"];
  readonly text: string;
  readonly value: JsonValue;
}

/** `fields` are unique in both lists. */
export function matchByKey(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  fields: readonly string[],
): ListMatch {
  const old = entriesOf(before, fields);
  const now = entriesOf(after, fields);
  const places = new Map(now.map(({ text }, index) => [text, index]));
  const pairs = old.flatMap((entry, index) => {
    const place = places.get(entry.text);
    if (place === undefined) return [];
    return [{ before: index, after: place, entry, label: () => Object.values(entry.key).join(" ") }];
  });
  return {
    moved: movedItems(pairs),
    removed: loneItems(old, new Set(pairs.map((pair) => pair.before))),
    common: byPlace(pairs, ({ entry }) => entry.text).map(({ entry, after: place }) => ({
      step: { key: entry.key },
      before: entry.value,
      after: now[place]?.value as JsonValue,
    })),
    added: loneItems(now, new Set(pairs.map((pair) => pair.after))),
  };
}

function entriesOf(list: readonly JsonValue[], fields: readonly string[]): Entry[] {
  return list.map((value) => {
    const key = keyOf(value, fields) as KeyedItem["key"];
    return { key, text: keyText(key), value };
  });
}

function loneItems(list: readonly Entry[], common: ReadonlySet<number>): LoneItem[] {
  const lastCommon = list.findLastIndex((_, index) => common.has(index));
  return list.flatMap(({ key, value }, index) =>
    common.has(index) ? [] : [{ step: { key }, value, position: positionOf(list, index, lastCommon) }],
  );
}

/** Behind all common items is `last`, whichever they are: the same addition then is the same edit in lists that differ. */
function positionOf(list: readonly Entry[], index: number, lastCommon: number): Position {
  if (index > lastCommon) return "last";
  const previous = list[index - 1];
  return previous === undefined ? "first" : { after: previous.key };
}
