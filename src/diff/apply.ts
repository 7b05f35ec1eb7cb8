/** Makes the new value of the old one and the edits between them. */
import type { Edit, Item, KeyedItem, Step } from "../model/difference.ts";
import { isObject, type JsonObject, type JsonValue } from "../model/json.ts";
import { keyOf, keyText } from "./merge-keys.ts";
import { sameData } from "./same-data.ts";
import { byStep, pathText } from "./steps.ts";

/**
 * The new value; parts that no edit changes are the same objects. Throws an Error where an edit does not fit; values of
 * redacted edits are not looked at, and stand in the result as they are.
 */
export function applyEdits(before: JsonValue, edits: readonly Edit[]): JsonValue {
  return apply(before, edits, 0);
}

/** All edits have the same first `depth` steps, which lead to `value`. */
function apply(value: JsonValue, edits: readonly Edit[], depth: number): JsonValue {
  const [first] = edits;
  if (first === undefined) return value;
  const whole = edits.find(({ kind, path }) => path.length === depth && kind !== "moved");
  if (whole !== undefined) {
    if (edits.length > 1) throw misfit(whole, "another edit changes the same value");
    return changed(value, whole);
  }
  if (Array.isArray(value)) return applyToList(value, edits, depth);
  const moved = edits.find(({ path }) => path.length === depth);
  if (moved !== undefined) throw misfit(moved, "there is no list");
  if (isObject(value)) return applyToMapping(value, edits, depth);
  throw misfit(first, "there is no mapping or list", depth);
}

function changed(value: JsonValue, edit: Edit): JsonValue {
  if (edit.kind !== "changed") throw misfit(edit, "the value as a whole can only be changed");
  expect(value, edit);
  return afterOf(edit);
}

/** What an edit takes away must be what it says. */
function expect(value: JsonValue | undefined, edit: Edit): void {
  if (edit.redacted || sameData(value, edit.before)) return;
  throw misfit(edit, value === undefined ? "it is not there" : "another value is there");
}

function afterOf(edit: Edit): JsonValue {
  if (edit.after === undefined) throw misfit(edit, "it has no new value");
  return edit.after;
}

function applyToMapping(mapping: JsonObject, edits: readonly Edit[], depth: number): JsonObject {
  const entries = new Map(Object.entries(mapping));
  for (const group of byStep(edits, depth)) {
    const edit = group[0] as Edit;
    const key = edit.path[depth] as Step;
    if (typeof key !== "string") throw misfit(edit, "a mapping is there, not a list", depth);
    const lone = loneEdit(group, depth);
    if (lone?.kind === "added") {
      if (entries.has(key)) throw misfit(lone, "it is there already");
      entries.set(key, afterOf(lone));
    } else if (lone?.kind === "removed") {
      expect(entries.get(key), lone);
      entries.delete(key);
    } else {
      const value = entries.get(key);
      if (value === undefined) throw misfit(edit, "it is not there", depth + 1);
      entries.set(key, apply(value, group, depth + 1));
    }
  }
  return Object.fromEntries(entries);
}

/** The edit that adds or removes the value to which a step leads. */
function loneEdit(group: readonly Edit[], depth: number): Edit | undefined {
  const lone = group.find(({ kind, path }) => path.length === depth + 1 && (kind === "added" || kind === "removed"));
  if (lone !== undefined && group.length > 1) throw misfit(lone, "another edit changes the same value");
  return lone;
}

interface ListEntry {
  readonly key: string;
  value: JsonValue;
}

function applyToList(list: readonly JsonValue[], edits: readonly Edit[], depth: number): readonly JsonValue[] {
  const groups = byStep(edits, depth);
  const items = groups.map((group) => ({ group, edit: group[0] as Edit, lone: loneEdit(group, depth) }));
  const find = finder(list, depth);
  const entries: (ListEntry | undefined)[] = list.map((value) => ({ key: "", value }));
  for (const { group, edit, lone } of items) {
    if (lone?.kind === "added") continue;
    const index = find(edit);
    const value = list[index] as JsonValue;
    if (lone === undefined) entries[index] = { key: "", value: apply(value, group, depth + 1) };
    else {
      expect(value, lone);
      entries[index] = undefined;
    }
  }
  const common = inNewOrder(
    entries.filter((entry) => entry !== undefined).map(({ value }) => value),
    edits.find(({ path }) => path.length === depth),
  );
  const added = items.flatMap(({ lone }) => (lone?.kind === "added" ? [lone] : []));
  return added.some(({ path }) => isKeyed(path[depth]))
    ? addByKey(common, added, depth)
    : addByPlace(common, added, depth);
}

