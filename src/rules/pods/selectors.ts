/** Label selectors, for labels that are known in full or in part. */
import { isObject, type JsonObject, type JsonValue, objectsAt, textOf } from "../../model/json.ts";
import { objectAt } from "./pod.ts";

/**
 * Whether a selector (`matchLabels`, `matchExpressions`) picks the labels. An empty one picks all, none picks nothing.
 * With `isOpen` there may be more labels than these, and the answer is whether it may pick them.
 */
export function picks(selector: JsonValue | undefined, labels: JsonObject, isOpen = false): boolean {
  if (!isObject(selector)) return false;
  const isWanted = Object.entries(objectAt(selector, "matchLabels")).every(([key, value]) =>
    Object.hasOwn(labels, key) ? labels[key] === value : isOpen,
  );
  return isWanted && objectsAt(selector, "matchExpressions").every(([, one]) => holds(one, labels, isOpen));
}

function holds(expression: JsonObject, labels: JsonObject, isOpen: boolean): boolean {
  const key = textOf(expression.key);
  const values: readonly JsonValue[] = Array.isArray(expression.values) ? expression.values : [];
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (expression.operator) {
    case "In":
      return value === undefined ? isOpen : values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined || isOpen;
    case "DoesNotExist":
      return value === undefined;
    default:
      return false;
  }
}

/** Whether a selector of labels alone, such as a Service has, picks these. */
export function selects(selector: JsonObject, labels: JsonObject): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
