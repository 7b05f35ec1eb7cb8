/**
 * Texts that several places of one object share. When a label is added in several places, kustomize 5.8.1 puts one
 * YAML node there; to set one of the places later writes into this node, which changes all of them.
 */
import { replaceShared } from "../yaml/shared-text.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { SharedText } from "../yaml/value.ts";

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
    return replaceShared(object, this.#changed) as Mapping;
  }
}
