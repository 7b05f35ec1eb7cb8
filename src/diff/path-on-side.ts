/** The way of an edit with the indexes that its items have on one side: for the place of a value in a file. */
import type { Step } from "../model/difference.ts";
import { at, type JsonValue, type Path } from "../model/json.ts";
import { keyOf, keyText } from "./merge-keys.ts";

/** As far as the object of that side has the way. */
export function pathOnSide(object: JsonValue, path: readonly Step[], side: "before" | "after"): Path {
  const indexes: (string | number)[] = [];
  let here: JsonValue | undefined = object;
  for (const step of path) {
    const index: string | number | undefined = typeof step === "string" ? step : indexOf(here, step, side);
    here = index === undefined ? undefined : at(here, index);
    if (here === undefined || index === undefined) break;
    indexes.push(index);
  }
  return indexes;
}

function indexOf(
  list: JsonValue | undefined,
  step: Exclude<Step, string>,
  side: "before" | "after",
): number | undefined {
  if (!Array.isArray(list)) return undefined;
  if (!("key" in step)) return step[side];
  const fields = Object.keys(step.key);
  return placesOf(list, fields).get(keyText(step.key));
}

/** A list is asked for each of its items: by its key fields, where the item of each key stands. Values never change in place. */
const KNOWN = new WeakMap<readonly JsonValue[], Map<string, ReadonlyMap<string, number>>>();

function placesOf(list: readonly JsonValue[], fields: readonly string[]): ReadonlyMap<string, number> {
  const ofList = KNOWN.get(list) ?? new Map<string, ReadonlyMap<string, number>>();
  KNOWN.set(list, ofList);
  const name = JSON.stringify(fields);
  const known = ofList.get(name);
  if (known !== undefined) return known;
  const places = new Map<string, number>();
  for (const [index, item] of list.entries()) {
    const key = keyOf(item, fields);
    if (key !== undefined && !places.has(keyText(key))) places.set(keyText(key), index);
  }
  ofList.set(name, places);
  return places;
}
