/**
 * Texts that several places of one object share. When a label is added in several places, kustomize 5.8.1 puts one
 * YAML node there; to set one of the places later writes into this node, which changes all of them.
 */
import { carryQuotes } from "../yaml/quotes.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, mapItems, Scalar, SharedText } from "../yaml/value.ts";

/** What becomes of shared texts in the course of one change of one object. */
export class SharedTexts {
  readonly #changed = new Map<SharedText, Value>();

  /** What stands at a place now. */
  now(value: Value): Value {
    return (value instanceof SharedText ? this.#changed.get(value) : undefined) ?? value;
  }

  /** What to leave at a place that has `before` and is to have `after`; `settle` brings the others in line. */
  put(before: Value, after: Value): Value {
    if (!(before instanceof SharedText)) return after;
    const now = this.now(before);
    if (after === now || (now instanceof SharedText && after === now.text)) return before;
    this.#changed.set(before, typeof after === "string" ? new SharedText(after, before.isQuoted) : after);
    return before;
  }

  /** The object with every changed text in all its places. */
  settle(object: Mapping): Mapping {
    return this.#changed.size === 0 ? object : replaceShared(object, this.#changed);
  }
}

/** The object with shared texts replaced wherever they stand; the same object when it has none of them. */
export function replaceShared(object: Mapping, by: ReadonlyMap<SharedText, Value>): Mapping {
  return replaceIn(object, by) as Mapping;
}

function replaceIn(value: Value, by: ReadonlyMap<SharedText, Value>): Value {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Scalar) return (value instanceof SharedText ? by.get(value) : undefined) ?? value;
  if (isList(value)) return mapItems(value, (item) => replaceIn(item, by));
  let changed: Record<string, Value> | undefined;
  for (const [key, below] of Object.entries(value)) {
    const next = replaceIn(below, by);
    if (next === below) continue;
    changed ??= carryQuotes(value, { ...value });
    changed[key] = next;
  }
  return changed ?? value;
}
