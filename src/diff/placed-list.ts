/** Matches the items of two lists that have no key: equal ones first, then like ones that stand in the same gap. */
import type { JsonValue } from "../model/json.ts";
import { equalItems } from "./equal-items.ts";
import { likeness } from "./likeness.ts";
import { byPlace, type ListMatch, movedItems } from "./list-match.ts";
import { onceEach } from "./once-each.ts";
import { dataText } from "./same-data.ts";

/** Items that both sides have differently between the same two neighbours. */
interface Gap {
  readonly old: number[];
  readonly now: number[];
}

/** In a gap with more pairs than this, items are compared with those at the same place only. */
const MOST_PAIRS = 2500;

/** Longer names of moved items are cut. */
const LABEL = 80;

export function matchByPlace(before: readonly JsonValue[], after: readonly JsonValue[]): ListMatch {
  const equal = equalItems(before, after);
  const like = gapsOf(equal, after.length).flatMap((gap) => likePairs(gap, before, after));
  const partner = equal.slice();
  for (const { before: place, after: other } of like) partner[place] = other;
  const hasPartner = new Set(partner);
  const texts = ({ before: old, after: now }: Places) => [
    dataText(before[old] as never),
    dataText(after[now] as never),
  ];
  return {
    moved: movedItems(
      [...partner.entries()]
        .filter(([, place]) => place >= 0)
        .map(([old, now]) => ({ before: old, after: now, label: () => labelOf(texts({ before: old, after: now })) })),
    ),
    removed: before.flatMap((value, index) =>
      (partner[index] as number) < 0 ? [{ step: { before: index }, value }] : [],
    ),
    common: byPlace(like, (pair) => texts(pair).sort().join()).map((pair) => ({
      step: { before: pair.before, after: pair.after },
      before: before[pair.before] as JsonValue,
      after: after[pair.after] as JsonValue,
    })),
    added: after.flatMap((value, index) => (hasPartner.has(index) ? [] : [{ step: { after: index }, value }])),
  };
}

interface Places {
  readonly before: number;
  readonly after: number;
}

/** A gap is told by the equal item in front of it. */
function gapsOf(partner: Int32Array, length: number): Gap[] {
  const gaps = new Map<number, Gap>();
  const gapAfter = (place: number): Gap => {
    const known = gaps.get(place);
    if (known !== undefined) return known;
    const gap: Gap = { old: [], now: [] };
    gaps.set(place, gap);
    return gap;
  };
  let previous = -1;
  for (const [index, place] of partner.entries()) {
    if (place >= 0) previous = place;
    else gapAfter(previous).old.push(index);
  }
  const matched = new Set(partner);
  previous = -1;
  for (let index = 0; index < length; index += 1) {
    if (matched.has(index)) previous = index;
    else gapAfter(previous).now.push(index);
  }
  return [...gaps.values()].filter(({ old, now }) => old.length > 0 && now.length > 0);
}

/** The best pairs first, each item in one. Of pairs that tie the first counts, on either side: swapped sides give the same. */
function likePairs(gap: Gap, before: readonly JsonValue[], after: readonly JsonValue[]): readonly Places[] {
  const isLarge = gap.old.length * gap.now.length > MOST_PAIRS;
  const candidates = gap.old.flatMap((old, place) => {
    const others = isLarge ? gap.now.slice(place, place + 1) : gap.now;
    return others.map((now) => ({
      before: old,
      after: now,
      score: likeness(before[old] as JsonValue, after[now] as JsonValue),
    }));
  });
  return onceEach(candidates.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score));
}

/** What an item is called, of its `dataText` on both sides: the lesser of the two, so that swapped sides give the same. */
export function labelOf(texts: readonly string[]): string {
  const text = [...texts].sort()[0] as string;
  const plain = text.startsWith('"') ? (JSON.parse(text) as string) : text;
  const points = [...plain.slice(0, 2 * LABEL)];
  return points.length > LABEL ? `${points.slice(0, LABEL).join("")}...` : plain;
}
