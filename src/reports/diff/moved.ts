/** Which items of a list were moved, so that the others kept their order. */

/** `order`: the items as they stand now, each by its number before. The numbers of those that moved, as few as can be. */
export function movedItems(order: readonly number[]): ReadonlySet<number> {
  const kept = new Set(longestRising(order));
  return new Set(order.filter((number) => !kept.has(number)));
}

/** Patience sorting: the smallest last number of a rising run of each length, and what came before each. */
function longestRising(numbers: readonly number[]): readonly number[] {
  const ends: number[] = [];
  const previous = new Map<number, number | undefined>();
  for (const number of numbers) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) < number) low = middle + 1;
      else high = middle;
    }
    previous.set(number, ends[low - 1]);
    ends[low] = number;
  }
  const run: number[] = [];
  for (let number = ends.at(-1); number !== undefined; number = previous.get(number)) run.push(number);
  return run;
}
