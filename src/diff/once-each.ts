/** Takes the best pairs first, so that each thing is in one of them at most. */
import type { Pair } from "./list-match.ts";

type Places = Pick<Pair, "before" | "after">;

/** `pairs` are sorted, the best first. */
export function onceEach<T extends Places>(pairs: readonly T[]): T[] {
  const taken = { before: new Set<number>(), after: new Set<number>() };
  return pairs.filter(({ before, after }) => {
    if (taken.before.has(before) || taken.after.has(after)) return false;
    taken.before.add(before);
    taken.after.add(after);
    return true;
  });
}
