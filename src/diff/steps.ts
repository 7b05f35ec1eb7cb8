/** Steps of the way into an object as texts, and edits by the step that they take at a depth. */
import type { Edit, Item, Step } from "../model/difference.ts";

/** The same text for the same step: `spec`, `[name=server]`, `[containerPort=8443,protocol=TCP]`, `[2]`, `[2->3]`. */
export function stepText(step: Step): string {
  return typeof step === "string" ? step : `[${itemText(step)}]`;
}

function itemText(item: Item): string {
  if ("key" in item) {
    return Object.entries(item.key)
      .map(([field, value]) => `${field}=${value}`)
      .join(",");
  }
  const { before, after } = item;
  return before === after || after === undefined
    ? `${before}`
    : before === undefined
      ? `${after}`
      : `${before}->${after}`;
}

/** `spec.containers[name=server].image`. */
export function pathText(path: readonly Step[]): string {
  return path.map((step, index) => (typeof step === "string" && index > 0 ? `.${step}` : stepText(step))).join("");
}

/** Edits that go the same way at a depth, in their order; those whose path ends there are left out. */
export function byStep(edits: readonly Edit[], depth: number): readonly (readonly Edit[])[] {
  const groups = new Map<string, Edit[]>();
  for (const edit of edits) {
    const step = edit.path[depth];
    if (step === undefined) continue;
    const id = JSON.stringify(step);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [edit]);
    else group.push(edit);
  }
  return [...groups.values()];
}
