/**
 * A value on its way through one merge. kustomize merges by writing into its nodes, so what it does to one shows wherever
 * else the same node is met; a draft is such a node. The values that it is made from are never touched.
 */
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, isNull, nodeText, own, SharedText } from "../yaml/value.ts";
import type { Form } from "./form.ts";
import { inStyleOf } from "./scalar-style.ts";

/** Makes the drafts of one merge: all places of one `SharedText` are one draft. */
export class Drafts {
  readonly #shared = new Map<SharedText, Draft>();

  of(value: Value): Draft {
    if (!(value instanceof SharedText)) return new Draft(this, value);
    const known = this.#shared.get(value);
    if (known !== undefined) return known;
    const draft = new Draft(this, value);
    this.#shared.set(value, draft);
    return draft;
  }

  /** What became of each shared text that was written over. */
  overwritten(): ReadonlyMap<SharedText, Value> {
    const changed = [...this.#shared].filter(([text, draft]) => draft.freeze() !== text);
    return new Map(changed.map(([text, draft]) => [text, draft.freeze()]));
  }
}

export class Draft {
  readonly #drafts: Drafts;
  #value: Value;
  #fields: Map<string, Draft> | undefined;
  #items: readonly Draft[] | undefined;

  constructor(drafts: Drafts, value: Value) {
    this.#drafts = drafts;
    this.#value = value;
  }

  get kind(): Form {
    if (isList(this.#value)) return "list";
    return isMapping(this.#value) ? "map" : "scalar";
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
    this.#items ??= this.#value.map((item) => this.#drafts.of(item));
    return this.#items;
  }

  setItems(items: readonly Draft[]): void {
    this.#items = items;
  }

  /** Writes into the field where there is one: its other places change, too. A new field is the given draft itself. */
  setField(key: string, value: Draft): void {
    const field = this.field(key);
    if (field === undefined) this.#fieldMap().set(key, value);
    else if (field !== value) field.#become(value);
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
    this.#value = inStyleOf(this.#value, other.#value);
    this.#fields = other.#fields && new Map(other.#fields);
    this.#items = other.#items;
  }

  #fieldMap(): Map<string, Draft> {
    const entries = isMapping(this.#value) ? Object.entries(this.#value) : [];
    this.#fields ??= new Map(entries.map(([key, value]) => [key, this.#drafts.of(value)]));
    return this.#fields;
  }
}

function frozenMapping(before: Mapping, fields: ReadonlyMap<string, Draft>): Mapping {
  const entries = [...fields].map(([key, draft]) => [key, draft.freeze()] as const);
  const isSame =
    entries.length === Object.keys(before).length && entries.every(([key, value]) => own(before, key) === value);
  return isSame ? before : Object.fromEntries(entries);
}

function frozenList(before: readonly Value[], items: readonly Draft[]): readonly Value[] {
  const values = items.map((item) => item.freeze());
  return values.length === before.length && values.every((value, index) => value === before[index]) ? before : values;
}

/** What becomes of one item of a list; undefined where it goes away. */
export type ItemWalk = (target: Draft | undefined, patch: Draft | undefined) => Draft | undefined;
