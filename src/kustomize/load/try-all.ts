/** Tries every item of a list before it gives up, so that all that is wrong is told at once. */
import { InputError } from "../../model/errors.ts";
import type { Finding } from "../../model/finding.ts";

/** What `make` gives for each item. Throws one InputError with the findings of all items that fail, each told once. */
export function tryEach<Item, Result>(items: readonly Item[], make: (item: Item) => Result): readonly Result[] {
  const results: Result[] = [];
  tryFold<Item, undefined>(items, undefined, (_, item) => {
    results.push(make(item));
    return undefined;
  });
  return results;
}

/**
 * What `step` makes of `start` and all items, one after the other; an item that fails is passed over. After the first
 * one that does, `check` only looks for what is wrong with the others by themselves. Throws as `tryEach` does.
 */
export function tryFold<Item, State>(
  items: readonly Item[],
  start: State,
  step: (before: State, item: Item) => State,
  check: (before: State, item: Item) => unknown = step,
): State {
  const findings = new Map<string, Finding>();
  let state = start;
  for (const item of items) {
    try {
      if (findings.size === 0) state = step(state, item);
      else check(state, item);
    } catch (cause) {
      if (!(cause instanceof InputError)) throw cause;
      for (const finding of cause.findings) findings.set(JSON.stringify(finding), finding);
    }
  }
  if (findings.size > 0) throw new InputError([...findings.values()]);
  return state;
}

/** What each of the parts gives, under its name. Throws as `tryEach` does. */
export function tryAll<Parts extends object>(makers: { readonly [Name in keyof Parts]: () => Parts[Name] }): Parts {
  const names = Object.keys(makers) as (keyof Parts)[];
  return Object.fromEntries(tryEach(names, (name) => [name, makers[name]()])) as Parts;
}
