/** One change in Markdown: a block that a reader opens, with what differs in a fence. */
import type { Change, DiffReport } from "../../model/difference.ts";
import { codeElement, fenced, fencedLine, longestRun } from "../markdown.ts";
import { count } from "../wording.ts";
import { manifestFacts } from "./facts.ts";
import type { Line } from "./line-diff.ts";
import { words } from "./markdown-parts.ts";
import { sizeOf, type Unit } from "./room.ts";
import { clipped } from "./shorten.ts";
import { type ShownEdit, shownEdit } from "./shown-edit.ts";
import type { Span } from "./spans.ts";
import { valueLines } from "./value.ts";
import {
  atText,
  changedName,
  followsTexts,
  listText,
  ownEdits,
  renamedText,
  SIGNS,
  variableTexts,
  whereText,
} from "./wording.ts";

const NAME = 200;

export interface Block {
  /** Lines of it, from `<details>` to `</details>`. */
  readonly text: string;
  /** Lines of the fence that are missing. */
  readonly missing: number;
}

/** The block, without the last lines of its fence where there is no room; undefined where there is no room for any. */
export function changeBlock(
  change: Change,
  report: DiffReport,
  { open, danger, room, unit }: { open: boolean; danger: boolean; room: number; unit: Unit },
): Block | undefined {
  const before = [
    `<details${open ? " open" : ""}><summary>${summary(change, report, danger)}</summary>`,
    "",
    ...texts(change, report),
  ];
  const body = change.kind === "changed" ? editLines(change) : manifestLines(change);
  const whole = (lines: readonly string[]): string =>
    [...before, ...(lines.length === 0 ? [] : [...fenced("diff", lines), ""]), "</details>"].join("\n");
  const fit = fitting(body, room - sizeOf(whole([]), unit), unit);
  if (fit === body.length) return { text: whole(body), missing: 0 };
  if (fit === 0) return undefined;
  const missing = body.length - fit;
  return { text: whole([...body.slice(0, fit), `  ... ${count(missing, "more line")}`]), missing };
}

/** A fence, an empty line, and what says how much is missing. */
const AROUND = 60;

/** How many of the lines fit with a fence around them, which is as long as the longest run of backticks. */
function fitting(lines: readonly string[], room: number, unit: Unit): number {
  let used = AROUND;
  let ticks = 3;
  for (const [index, text] of lines.entries()) {
    const shown = fencedLine(text);
    used += sizeOf(shown, unit) + 1;
    ticks = Math.max(ticks, longestRun(shown) + 1);
    if (used + 2 * ticks > room) return index;
  }
  return lines.length;
}

function summary(change: Change, report: DiffReport, danger: boolean): string {
  const name = `${SIGNS[change.kind]} ${codeElement(clipped(changedName(change), NAME))}`;
  return [name, words(whereText(change, report)), danger ? "<b>(danger)</b>" : ""]
    .filter((part) => part !== "")
    .join(" ");
}

/** What is to be said beside the lines that differ, as a paragraph; it begins with a word of ours, or it could be a heading. */
function texts(change: Change, report: DiffReport): readonly string[] {
  const { manifest, redacted, source } = change;
  const all = [
    listText(change, report),
    renamedText(change),
    ...variableTexts(change, report, ownEdits(change)),
    ...followsTexts(change),
    manifest === undefined ? "" : manifestFacts(manifest),
    redacted.length === 0 ? "" : `${count(redacted.length, "value")} not shown, being secret`,
    atText(source),
  ].filter((text) => text !== "");
  return all.length === 0 ? [] : [all.map(words).join(" · "), ""];
}

function editLines(change: Change): readonly string[] {
  return ownEdits(change).flatMap((edit) => shownLines(shownEdit(edit)));
}

function shownLines(edit: ShownEdit, above = ""): readonly string[] {
  const { content, note, source } = edit;
  const path = above === "" ? edit.path : `${above} > ${edit.path === "" ? "(all of it)" : edit.path}`;
  const tail = [note === "" ? "" : `(${note})`, atText(source)].filter((part) => part !== "");
  const head = ["@@", path === "" ? "(all of it)" : path, "@@", ...tail].join(" ");
  switch (content.form) {
    case "none":
      return [head];
    case "hidden":
      return [head, `! ${content.value} changed`];
    case "edits":
      return content.edits.flatMap((one) => shownLines({ ...one, source: one.source ?? source }, path));
    case "lines":
      return [head, ...content.lines.map(bodyLine)];
    case "values":
      return [head, ...valueLine("-", content.before), ...valueLine("+", content.after)];
  }
}

function valueLine(sign: "+" | "-", spans: readonly Span[] | undefined): readonly string[] {
  return spans === undefined ? [] : [`${sign} ${textOf(spans)}`];
}

function bodyLine({ sign, spans }: Line): string {
  if (sign === "fold") return `  ... ${textOf(spans)}`;
  return sign === "note" ? `\\ ${textOf(spans)}` : `${sign} ${textOf(spans)}`;
}

function textOf(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join("");
}

/** What is gone is known by its beginning; of what is new, every line is news. */
const REMOVED_LINES = 20;

function manifestLines({ kind, manifest }: Change): readonly string[] {
  if (manifest === undefined) return [];
  const all = valueLines(manifest).map((text) => `${kind === "added" ? "+" : "-"} ${clipped(text)}`);
  if (kind === "added" || all.length <= REMOVED_LINES + 1) return all;
  return [...all.slice(0, REMOVED_LINES), `  ... ${all.length - REMOVED_LINES} more lines`];
}
