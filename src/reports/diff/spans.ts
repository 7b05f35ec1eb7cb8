/** Which words of two lines differ. */
import { diffWordsWithSpace } from "diff";

/** A piece of a line; marked where the other side does not have it. */
export interface Span {
  readonly text: string;
  readonly marked: boolean;
}

export interface SpanPair {
  readonly before: readonly Span[];
  readonly after: readonly Span[];
}

/** More than this is read as a whole, and takes long to compare. */
const LONGEST = 2000;
const MOST_EDITS = 100;

/** Lines that have less in common than this are two lines, and marks in them would say nothing. */
const ALIKE = 0.3;

/** Both lines in pieces; none is marked where they have little in common. */
export function differingWords(before: string, after: string): SpanPair {
  if (before.length > LONGEST || after.length > LONGEST) return unmarked(before, after);
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  if (parts === undefined) return unmarked(before, after);
  const common = parts.filter(({ added, removed }) => !added && !removed).reduce((n, { value }) => n + value.length, 0);
  if (common < ALIKE * Math.max(before.length, after.length)) return unmarked(before, after);
  return {
    before: parts.filter(({ added }) => !added).map(({ value, removed }) => ({ text: value, marked: removed })),
    after: parts.filter(({ removed }) => !removed).map(({ value, added }) => ({ text: value, marked: added })),
  };
}

/** A line of which nothing is marked. */
export function plainSpans(text: string): readonly Span[] {
  return [{ text, marked: false }];
}

function unmarked(before: string, after: string): SpanPair {
  return { before: plainSpans(before), after: plainSpans(after) };
}
