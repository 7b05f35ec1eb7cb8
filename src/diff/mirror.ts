/** The edits of the way back: what comparing the swapped sides gives. */
import type { Edit, Step } from "../model/difference.ts";
import { byStep } from "./steps.ts";

/** The mirror of a mirror is what it was. */
export function mirror(edits: readonly Edit[]): readonly Edit[] {
  return inListOrder(edits.map(mirrorEdit), 0);
}

const KINDS = { added: "removed", removed: "added", changed: "changed", moved: "moved" } as const;

function mirrorEdit(edit: Edit): Edit {
  const { kind, path, before, after, order, items, inside, ...rest } = edit;
  return {
    kind: KINDS[kind],
    path: path.map(mirrorStep),
    ...(after !== undefined && { before: after }),
    ...(before !== undefined && { after: before }),
    ...(order && { order: inverse(order) }),
    ...(order && items && { items: order.map((number) => items[number] as string) }),
    ...(inside && { inside: { ...inside, edits: mirror(inside.edits) } }),
    ...rest,
  };
}

function inverse(order: readonly number[]): readonly number[] {
  const places: number[] = [];
  for (const [place, number] of order.entries()) places[number] = place;
  return places;
}

function mirrorStep(step: Step): Step {
  if (typeof step === "string" || "key" in step) return step;
  const { before, after } = step;
  return { ...(after !== undefined && { before: after }), ...(before !== undefined && { after: before }) };
}

/** What was removed from a list stands in front of what was added to it: mirrored, they change places. */
function inListOrder(edits: readonly Edit[], depth: number): readonly Edit[] {
  const ends = edits.filter(({ path }) => path.length === depth);
  const groups = byStep(edits, depth);
  const rank = ([first]: readonly Edit[]): number => {
    if (first === undefined || first.path.length > depth + 1 || typeof first.path[depth] === "string") return 1;
    return first.kind === "removed" ? 0 : first.kind === "added" ? 2 : 1;
  };
  const inOrder = groups.length < 2 ? groups : [...groups].sort((a, b) => rank(a) - rank(b));
  return [...ends, ...inOrder.flatMap((group) => inListOrder(group, depth + 1))];
}
