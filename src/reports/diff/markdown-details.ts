/** The changes of a difference in Markdown, as many and as much of each as there is room for. */
import type { DiffReport } from "../../model/difference.ts";
import { count } from "../wording.ts";
import { changeBlock } from "./markdown-change.ts";
import { sizeOf, type Unit } from "./room.ts";

/** What a change gets at least, as long as there is that much. */
const SHARE = 4000;

/** With less there is no block that says anything. */
const LEAST = 300;

export interface Details {
  readonly blocks: readonly string[];
  /** What is not in them, in words. */
  readonly left: readonly string[];
  /** The room that they did not need. */
  readonly free: number;
}

/** Changes that bring a danger get room first; all stand in the order of the report. */
export function details(report: DiffReport, room: number, unit: Unit): Details {
  const dangers = new Set(report.risks.filter(({ level }) => level === "danger").flatMap(({ changes }) => changes));
  const danger = (id: string): boolean => dangers.has(id);
  const order = [...report.changes.filter(({ id }) => danger(id)), ...report.changes.filter(({ id }) => !danger(id))];
  const title = "#### Details";
  const blocks = new Map<string, string>();
  let free = room - title.length - 2;
  let shortened = 0;
  for (const [index, change] of order.entries()) {
    if (free < LEAST) break;
    const most = Math.max(Math.floor(free / (order.length - index)), Math.min(free, SHARE)) - 2;
    const open = report.changes.length === 1 || danger(change.id);
    const block = changeBlock(change, report, { open, danger: danger(change.id), room: most, unit });
    if (block === undefined) continue;
    free -= sizeOf(block.text, unit) + 2;
    if (block.missing > 0) shortened++;
    blocks.set(change.id, block.text);
  }
  const missing = report.changes.length - blocks.size;
  const left = [
    missing === 0 ? "" : `details of ${count(missing, "change")}`,
    shortened === 0 ? "" : `some lines of ${count(shortened, "change")}`,
  ];
  const shown = report.changes.flatMap(({ id }) => blocks.get(id) ?? []);
  return {
    blocks: shown.length === 0 ? [] : [title, ...shown],
    left: left.filter((text) => text !== ""),
    free: Math.max(0, free),
  };
}
