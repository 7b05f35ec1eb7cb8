/** One change in a terminal: which object, where, and what differs in it. */
import type { Change, DiffReport, Edit } from "../../model/difference.ts";
import type { JsonValue } from "../../model/json.ts";
import type { Colors } from "../colors.ts";
import { inertLine } from "../inert.ts";
import { count } from "../wording.ts";
import { manifestFacts } from "./facts.ts";
import { type Line, line } from "./line-diff.ts";
import { shownEdit } from "./shown-edit.ts";
import { bodyRows, editRows } from "./text-edit.ts";
import type { TextOptions } from "./text-options.ts";
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

/** Blocks of lines: one for each object that changed, and one for those that came or went, as long as a few lines say it. */
export function changeBlocks(report: DiffReport, colors: Colors, options: TextOptions): readonly string[] {
  const blocks: string[] = [];
  let isList = false;
  for (const change of report.changes) {
    const text = changeText(change, report, colors, options);
    const inList = change.kind !== "changed" && !options.details;
    if (inList && isList) blocks.push(`${blocks.pop()}${text}`);
    else blocks.push(text);
    isList = inList;
  }
  return blocks;
}

function changeText(change: Change, report: DiffReport, colors: Colors, options: TextOptions): string {
  const rows = change.kind === "changed" ? edits(change, colors, options) : object(change, colors, options);
  return `${[heading(change, report, colors), ...below(change, report, colors, options), ...rows].join("\n")}\n`;
}

function heading(change: Change, report: DiffReport, colors: Colors): string {
  const name = colors.bold(`${SIGNS[change.kind]} ${inertLine(changedName(change))}`);
  const where = [whereText(change, report), listText(change, report)].filter((part) => part !== "").join("; ");
  const sign = change.kind === "added" ? colors.green : change.kind === "removed" ? colors.red : colors.yellow;
  return where === "" ? sign(name) : `${sign(name)}   ${inertLine(where)}`;
}

function below(change: Change, report: DiffReport, colors: Colors, options: TextOptions): readonly string[] {
  const texts = [renamedText(change), ...variableTexts(change, report, shownOf(change, options))];
  return texts.filter((text) => text !== "").map((text) => `    ${colors.dim(inertLine(text))}`);
}

function edits(change: Change, colors: Colors, options: TextOptions): readonly string[] {
  const hidden = options.details ? [] : followsTexts(change);
  return [
    ...shownOf(change, options).flatMap((edit) => editRows(shownEdit(edit), "  ", colors, options)),
    ...hidden.map((text) => `  ${colors.dim(text)}`),
  ];
}

function shownOf(change: Change, { details = false }: TextOptions): readonly Edit[] {
  return details ? change.edits : ownEdits(change);
}

/** An object that came or went: what it is in a line, or all of it. */
function object({ kind, manifest, redacted, source }: Change, colors: Colors, options: TextOptions): readonly string[] {
  const secret = redacted.length === 0 ? "" : `${count(redacted.length, "value")} not shown, being secret`;
  const facts = [options.details || manifest === undefined ? "" : manifestFacts(manifest), secret];
  const at = atText(source);
  const words = [
    inertLine(facts.filter((text) => text !== "").join(" · ")),
    at === "" ? "" : colors.dim(inertLine(at)),
  ].filter((text) => text !== "");
  const rows = words.length === 0 ? [] : [`    ${words.join("   ")}`];
  if (!options.details || manifest === undefined) return rows;
  return [...rows, ...bodyRows(manifestLines(manifest, kind === "added" ? "+" : "-"), "    ", colors, options)];
}

function manifestLines(manifest: JsonValue, sign: "+" | "-"): readonly Line[] {
  return valueLines(manifest).map((text) => line(sign, text));
}
