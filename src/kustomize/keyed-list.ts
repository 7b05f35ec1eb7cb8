/** Merges lists whose items are told apart by a key, in the order in which kustomize leaves them. */
import type { JsonObject, JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import { own } from "./field-path.ts";
import { directiveOf, PatchError } from "./patch-error.ts";

/** What becomes of one item of the patch; undefined where the patch deletes it. */
export type ItemMerge = (target: JsonObject | undefined, patch: JsonObject, path: string) => JsonValue | undefined;

/** The merged list, or undefined where the patch deletes the list itself with an item `$patch: delete`. */
export function mergeKeyed(
  target: readonly JsonValue[] | undefined,
  patch: readonly JsonValue[],
  keys: readonly string[],
  path: string,
  mergeItem: ItemMerge,
): readonly JsonValue[] | undefined {
  if (target === undefined && patch.some(isBareDirective)) {
    throw new PatchError(
      path,
      "the object has no such list, and kustomize would write `$patch` into it",
      "Leave it out.",
    );
  }
  const whole = wholeListDirective(patch, path);
  if (whole === "delete") return undefined;
  const items = patch.filter((item) => !isBareDirective(item));
  const old = whole === "replace" ? [] : (target ?? []);
  const used = keysInUse(keys, [...old, ...items]);
  const oldByKey = indexByKey(old, used, path, "the object");
  const newByKey = indexByKey(items, used, path, "the patch");
  if (used.length > 1) refuseHalfMatches(oldByKey, newByKey, used, path);
  const merged = new Map<string, JsonValue | undefined>();
  for (const [key, item] of newByKey) merged.set(key, mergeItem(oldByKey.get(key), item, `${path}/${key}`));
  return inOrder(oldByKey, merged, used.length > 1);
}

/**
 * Found by running kustomize 5.8.1: with one key, the patch's items come first, in the patch's order, and the others
 * follow; with several keys (ports, topologySpreadConstraints) only new items come first and merged ones stay in place.
 */
function inOrder(
  old: ReadonlyMap<string, JsonObject>,
  merged: ReadonlyMap<string, JsonValue | undefined>,
  inPlace: boolean,
): JsonValue[] {
  const first = [...merged].filter(([key]) => !inPlace || !old.has(key)).map(([, item]) => item);
  const rest = [...old]
    .filter(([key]) => inPlace || !merged.has(key))
    .map(([key, item]) => (merged.has(key) ? merged.get(key) : item));
  return [...first, ...rest].filter((item) => item !== undefined);
}

/** Only the keys that some item has: ports without any `protocol` are matched by their number alone. */
function keysInUse(keys: readonly string[], items: readonly JsonValue[]): readonly string[] {
  return keys.filter((key, index) => index === 0 || items.some((item) => isObject(item) && hasKey(item, key)));
}

function indexByKey(
  items: readonly JsonValue[],
  keys: readonly string[],
  path: string,
  owner: string,
): Map<string, JsonObject> {
  const byKey = new Map<string, JsonObject>();
  const name = keys[0] ?? "";
  for (const item of items) {
    if (!isObject(item) || !hasKey(item, name)) {
      throw new PatchError(
        path,
        `an item of ${owner} lacks the key \`${name}\`, so kustomize loses items of this list`,
        `Give every item a \`${name}\`.`,
      );
    }
    const key = keys.map((k) => String(own(item, k) ?? "")).join(",");
    if (byKey.has(key)) {
      throw new PatchError(
        path,
        `${owner} has two items with ${keys.join(" and ")} ${key}, of which kustomize drops one`,
        "Leave one of them out, or change the list with a JSON 6902 patch.",
      );
    }
    byKey.set(key, item);
  }
  return byKey;
}

/** An item that matches only as far as its keys are written (a port with and without `protocol`) is lost in kustomize. */
function refuseHalfMatches(
  old: ReadonlyMap<string, JsonObject>,
  patch: ReadonlyMap<string, JsonObject>,
  keys: readonly string[],
  path: string,
): void {
  for (const [key, item] of patch) {
    if (old.has(key)) continue;
    const half = [...old.values()].find((other) =>
      keys.every((k) => !hasKey(item, k) || !hasKey(other, k) || String(own(item, k)) === String(own(other, k))),
    );
    if (half === undefined) continue;
    throw new PatchError(
      path,
      `only one of the object's and the patch's item ${key} has all of ${keys.join(", ")}, and kustomize would drop the patch's item`,
      `Write ${keys.join(" and ")} in both.`,
    );
  }
}

function hasKey(item: JsonObject, key: string): boolean {
  return (own(item, key) ?? null) !== null;
}

function isBareDirective(item: JsonValue): item is JsonObject {
  return isObject(item) && Object.keys(item).length === 1 && Object.hasOwn(item, "$patch");
}

function wholeListDirective(patch: readonly JsonValue[], path: string): "delete" | "replace" | undefined {
  const directives = patch.filter(isBareDirective).map((item) => directiveOf(item, path));
  return directives.find((directive) => directive === "delete" || directive === "replace");
}
