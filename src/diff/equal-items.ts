/** Which items of two lists are equal, with as few moves as a reader would see. */
import type { JsonValue } from "../model/json.ts";
import { dataText, sameData } from "./same-data.ts";

/**
 * Where more items than this come and go, no sequence is looked for, whose time and memory grow with the square: equal
 * items are matched in turn, the first with the first and so on.
 */
const MOST_OTHERS = 1000;

/** For each item of `before` the index of its equal in `after`, or -1; the same pairs for swapped sides. */
export function equalItems(before: readonly JsonValue[], after: readonly JsonValue[]): Int32Array {
  const partner = new Int32Array(before.length).fill(-1);
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && sameData(before[head], after[head])) {
    partner[head] = head;
    head += 1;
  }
  const shift = after.length - before.length;
  let end = before.length;
  while (end > head && end + shift > head && sameData(before[end - 1], after[end - 1 + shift])) {
    end -= 1;
    partner[end] = end + shift;
  }
  const old = before.slice(head, end).map(dataText);
  const now = after.slice(head, end + shift).map(dataText);
  const middle = matched(old, now);
  for (const [index, place] of middle.entries()) if (place >= 0) partner[head + index] = head + place;
  return partner;
}

function matched(old: readonly string[], now: readonly string[]): Int32Array {
  const isUnique = new Set(old).size === old.length && new Set(now).size === now.length;
  return inTurn(old, now, isUnique ? new Int32Array(old.length).fill(-1) : inSequence(old, now));
}

/** Matches what `partner` leaves over: the first of equal items with the first of the other side, and so on. */
function inTurn(old: readonly string[], now: readonly string[], partner: Int32Array): Int32Array {
  const taken = new Set(partner);
  const free = new Map<string, number[]>();
  for (let place = now.length - 1; place >= 0; place -= 1) {
    if (taken.has(place)) continue;
    const text = now[place] as string;
    const places = free.get(text);
    if (places === undefined) free.set(text, [place]);
    else places.push(place);
  }
  return partner.map((place, index) => (place >= 0 ? place : (free.get(old[index] as string)?.pop() ?? -1)));
}

/** A longest common subsequence. Several may be as long: the sides are put in an order of their own, so that swapped ones give the same. */
function inSequence(old: readonly string[], now: readonly string[]): Int32Array {
  const partner = new Int32Array(old.length).fill(-1);
  const isSwapped = JSON.stringify(old) > JSON.stringify(now);
  const pairs = isSwapped ? commonSubsequence(now, old) : commonSubsequence(old, now);
  for (const [a, b] of pairs) partner[isSwapped ? b : a] = isSwapped ? a : b;
  return partner;
}

/**
 * The greedy way of E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): `reach` holds how far in `a`
 * one gets on each diagonal with so many items that come or go. Empty where it takes more than MOST_OTHERS.
 */
function commonSubsequence(a: readonly string[], b: readonly string[]): [number, number][] {
  const most = Math.min(MOST_OTHERS, a.length + b.length);
  const reach = new Int32Array(2 * most + 3);
  const middle = most + 1;
  const steps: Int32Array[] = [];
  for (let others = 0; others <= most; others += 1) {
    steps.push(reach.slice(middle - others - 1, middle + others + 2));
    for (let diagonal = -others; diagonal <= others; diagonal += 2) {
      const isDown = comesFromAbove(reach, middle + diagonal, diagonal, others);
      let x = isDown ? (reach[middle + diagonal + 1] as number) : (reach[middle + diagonal - 1] as number) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      reach[middle + diagonal] = x;
      if (x >= a.length && x - diagonal >= b.length) return wayBack(a, b, steps);
    }
  }
  return [];
}

function comesFromAbove(reach: Int32Array, index: number, diagonal: number, others: number): boolean {
  return diagonal === -others || (diagonal !== others && (reach[index - 1] as number) < (reach[index + 1] as number));
}

/** `steps` are the parts of `reach` around diagonal 0 as they were before each round. */
function wayBack(a: readonly string[], b: readonly string[], steps: readonly Int32Array[]): [number, number][] {
  const pairs: [number, number][] = [];
  let x = a.length;
  let y = b.length;
  for (let others = steps.length - 1; others >= 0; others -= 1) {
    const reach = steps[others] as Int32Array;
    const index = x - y + others + 1;
    const isDown = comesFromAbove(reach, index, x - y, others);
    const fromX = others === 0 ? 0 : (reach[isDown ? index + 1 : index - 1] as number);
    const startX = isDown || others === 0 ? fromX : fromX + 1;
    while (x > startX) {
      x -= 1;
      y -= 1;
      pairs.push([x, y]);
    }
    if (isDown) y -= 1;
    else x -= 1;
  }
  return pairs.reverse();
}
