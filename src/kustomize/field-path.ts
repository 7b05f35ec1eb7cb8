/** Changes a value deep inside plain data without touching the original: what is not on the way is shared. */
import type { JsonObject, JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";

type Update = (value: JsonValue | undefined) => JsonValue | undefined;

/** The object with one key set; the same object when nothing changes. A key `__proto__` stays a plain key. */
export function withKey(object: JsonObject, key: string, value: JsonValue): JsonObject {
  if (Object.hasOwn(object, key) && object[key] === value) return object;
  return { ...object, [key]: value };
}

/** The object without a key; the same object when it has none. */
export function withoutKey(object: JsonObject, key: string): JsonObject {
  if (!Object.hasOwn(object, key)) return object;
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/** The value of an own key: `constructor` is not in every object. */
export function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The list with each item updated; the same list when no item changes. */
export function mapList(list: readonly JsonValue[], update: (item: JsonValue) => JsonValue): readonly JsonValue[] {
  let changed: JsonValue[] | undefined;
  for (const [index, item] of list.entries()) {
    const next = update(item);
    if (next === item) continue;
    changed ??= [...list];
    changed[index] = next;
  }
  return changed ?? list;
}

/**
 * Updates the value at a path; lists on the way are walked item by item, as kustomize's field specs do. A missing
 * value is made when `create` is set, else left alone; a list, written `containers[]`, is never made. An update that gives undefined changes nothing.
 */
export function updateAt(
  value: JsonValue,
  path: readonly string[],
  create: boolean,
  update: Update,
  depth = 0,
): JsonValue {
  if (Array.isArray(value)) {
    return mapList(value as readonly JsonValue[], (item) => updateAt(item, path, create, update, depth));
  }
  const step = path[depth];
  if (step === undefined) return update(value) ?? value;
  if (!isObject(value)) return value;
  const isList = step.endsWith("[]");
  const key = isList ? step.slice(0, -2) : step;
  const found = own(value, key) ?? undefined;
  if (isList && !Array.isArray(found)) return value;
  if (found === undefined) {
    if (!create) return value;
    const made = depth + 1 === path.length ? update(undefined) : updateAt({}, path, create, update, depth + 1);
    return made === undefined ? value : withKey(value, key, made);
  }
  if (depth + 1 === path.length && !Array.isArray(found)) return withKey(value, key, update(found) ?? found);
  return withKey(value, key, updateAt(found, path, create, update, depth + 1));
}
