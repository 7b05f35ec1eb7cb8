/**
 * Which strings of a mapping or a list are written in quotes or as a block, where their text does not tell. kustomize
 * keeps the quotes of a scalar that it writes over: a number written over `"abc"` is a string, over `abc` it is none.
 */
import { needsQuotes } from "./plain-words.ts";

type Key = string | number;
type Exceptions = ReadonlyMap<Key, boolean>;

/** By the mapping or list, for the keys or indexes where `needsQuotes` would guess wrong; most have none. */
const EXCEPTIONS = new WeakMap<object, Exceptions>();

/** The strings of one mapping or list that is being made. */
export class QuoteNotes {
  #notes: Map<Key, boolean> | undefined;

  add(key: Key, text: string, isQuoted: boolean): void {
    if (needsQuotes(text) === isQuoted) return;
    this.#notes ??= new Map();
    this.#notes.set(key, isQuoted);
  }

  /** To be called once, when the mapping or list is done. */
  keepFor(container: object): void {
    if (this.#notes !== undefined) EXCEPTIONS.set(container, this.#notes);
  }
}

/** Undefined where the text tells. */
export function notedQuotes(container: object, key: Key): boolean | undefined {
  return EXCEPTIONS.get(container)?.get(key);
}

export function notesOf(container: object): Exceptions | undefined {
  return EXCEPTIONS.get(container);
}

/** For a changed copy of a mapping or list; what is noted of keys that are gone does no harm. */
export function carryQuotes<T extends object>(before: object, after: T): T {
  const known = EXCEPTIONS.get(before);
  if (known !== undefined) EXCEPTIONS.set(after, known);
  return after;
}

/** As `carryQuotes`, without one key. */
export function carryQuotesWithout(before: object, after: object, key: Key): void {
  const known = EXCEPTIONS.get(before);
  if (known === undefined) return;
  const rest = new Map(known);
  rest.delete(key);
  if (rest.size > 0) EXCEPTIONS.set(after, rest);
}

/** For a mapping or list that nobody else has yet. */
export function noteQuotes(container: object, key: Key, text: string, isQuoted: boolean): void {
  const known = EXCEPTIONS.get(container);
  if (needsQuotes(text) === isQuoted && !known?.has(key)) return;
  EXCEPTIONS.set(container, new Map(known).set(key, isQuoted));
}
