/** Choices that a seed decides, for the random trees. */
import { random } from "../../support/random.ts";

export interface Chance {
  /** True in this share of the cases, from 0 to 1. */
  is(share: number): boolean;
  below(limit: number): number;
  /** A whole number; both ends can be it. */
  between(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
  /** One of the values; `[weight, value]` each. */
  weighted<T>(list: readonly (readonly [number, T])[]): T;
  /** Different values of the list in its order, up to `most` of them. */
  some<T>(list: readonly T[], least: number, most: number): T[];
}

export function chanceOf(seed: number): Chance {
  const { below, pick } = random(seed);
  const is = (share: number): boolean => below(1_000_000) < share * 1_000_000;
  const between = (least: number, most: number): number => least + below(most - least + 1);
  return {
    is,
    below,
    between,
    pick,
    weighted: (list) => {
      let left = below(list.reduce((sum, [weight]) => sum + weight, 0));
      for (const [weight, value] of list) {
        left -= weight;
        if (left < 0) return value;
      }
      throw new Error("nothing has a weight");
    },
    some: (list, least, most) => {
      let wanted = Math.min(list.length, between(least, most));
      return list.filter((_, index) => {
        const taken = below(list.length - index) < wanted;
        if (taken) wanted -= 1;
        return taken;
      });
    },
  };
}
