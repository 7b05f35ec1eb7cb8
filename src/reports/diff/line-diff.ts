/** Two texts line by line, as far as they differ. */
import { diffArrays } from "diff";
import { aroundDifference, clipped } from "./shorten.ts";
import { differingWords, plainSpans, type Span } from "./spans.ts";

/** `fold` stands for lines that both sides have, and `note` says something of the text, not in it. */
export interface Line {
  readonly sign: "+" | "-" | " " | "fold" | "note";
  readonly spans: readonly Span[];
}

/** How many lines around a difference are shown. */
const CONTEXT = 3;

/** Texts that differ more than this are shown one after the other: to compare them takes long, and helps nobody. */
const MOST_EDITS = 1000;

export function line(sign: Line["sign"], text: string): Line {
  return { sign, spans: plainSpans(clipped(text)) };
}

/** The lines of a text; the break at its end begins no further one. */
export function linesOf(text: string): readonly string[] {
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}

/** What differs, with some lines around it; a line that became another has the words marked that differ. */
export function lineDiff(before: string, after: string): readonly Line[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const parts = diffArrays([...old], [...now], { maxEditLength: MOST_EDITS });
  const runs: readonly Run[] =
    parts === undefined
      ? [
          { sign: "-", lines: old },
          { sign: "+", lines: now },
        ]
      : parts.map(({ added, removed, value }) => ({ sign: added ? "+" : removed ? "-" : " ", lines: value }));
  return [...runs.flatMap((run, index) => shown(runs, run, index)), ...endNote(before, after)];
}

interface Run {
  readonly sign: "+" | "-" | " ";
  readonly lines: readonly string[];
}

function shown(runs: readonly Run[], run: Run, index: number): readonly Line[] {
  if (run.sign === " ") return folded(run.lines, index > 0, index < runs.length - 1);
  const other = runs[run.sign === "-" ? index + 1 : index - 1];
  const paired = other !== undefined && other.sign !== " " && other.lines.length === run.lines.length;
  return run.lines.map((text, n) => {
    if (!paired) return line(run.sign, text);
    const twin = other.lines[n] as string;
    const removed = run.sign === "-";
    const pair = differingWords(...aroundDifference(removed ? text : twin, removed ? twin : text));
    return { sign: run.sign, spans: removed ? pair.before : pair.after };
  });
}

/** The lines next to a difference, which may stand before them, behind them or both. */
function folded(lines: readonly string[], differsBefore: boolean, differsAfter: boolean): readonly Line[] {
  const head = differsBefore ? CONTEXT : 0;
  const tail = differsAfter ? CONTEXT : 0;
  const hidden = lines.length - head - tail;
  // A line that says that one line is left out takes the room of that line.
  if (hidden <= 1) return lines.map((text) => line(" ", text));
  return [
    ...lines.slice(0, head).map((text) => line(" ", text)),
    line("fold", `${hidden} lines the same`),
    ...lines.slice(lines.length - tail).map((text) => line(" ", text)),
  ];
}

function endNote(before: string, after: string): readonly Line[] {
  if (before.endsWith("\n") === after.endsWith("\n")) return [];
  return [line("note", after.endsWith("\n") ? "now ends with a line break" : "no longer ends with a line break")];
}
