/** What differs between two lists of lines, and within the lines that stand for each other. */
import { diffArrays } from "diff";
import { differingWords, plainSpans, type Span } from "../reports/diff/spans.ts";

export interface Line {
  readonly kind: "same" | "removed" | "added";
  /** Line numbers from 1, on the sides that have the line. */
  readonly before?: number;
  readonly after?: number;
  readonly spans: readonly Span[];
}

/** Where two texts have less in common, they are shown as a whole: finding out would take a browser seconds. */
const MOST_LINE_EDITS = 2_000;

/** What counts as the same line. */
export type SameLine = (before: string, after: string) => boolean;

/** The lines of both sides in the order in which a unified diff shows them. */
export function lineDiff(
  before: readonly string[],
  after: readonly string[],
  same: SameLine = (one, other) => one === other,
): readonly Line[] {
  const runs = diffArrays([...before], [...after], { maxEditLength: MOST_LINE_EDITS, comparator: same }) ?? [
    { value: [...before], removed: true, added: false },
    { value: [...after], removed: false, added: true },
  ];
  const lines: Line[] = [];
  const at = { before: 0, after: 0 };
  runs.forEach((run, index) => {
    if (run.removed) {
      const next = runs[index + 1];
      lines.push(...replaced(run.value, next?.added ? next.value : [], at));
    } else if (run.added) {
      if (!runs[index - 1]?.removed) lines.push(...replaced([], run.value, at));
    } else {
      for (const text of run.value) {
        lines.push({ kind: "same", before: ++at.before, after: ++at.after, spans: plainSpans(text) });
      }
    }
  });
  return lines;
}

function replaced(
  removed: readonly string[],
  added: readonly string[],
  at: { before: number; after: number },
): readonly Line[] {
  const pairs = removed.map((text, index) => {
    const other = added[index];
    return other === undefined ? undefined : differingWords(text, other);
  });
  return [
    ...removed.map((text, index): Line => {
      return { kind: "removed", before: ++at.before, spans: pairs[index]?.before ?? plainSpans(text) };
    }),
    ...added.map((text, index): Line => {
      return { kind: "added", after: ++at.after, spans: pairs[index]?.after ?? plainSpans(text) };
    }),
  ];
}

/** A line on each side; one of them alone where the other side has nothing for it. */
export interface Row {
  readonly before?: Line;
  readonly after?: Line;
}

/** Removed lines beside those that were added in their place. */
export function sideBySide(lines: readonly Line[]): readonly Row[] {
  const rows: Row[] = [];
  let begin = 0;
  while (begin < lines.length) {
    const line = lines[begin] as Line;
    if (line.kind === "same") {
      rows.push({ before: line, after: line });
      begin += 1;
      continue;
    }
    let end = begin;
    while (end < lines.length && lines[end]?.kind !== "same") end += 1;
    const run = lines.slice(begin, end);
    const removed = run.filter(({ kind }) => kind === "removed");
    const added = run.filter(({ kind }) => kind === "added");
    for (let index = 0; index < Math.max(removed.length, added.length); index += 1) {
      const [left, right] = [removed[index], added[index]];
      rows.push({ ...(left && { before: left }), ...(right && { after: right }) });
    }
    begin = end;
  }
  return rows;
}

/** Lines to show, or lines that are the same on both sides and far from any difference. */
export interface Stretch {
  readonly folded: boolean;
  readonly lines: readonly Line[];
}

const CONTEXT = 3;

export function stretches(lines: readonly Line[]): readonly Stretch[] {
  const near = new Set<number>();
  lines.forEach(({ kind }, index) => {
    if (kind === "same") return;
    for (let i = index - CONTEXT; i <= index + CONTEXT; i += 1) near.add(i);
  });
  const found: { folded: boolean; lines: Line[] }[] = [];
  lines.forEach((line, index) => {
    const folded = !near.has(index);
    const last = found.at(-1);
    if (last?.folded === folded) last.lines.push(line);
    else found.push({ folded, lines: [line] });
  });
  // The place of one line is no smaller than the line.
  return found.map((stretch) => (stretch.lines.length === 1 ? { ...stretch, folded: false } : stretch));
}
