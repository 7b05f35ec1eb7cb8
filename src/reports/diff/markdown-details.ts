/** The changes of a difference in Markdown, as many and as much of each as there is room for. */
import type { Change, DiffReport } from "../../model/difference.ts";
import { count } from "../wording.ts";
import { type Block, changeBlock } from "./markdown-change.ts";
import { sizeOf, type Unit } from "./room.ts";

/** What a change gets at least, however many there are. */
const SHARE = 4000;

export interface Details {
  readonly blocks: readonly string[];
  /** What is not in them, in words. */
  readonly left: readonly string[];
  /** The room that they did not need. */
  readonly free: number;
}

interface Measured {
  readonly change: Change;
  readonly whole: string;
  readonly size: number;
}

/** Changes that bring a danger get room first, and long ones lose lines before short ones do; all stand in the order of the report. */
export function details(report: DiffReport, room: number, unit: Unit): Details {
  const dangers = new Set(report.risks.filter(({ level }) => level === "danger").flatMap(({ changes }) => changes));
  const block = (change: Change, most: number): Block | undefined => {
    const danger = dangers.has(change.id);
    return changeBlock(change, report, { open: report.changes.length === 1 || danger, danger, room: most, unit });
  };
  const order = [...report.changes].sort((a, b) => Number(dangers.has(b.id)) - Number(dangers.has(a.id)));
  const most = room - TITLE.length - BREAK;
  const measured = measure(order, most, unit, block);
  const longest = longestOf(measured, most);
  const blocks = new Map<string, Block>();
  for (const { change, whole, size } of measured) {
    const shown = size <= longest ? { text: whole, missing: 0 } : block(change, longest - BREAK);
    if (shown !== undefined) blocks.set(change.id, shown);
  }
  const shown = report.changes.flatMap(({ id }) => blocks.get(id)?.text ?? []);
  return {
    blocks: shown.length === 0 ? [] : [TITLE, ...shown],
    left: leftOut(report, [...blocks.values()]),
    free: Math.max(0, most - shown.reduce((sum, text) => sum + sizeOf(text, unit) + BREAK, 0)),
  };
}

const TITLE = "#### Details";

/** The empty line between blocks. */
const BREAK = 2;

/** As many changes as there is room for, if each gets what it needs, or its share where that is less. */
function measure(
  order: readonly Change[],
  room: number,
  unit: Unit,
  block: (change: Change, most: number) => Block | undefined,
): readonly Measured[] {
  const measured: Measured[] = [];
  let used = 0;
  for (const change of order) {
    const whole = block(change, Number.POSITIVE_INFINITY)?.text ?? "";
    const size = sizeOf(whole, unit) + BREAK;
    used += Math.min(size, SHARE);
    if (used > room) break;
    measured.push({ change, whole, size });
  }
  return measured;
}

/** How long a block may be, so that all of them fit. */
function longestOf(measured: readonly Measured[], room: number): number {
  const sizes = measured.map(({ size }) => size).sort((a, b) => a - b);
  let left = room;
  for (const [index, size] of sizes.entries()) {
    const each = Math.floor(left / (sizes.length - index));
    if (size > each) return each;
    left -= size;
  }
  return Number.POSITIVE_INFINITY;
}

function leftOut({ changes }: DiffReport, blocks: readonly Block[]): readonly string[] {
  const missing = changes.length - blocks.length;
  const shortened = blocks.filter((block) => block.missing > 0).length;
  return [
    missing === 0 ? "" : `details of ${count(missing, "change")}`,
    shortened === 0 ? "" : `some lines of ${count(shortened, "change")}`,
  ].filter((text) => text !== "");
}
