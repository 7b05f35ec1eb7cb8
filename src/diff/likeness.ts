/** How much two items of a list have in common: enough, and a change of one is shown, not one gone and one come. */
import { isObject, type JsonObject, type JsonValue } from "../model/json.ts";

/** From 0 to 1; what is below a half is not alike and 0. The same for swapped items. */
export function likeness(a: JsonValue, b: JsonValue): number {
  if (typeof a === "string" && typeof b === "string") return textLikeness(a, b);
  if (typeof a !== "object" || typeof b !== "object") return 0;
  const share = (2 * shared(a, b)) / (sizeOf(a) + sizeOf(b));
  return share < 0.5 ? 0 : share;
}

/** Equal values under the same keys count as one, other values there as a half and more: it is the same setting. */
function shared(a: JsonValue, b: JsonValue): number {
  if (isObject(a) && isObject(b)) {
    return sum(
      Object.keys(a).filter((key) => Object.hasOwn(b, key)),
      (key) => shared((a as JsonObject)[key] as JsonValue, (b as JsonObject)[key] as JsonValue),
    );
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    const list = a as readonly JsonValue[];
    const other = b as readonly JsonValue[];
    if (list.length === 0 && other.length === 0) return 1;
    return sum(list.slice(0, other.length), (item, index) => shared(item, other[index] as JsonValue));
  }
  if (a === b) return 1;
  if (typeof a === "string" && typeof b === "string") return 0.5 + 0.4 * endShare(a, b);
  return typeof a === typeof b && typeof a !== "object" ? 0.5 : 0;
}

function sizeOf(value: JsonValue): number {
  if (typeof value !== "object" || value === null) return 1;
  return Math.max(1, sum(Object.values(value) as JsonValue[], sizeOf));
}

function sum<T>(list: readonly T[], of: (item: T, index: number) => number): number {
  return list.reduce((total, item, index) => total + of(item, index), 0);
}

const SETTING = /^[^=\s]+=/;
/** A shorter text is a word: another one is another word. */
const LONG = 16;

/** `--level=info` and `--level=debug` are alike, and so are two versions of a script. */
function textLikeness(a: string, b: string): number {
  const setting = SETTING.exec(a)?.[0];
  if (setting !== undefined && setting === SETTING.exec(b)?.[0]) return 1;
  if (a.length < LONG || b.length < LONG) return 0;
  const share = a.includes("\n") && b.includes("\n") ? lineShare(a, b) : endShare(a, b);
  return share < 0.5 ? 0 : share;
}

function lineShare(a: string, b: string): number {
  const lines = new Set(a.split("\n"));
  const others = new Set(b.split("\n"));
  return (2 * [...lines].filter((line) => others.has(line)).length) / (lines.size + others.size);
}

function endShare(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  return (2 * (head + tail)) / Math.max(1, a.length + b.length);
}