function isKeyed(step: Step | undefined): step is KeyedItem {
  return typeof step === "object" && "key" in step;
}

/** Gives the index of the item that an edit is about, in the old list. */
function finder(list: readonly JsonValue[], depth: number): (edit: Edit) => number {
  const indexes = new Map<string, ReadonlyMap<string, number>>();
  const byKey = (fields: readonly string[]): ReadonlyMap<string, number> => {
    const id = fields.join("\0");
    const known = indexes.get(id);
    if (known !== undefined) return known;
    const index = new Map(list.map((item, place) => [textOf(item, fields), place]));
    indexes.set(id, index);
    return index;
  };
  return (edit) => {
    const step = edit.path[depth] as Step;
    if (typeof step === "string") throw misfit(edit, "a list is there, not a mapping", depth);
    const place = isKeyed(step) ? byKey(Object.keys(step.key)).get(keyText(step.key)) : step.before;
    if (place === undefined || !(place in list)) throw misfit(edit, "the list has no such item", depth + 1);
    return place;
  };
}

function inNewOrder(common: readonly JsonValue[], moved: Edit | undefined): readonly JsonValue[] {
  if (moved === undefined) return common;
  const order = moved.order ?? [];
  const isWhole = order.length === common.length && new Set(order).size === common.length;
  if (!isWhole || order.some((number) => !(number in common))) {
    throw misfit(moved, "it orders another number of items than the list has");
  }
  return order.map((number) => common[number] as JsonValue);
}

/** Puts each added item behind the one that it names, which may be an added one too. */
function addByKey(common: readonly JsonValue[], added: readonly Edit[], depth: number): readonly JsonValue[] {
  const behind = new Map<string, Edit>();
  const last: JsonValue[] = [];
  let fields: readonly string[] = [];
  for (const edit of added) {
    const { path, position } = edit;
    const step = path[depth];
    if (!isKeyed(step)) throw misfit(edit, "other items of the list are known by a key");
    fields = Object.keys(step.key);
    if (position === undefined) throw misfit(edit, "it does not say where the item stands");
    const place = typeof position === "string" ? position : keyText(position.after);
    if (place === "last") last.push(afterOf(edit));
    else if (behind.has(place)) throw misfit(edit, "two items are added at one place");
    else behind.set(place, edit);
  }
  const list: JsonValue[] = [];
  const takeFrom = (start: string): void => {
    for (let edit = behind.get(start); edit !== undefined; edit = behind.get(textOf(list.at(-1), fields))) {
      list.push(afterOf(edit));
    }
  };
  takeFrom("first");
  for (const item of common) {
    list.push(item);
    takeFrom(textOf(item, fields));
  }
  if (list.length < common.length + behind.size) {
    throw misfit(added[0] as Edit, "the item in front of an added one is not there");
  }
  return [...list, ...last];
}

function textOf(item: JsonValue | undefined, fields: readonly string[]): string {
  return keyText(keyOf(item, fields) ?? {});
}

function addByPlace(common: readonly JsonValue[], added: readonly Edit[], depth: number): readonly JsonValue[] {
  const places = new Map(added.map((edit) => [placeOf(edit, depth), edit]));
  const rest = common.values();
  return Array.from({ length: common.length + added.length }, (_, place) => {
    const edit = places.get(place);
    if (edit !== undefined) return afterOf(edit);
    const next = rest.next();
    if (next.done) throw misfit(added[0] as Edit, "two items are added at one place, or one behind the list's end");
    return next.value;
  });
}

function placeOf(edit: Edit, depth: number): number {
  const step = edit.path[depth] as Item;
  if ("key" in step || step.after === undefined) throw misfit(edit, "it does not say where the item stands");
  return step.after;
}

/** Says where, and never what stands there. */
function misfit(edit: Edit, why: string, depth = edit.path.length): Error {
  const path = pathText(edit.path.slice(0, depth)) || "the value";
  return new Error(`this edit (${edit.kind} at ${pathText(edit.path)}) doesn't fit: at ${path}, ${why}`);
}
