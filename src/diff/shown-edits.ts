/** Edits as they may be shown: secrets left out, and what was left out said. */

import type { Edit, Item, KeyedItem, Step } from "../model/difference.ts";
import { at, type JsonValue, type Path, pointerOf } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import { REDACTED } from "../model/redacted.ts";
import { compareValues } from "./compare.ts";
import { pathOnSide } from "./path-on-side.ts";
import { labelOf } from "./placed-list.ts";
import { dataText } from "./same-data.ts";

/** An object without its secrets: of the same structure, and the JSON pointers of the values that are not the true ones. */
export interface Redacted {
  readonly manifest: Manifest;
  readonly redacted: ReadonlySet<string>;
}

export type Redact = (manifest: Manifest) => Redacted;

interface Side {
  readonly name: "before" | "after";
  readonly raw: JsonValue;
  readonly shown: Redacted;
  /** The pointers of what is hidden, and of all that holds some of it. */
  readonly hidden: ReadonlySet<string>;
}

export function shownEdits(before: Manifest, after: Manifest, edits: readonly Edit[], redact: Redact): readonly Edit[] {
  const sides = { before: sideOf("before", before, redact), after: sideOf("after", after, redact) };
  if (sides.before.shown.redacted.size === 0 && sides.after.shown.redacted.size === 0) return edits;
  return edits.map((edit) => shownEdit(edit, sides));
}

function sideOf(name: Side["name"], raw: Manifest, redact: Redact): Side {
  const shown = redact(raw);
  const hidden = new Set(shown.redacted);
  for (const pointer of shown.redacted) {
    for (let end = pointer.lastIndexOf("/"); end >= 0; end = pointer.lastIndexOf("/", end - 1)) {
      const outer = pointer.slice(0, end);
      if (hidden.has(outer)) break;
      hidden.add(outer);
      if (end === 0) break;
    }
  }
  return { name, raw, shown, hidden };
}

function shownEdit(edit: Edit, { before, after }: { readonly before: Side; readonly after: Side }): Edit {
  const path = shownPath(edit.path, before, after);
  const [old, now] = [valueOn(before, edit), valueOn(after, edit)];
  const isHidden = old.isHidden || now.isHidden || path !== edit.path;
  if (!isHidden) return edit;
  const { inside, items, ...rest } = edit;
  return {
    ...rest,
    path,
    ...(edit.before === undefined ? {} : { before: old.value }),
    ...(edit.after === undefined ? {} : { after: now.value }),
    ...(items === undefined ? {} : { items: shownItems(items, edit.path, before, after) }),
    ...(inside === undefined ? {} : shownInside(old.value, now.value)),
    redacted: true,
  };
}

function valueOn(side: Side, { path }: Edit): { value: JsonValue; path: Path; isHidden: boolean } {
  const here = pathOnSide(side.raw, path, side.name);
  const pointer = pointerOf(here);
  // On the side that lacks it nothing is shown.
  const isThere = here.length === path.length;
  const isHidden = isThere && side.hidden.has(pointer);
  return { value: at(side.shown.manifest, ...here) ?? null, path: here, isHidden };
}

/** The texts without their secrets, compared anew: what differs in a secret alone is told by the edit around it. */
function shownInside(before: JsonValue, after: JsonValue): Pick<Edit, "inside"> {
  const inside = compareValues(before, after)[0]?.inside;
  return inside === undefined ? {} : { inside };
}

/** Items of a list without keys are called by what they are. */
function shownItems(items: readonly string[], path: readonly Step[], ...sides: readonly Side[]): readonly string[] {
  const hidden = new Set(sides.flatMap((side) => hiddenLabels(side, path)));
  return items.map((item) => (hidden.has(item) ? REDACTED : item));
}

function hiddenLabels({ name, raw, shown }: Side, steps: readonly Step[]): readonly string[] {
  const path = pathOnSide(raw, steps, name);
  const [list, masked] = [at(raw, ...path), at(shown.manifest, ...path)];
  if (!Array.isArray(list) || !Array.isArray(masked)) return [];
  return list.flatMap((item: JsonValue, index) =>
    dataText(item) === dataText(masked[index]) ? [] : [labelOf([dataText(item)])],
  );
}

/** The same path where no key of it is hidden. */
function shownPath(path: readonly Step[], ...sides: readonly Side[]): readonly Step[] {
  let isSame = true;
  const shown = path.map((step, depth) => {
    if (typeof step === "string" || !("key" in step)) return step;
    const item = shownItem(step, path.slice(0, depth + 1), sides);
    if (item !== step) isSame = false;
    return item;
  });
  return isSame ? path : shown;
}

function shownItem(item: KeyedItem, path: readonly Step[], sides: readonly Side[]): Item {
  const hidden = Object.keys(item.key).filter((name) =>
    sides.some(({ name: side, raw, shown }) =>
      shown.redacted.has(pointerOf([...pathOnSide(raw, path, side), ...name.split(".")])),
    ),
  );
  if (hidden.length === 0) return item;
  return { key: { ...item.key, ...Object.fromEntries(hidden.map((name) => [name, REDACTED])) } };
}
