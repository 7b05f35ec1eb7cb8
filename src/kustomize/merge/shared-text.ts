/** Brings the other places of a shared text in line after it was written over in one of them. */
import { carryQuotes } from "../yaml/quotes.ts";
import type { SharedText, Value } from "../yaml/value.ts";
import { isList, isMapping } from "../yaml/value.ts";

/** The value with each of these texts replaced wherever it still stands; the same value where none does. */
export function replaceShared(value: Value, replacements: ReadonlyMap<SharedText, Value>): Value {
  return replacements.size === 0 ? value : replaced(value, replacements as ReadonlyMap<Value, Value>);
}

function replaced(value: Value, by: ReadonlyMap<Value, Value>): Value {
  if (isList(value)) {
    const items = value.map((item) => replaced(item, by));
    return items.every((item, index) => item === value[index]) ? value : carryQuotes(value, items);
  }
  if (!isMapping(value)) return by.get(value) ?? value;
  const entries = Object.entries(value).map(([key, field]) => [key, replaced(field, by), field] as const);
  if (entries.every(([, after, before]) => after === before)) return value;
  return carryQuotes(value, Object.fromEntries(entries.map(([key, after]) => [key, after])));
}
