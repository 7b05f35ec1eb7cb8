/** Where the steps of an edit lead on one of the two sides. */
import type { Item, KeyedItem, Step } from "../model/difference.ts";
import { isObject, type JsonValue, type Path } from "../model/json.ts";

export type SideName = "before" | "after";

/** Keys and list indexes, as far as the value has them. */
export function pathOn(side: SideName, value: JsonValue, steps: readonly Step[]): Path {
  const path: (string | number)[] = [];
  let here: JsonValue | undefined = value;
  for (const step of steps) {
    const found: string | number | undefined = typeof step === "string" ? step : indexOf(side, here, step);
    const next: JsonValue | undefined = found === undefined ? undefined : childAt(here, found);
    if (found === undefined || next === undefined) return path;
    path.push(found);
    here = next;
  }
  return path;
}

/** RFC 6901. */
export function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function indexOf(side: SideName, list: JsonValue | undefined, item: Item): number | undefined {
  if (!Array.isArray(list)) return undefined;
  if (!("key" in item)) return item[side];
  const found = list.findIndex((one: JsonValue) => isObject(one) && hasKey(one, item.key));
  return found < 0 ? undefined : found;
}

function hasKey(item: JsonValue, key: KeyedItem["key"]): boolean {
  return (
    isObject(item) && Object.entries(key).every(([name, value]) => Object.hasOwn(item, name) && item[name] === value)
  );
}

function childAt(value: JsonValue | undefined, step: string | number): JsonValue | undefined {
  if (Array.isArray(value)) return typeof step === "number" ? value[step] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
