/** Of two groups of objects the pairs that share most, each object in one pair. */
import type { Resource } from "../model/applied.ts";
import { apart, type Content, contentOf, mostShared, sharedContent, sizeOf } from "./object-content.ts";

/** Of more pairs than this only those with the same name are looked at. */
const MOST_PAIRS = 2_000_000;

/** Shares are told apart in steps of this. */
const STEPS = 50_000;

/**
 * The best first, namesakes before others that share as much, then in the order of `a` and `b`: swapped sides give the
 * same. `least` is a share from 0 to 1.
 */
export function likestPairs(
  a: readonly Resource[],
  b: readonly Resource[],
  least: number,
): readonly (readonly [Resource, Resource])[] {
  if (least === 0 && a.length * b.length === 1) return [[a[0] as Resource, b[0] as Resource]];
  const taken = { a: new Uint8Array(a.length), b: new Uint8Array(b.length) };
  const pairs: [Resource, Resource][] = [];
  for (const rank of ranksOf(a, b, least)) {
    const pair = rank % (a.length * b.length);
    const [i, j] = [Math.floor(pair / b.length), pair % b.length];
    if (taken.a[i] === 1 || taken.b[j] === 1) continue;
    taken.a[i] = 1;
    taken.b[j] = 1;
    pairs.push([a[i] as Resource, b[j] as Resource]);
    if (pairs.length === Math.min(a.length, b.length)) break;
  }
  return pairs;
}

/** A number for each pair that shares enough, ascending from the best: so a million of them sort in no time. */
function ranksOf(a: readonly Resource[], b: readonly Resource[], least: number): Float64Array {
  const all = a.length * b.length;
  const isLarge = all > MOST_PAIRS;
  const contents = apart([...a, ...b].map(({ manifest }) => contentOf(manifest)));
  const ranks: number[] = [];
  for (const [i, one] of a.entries()) {
    const content = contents[i] as Content;
    for (const [j, other] of b.entries()) {
      const isNamesake = one.id.name === other.id.name;
      if (isLarge && !isNamesake) continue;
      const share = shareOf(content, contents[a.length + j] as Content, isNamesake, least);
      if (share === undefined) continue;
      const place = 2 * (STEPS - Math.round(share * STEPS)) + (isNamesake ? 0 : 1);
      ranks.push(place * all + i * b.length + j);
    }
  }
  return Float64Array.from(ranks).sort();
}

/** Undefined where it is not enough. Objects that say nothing are the same one where the name is. */
function shareOf(a: Content, b: Content, isNamesake: boolean, least: number): number | undefined {
  if (sizeOf(a) === 0 && sizeOf(b) === 0) return isNamesake || least === 0 ? 1 : undefined;
  if (mostShared(a, b) < least) return undefined;
  const share = sharedContent(a, b);
  return share < least ? undefined : share;
}
