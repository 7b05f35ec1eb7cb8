/** The way to a field as people write it: `spec.template.spec.containers[name=server].image`. */
import type { KeyedItem, Step } from "../../model/difference.ts";

/** Keys that need no quotes; `<cluster>` stands for what differs between environments. */
const PLAIN_KEY = /^[\w$<>/-]+$/;
const PLAIN_VALUE = /^[^\s"[\],=]+$/;

/** Empty for the object itself. A list item without a key is `args[2]`, or `args[2 -> 3]` where it stands elsewhere now. */
export function fieldPath(path: readonly Step[]): string {
  return path.map(written).join("").replace(/^\./, "");
}

function written(step: Step): string {
  if (typeof step === "string") return PLAIN_KEY.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  if ("key" in step) return `[${itemKey(step.key)}]`;
  const { before, after } = step;
  return before === undefined || after === undefined || before === after
    ? `[${after ?? before ?? ""}]`
    : `[${before} -> ${after}]`;
}

/** `name=server`, `containerPort=8443,protocol=TCP`. */
export function itemKey(key: KeyedItem["key"]): string {
  return Object.entries(key)
    .map(([name, value]) => `${name}=${quoted(String(value))}`)
    .join(",");
}

function quoted(value: string): string {
  return PLAIN_VALUE.test(value) ? value : JSON.stringify(value);
}
