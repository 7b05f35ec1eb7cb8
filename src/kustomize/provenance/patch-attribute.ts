/** Which line of a patch set a value of the object that it changed. */
import type { Operation } from "../merge/json-operations.ts";
import { textField } from "../merge/json-operations.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, own } from "../yaml/value.ts";
import type { Attribute } from "./blame.ts";
import { isAlike } from "./blame.ts";
import type { Origin, Path } from "./origin.ts";

/** The field of a strategic merge patch that a value comes from, or the nearest one around it. */
export function mergeAttribute(patch: Mapping, origin: Origin): Attribute {
  return (path, after) => ({ origin, base: placeIn(patch, path, after) });
}

function placeIn(patch: Mapping, path: Path, after: Mapping): Path {
  const found: (string | number)[] = [];
  let here: Value | undefined = patch;
  let object: Value | undefined = after;
  for (const step of path) {
    object = isList(object) ? object[Number(step)] : isMapping(object) ? own(object, String(step)) : undefined;
    const at: string | number = isList(here) ? itemLike(here, object) : step;
    here = isList(here) ? here[Number(at)] : isMapping(here) ? own(here, String(at)) : undefined;
    if (here === undefined) break;
    found.push(at);
  }
  return found;
}

function itemLike(list: readonly Value[], item: Value | undefined): number {
  const same = item === undefined ? -1 : list.indexOf(item);
  return same >= 0 || item === undefined ? same : list.findIndex((other) => isAlike(item, other));
}

/** The last operation that set a value, and the place in what it set. */
export function operationsAttribute(operations: readonly Operation[], origin: Origin): Attribute {
  let pointers: readonly (readonly string[])[] | undefined;
  return (path) => {
    pointers ??= operations.map((operation) => pointerOf(operation));
    const index = pointers.findLastIndex((pointer) => isAbove(pointer, path));
    if (index < 0) return { origin, base: [] };
    return { origin, base: [index, "value", ...path.slice(pointers[index]?.length)] };
  };
}

function pointerOf(operation: Operation): readonly string[] {
  return textField(operation, "path")
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** An item may have moved on since: any index fits any other. */
function isAbove(pointer: readonly string[], path: Path): boolean {
  if (pointer.length > path.length) return false;
  return pointer.every((step, depth) => String(path[depth]) === step || typeof path[depth] === "number");
}
