/**
 * A value on its way through one merge. kustomize merges by writing into its nodes, so what it does to one shows wherever
 * else the same node is met; a draft is such a node. The values that it is made from are never touched.
 */
import { getsQuotes } from "../yaml/plain-words.ts";
import { notedQuotes, QuoteNotes } from "../yaml/quotes.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, isNull, isQuoted, nodeText, own, SharedText, UntypedText } from "../yaml/value.ts";
import type { Form } from "./form.ts";
import { inStyleOf } from "./scalar-style.ts";

type Collection = Mapping | readonly Value[];

/** Makes the drafts of one merge: all places of one `SharedText` are one draft. */
export class Drafts {
  readonly #shared = new Map<SharedText, Draft>();

  /** With the place of the value, which tells its quotes. */
  of(value: Value, container: Collection = NOWHERE, key: string | number = ""): Draft {
    if (!(value instanceof SharedText)) return new Draft(this, value, container, key);
    const known = this.#shared.get(value);
    if (known !== undefined) return known;
    const draft = new Draft(this, value, container, key);
    this.#shared.set(value, draft);
    return draft;
  }

  /** What became of each shared text that was written over. */
  overwritten(): ReadonlyMap<SharedText, Value> {
    const changed = [...this.#shared].filter(([text, draft]) => draft.freeze() !== text);
    return new Map(changed.map(([text, draft]) => [text, draft.freeze()]));
  }
}

const NOWHERE: Mapping = {};

export class Draft {
  readonly #drafts: Drafts;
  readonly #container: Collection;
  readonly #key: string | number;
  #value: Value;
  /** Undefined as long as they are those of its place. */
  #quotes: boolean | undefined;
  #isRequoted = false;
  #fields: Map<string, Draft> | undefined;
  #items: readonly Draft[] | undefined;

  constructor(drafts: Drafts, value: Value, container: Collection, key: string | number) {
    this.#drafts = drafts;
    this.#value = value;
    this.#container = container;
    this.#key = key;
  }

  get kind(): Form {
    if (isList(this.#value)) return "list";
    return isMapping(this.#value) ? "map" : "scalar";
  }

  /** Set without a type; merging gives it quotes. */
  get isUntyped(): boolean {
    return this.#value instanceof UntypedText;
  }

  quote(): void {
    this.#value = this.text;
  }

  get isNull(): boolean {
    return isNull(this.#value);
  }

  /** Null, or a mapping without keys. */
  get isEmpty(): boolean {
    return this.isNull || (this.kind === "map" && this.#fieldMap().size === 0);
  }

  /** Null, or a mapping or list without content. */
  get isBare(): boolean {
    return this.isEmpty || (this.kind === "list" && this.items.length === 0);
  }

  /** A scalar's text, `null` included; empty for a mapping or a list. */
  get text(): string {
    return nodeText(this.#value);
  }

  /** The value that it was made from, as long as nothing below it was looked at. */
  get untouched(): Value | undefined {
    return this.#fields === undefined && this.#items === undefined ? this.#value : undefined;
  }

  field(key: string): Draft | undefined {
    if (this.kind !== "map") return undefined;
    return this.#fieldMap().get(key);
  }

  fieldNames(): readonly string[] {
    return this.kind === "map" ? [...this.#fieldMap().keys()] : [];
  }

  get items(): readonly Draft[] {
    if (!isList(this.#value)) return [];
    const list = this.#value;
    this.#items ??= list.map((item, index) => this.#drafts.of(item, list, index));
    return this.#items;
  }

  setItems(items: readonly Draft[]): void {
    this.#items = items;
  }

  /** Writes into the field where there is one: its other places change, too. A new field is the given draft itself. */
  setField(key: string, value: Draft): void {
    const field = this.field(key);
    if (field !== undefined && field !== value) {
      field.#become(value);
      return;
    }
    if (field === undefined) this.#fieldMap().set(key, value);
    value.#requote();
  }

  setText(key: string, text: string): void {
    this.setField(key, this.#drafts.of(text));
  }

  /** A new list with other items; it freezes to this list's value where they are the same. */
  withItems(items: readonly Draft[]): Draft {
    const list = this.#drafts.of(isList(this.#value) ? this.#value : []);
    list.setItems(items);
    return list;
  }

  remove(key: string): void {
    this.#fieldMap().delete(key);
  }

  /** The finished value: the one that the draft was made from where nothing changed. */
  freeze(): Value {
    if (this.#fields !== undefined && isMapping(this.#value)) return frozenMapping(this.#value, this.#fields);
    if (this.#items !== undefined && isList(this.#value)) return frozenList(this.#value, this.#items);
    return this.#value;
  }

  #become(other: Draft): void {
    this.#quotes = this.#isQuoted;
    this.#value = inStyleOf(this.#value, other.#value, this.#quotes);
    this.#fields = other.#fields && new Map(other.#fields);
    this.#items = other.#items;
  }

  get #isQuoted(): boolean {
    return this.#quotes ?? isQuoted(this.#value, this.#container, this.#key);
  }

  /** What kustomize does to the text of every field that it sets or leaves. */
  #requote(): void {
    const text = this.#value;
    if (typeof text !== "string" || !getsQuotes(text) || this.#isQuoted) return;
    this.#quotes = true;
    this.#isRequoted = true;
  }

  /** For the copy that it becomes a part of. */
  noteQuotes(notes: QuoteNotes, key: string | number, value: Value): void {
    if (typeof value !== "string") return;
    const quotes = this.#quotes ?? notedQuotes(this.#container, this.#key);
    if (quotes !== undefined) notes.add(key, value, quotes);
  }

  get isRequoted(): boolean {
    return this.#isRequoted;
  }

  #fieldMap(): Map<string, Draft> {
    const mapping = isMapping(this.#value) ? this.#value : NOWHERE;
    this.#fields ??= new Map(
      Object.entries(mapping).map(([key, value]) => [key, this.#drafts.of(value, mapping, key)]),
    );
    return this.#fields;
  }
}

function frozenMapping(before: Mapping, fields: ReadonlyMap<string, Draft>): Mapping {
  const entries = [...fields].map(([key, draft]) => [key, draft.freeze()] as const);
  const isSame =
    entries.length === Object.keys(before).length && entries.every(([key, value]) => own(before, key) === value);
  const drafts = [...fields.values()];
  if (isSame && !drafts.some((draft) => draft.isRequoted)) return before;
  const notes = new QuoteNotes();
  for (const [index, [key, value]] of entries.entries()) drafts[index]?.noteQuotes(notes, key, value);
  const after = Object.fromEntries(entries);
  notes.keepFor(after);
  return after;
}

function frozenList(before: readonly Value[], items: readonly Draft[]): readonly Value[] {
  const values = items.map((item) => item.freeze());
  if (values.length === before.length && values.every((value, index) => value === before[index])) return before;
  const notes = new QuoteNotes();
  for (const [index, item] of items.entries()) item.noteQuotes(notes, index, values[index] ?? null);
  notes.keepFor(values);
  return values;
}

/** What becomes of one item of a list; undefined where it goes away. */
export type ItemWalk = (target: Draft | undefined, patch: Draft | undefined) => Draft | undefined;
