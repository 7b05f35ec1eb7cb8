/** The way into an object as people write it. */
import type { Item, Step } from "../model/difference.ts";

/** Each step as it is appended to those before it: `spec`, `.containers`, `[name=server]`, `["a/b"]`, `[2]`. */
export function pathParts(path: readonly Step[]): readonly string[] {
  return path.map((step, index) => {
    if (typeof step !== "string") return `[${itemText(step)}]`;
    if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
    return index === 0 ? step : `.${step}`;
  });
}

export function pathText(path: readonly Step[]): string {
  return path.length === 0 ? "the whole object" : pathParts(path).join("");
}

function itemText(item: Item): string {
  if ("key" in item) return keyText(item.key);
  const { before, after } = item;
  if (before === undefined || after === undefined || before === after) return String(after ?? before ?? "");
  return `${before}→${after}`;
}

/** `name=server`, `containerPort=8443,protocol=TCP`. */
export function keyText(key: Readonly<Record<string, string | number>>): string {
  return Object.entries(key)
    .map(([name, value]) => `${name}=${value}`)
    .join(",");
}
