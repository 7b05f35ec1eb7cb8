/** Changes to variables of a part's first container, in the bundle of a test. */
import type { JsonObject } from "../../../src/model/json.ts";
import type { Loose } from "../../rules/bundle.ts";
import type { OrderBundle } from "../../rules/order-bundle.ts";

type Part = Parameters<OrderBundle["workload"]>[0];

export function podOf(bundle: OrderBundle, part: Part): Loose {
  return bundle.workload(part).spec.template.spec;
}

export function containerOf(bundle: OrderBundle, part: Part): Loose {
  return podOf(bundle, part).containers[0];
}

/** A literal, a `valueFrom`, or undefined to take it away. */
export function setVariable(
  bundle: OrderBundle,
  part: Part,
  name: string,
  value: string | JsonObject | undefined,
): void {
  const container = containerOf(bundle, part);
  const index = container.env.findIndex((one: Loose) => one.name === name);
  const entry = typeof value === "object" ? { name, valueFrom: value } : { name, value };
  if (index < 0) {
    if (value !== undefined) container.env.push(entry);
  } else container.env.splice(index, 1, ...(value === undefined ? [] : [entry]));
}

export function fromSecret(name: string, key: string): JsonObject {
  return { secretKeyRef: { name, key } };
}
