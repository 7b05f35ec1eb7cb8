/** Label selectors of the Kubernetes API, with `matchLabels` and `matchExpressions`. */
import type { JsonObject } from "../../model/json.ts";
import { selects } from "./objects.ts";
import { objectAt, objectsAt } from "./pod.ts";

/** True where the selector picks an object with these labels; an empty selector picks every one. */
export function matchesSelector(selector: JsonObject, labels: JsonObject): boolean {
  return (
    selects(objectAt(selector, "matchLabels"), labels) &&
    objectsAt(selector, "matchExpressions").every(([, expression]) => matchesExpression(expression, labels))
  );
}

function matchesExpression({ key, operator, values }: JsonObject, labels: JsonObject): boolean {
  const label = Object.hasOwn(labels, String(key)) ? labels[String(key)] : undefined;
  const isListed = Array.isArray(values) && label !== undefined && values.includes(label);
  if (operator === "In") return isListed;
  if (operator === "NotIn") return !isListed;
  if (operator === "Exists") return label !== undefined;
  return operator === "DoesNotExist" && label === undefined;
}
