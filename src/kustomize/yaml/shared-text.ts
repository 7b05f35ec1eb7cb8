/** Brings all places of a shared text in line after it was written over in one of them. */
import { carryQuotes } from "./quotes.ts";
import type { SharedText, Value } from "./value.ts";
import { isList, isMapping, mapItems } from "./value.ts";

/** The value with each of these texts replaced wherever it stands; the same value where none does. */
export function replaceShared(value: Value, by: ReadonlyMap<SharedText, Value>): Value {
  return by.size === 0 ? value : replaced(value, by);
}

function replaced(value: Value, by: ReadonlyMap<Value, Value>): Value {
  if (isList(value)) return mapItems(value, (item) => replaced(item, by));
  if (!isMapping(value)) return by.get(value) ?? value;
  let changed: Record<string, Value> | undefined;
  for (const [key, below] of Object.entries(value)) {
    const next = replaced(below, by);
    if (next === below) continue;
    changed ??= carryQuotes(value, { ...value });
    changed[key] = next;
  }
  return changed ?? value;
}
