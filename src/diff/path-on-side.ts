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
  const wanted = keyText(step.key);
  const index = list.findIndex((item) => {
    const key = keyOf(item as JsonValue, fields);
    return key !== undefined && keyText(key) === wanted;
  });
  return index < 0 ? undefined : index;
}
