/** One edit in a terminal. */
import type { Colors } from "../colors.ts";
import { width as columnsOf } from "../columns.ts";
import { inertLine } from "../inert.ts";
import { type Line, line } from "./line-diff.ts";
import type { ShownEdit } from "./shown-edit.ts";
import type { Span } from "./spans.ts";
import type { TextOptions } from "./text-options.ts";
import { atText, SIGNS } from "./wording.ts";

/** More lines of one edit than this are for whoever asks for details. */
const MOST_LINES = 40;

/** The path and what became of it, and below it what takes lines of its own. */
export function editRows(edit: ShownEdit, indent: string, colors: Colors, options: TextOptions): readonly string[] {
  const { kind, content } = edit;
  const sign = inKind(kind, SIGNS[kind], colors);
  const path = inertLine(edit.path === "" ? "(all of it)" : edit.path);
  const after = [edit.note === "" ? "" : `(${inertLine(edit.note)})`, inertLine(atText(edit.source))];
  const tail = after
    .filter((part) => part !== "")
    .map((part) => `   ${colors.dim(part)}`)
    .join("");
  const head = `${indent}${sign} ${path}`;
  const inner = `${indent}    `;
  switch (content.form) {
    case "none":
      return [head + tail];
    case "hidden":
      return [`${head}: ${inertLine(content.value)} changed${tail}`];
    case "edits":
      return [head + tail, ...content.edits.flatMap((one) => editRows(one, inner, colors, options))];
    case "lines":
      return [head + tail, ...bodyRows(content.lines, inner, colors, options)];
    case "values":
      return valueRows(edit, head, tail, inner, colors, options);
  }
}

function valueRows(
  { kind, content }: ShownEdit,
  head: string,
  tail: string,
  inner: string,
  colors: Colors,
  { width }: TextOptions,
): readonly string[] {
  if (content.form !== "values") return [];
  const [old, now] = [spansText(content.before, colors.red, colors), spansText(content.after, colors.green, colors)];
  if (kind === "added" || kind === "removed") return [`${head}: ${kind === "added" ? now : old}${tail}`];
  const values = `${old} -> ${now}`;
  if (columnsOf(`${head}: ${values}`) <= width) return [`${head}: ${values}${tail}`];
  return [head + tail, `${inner}${colors.red("-")} ${old}`, `${inner}${colors.green("+")} ${now}`];
}

function spansText(spans: readonly Span[] | undefined, color: (text: string) => string, colors: Colors): string {
  return (spans ?? []).map(({ text, marked }) => color(marked ? colors.inverse(code(text)) : code(text))).join("");
}

/** Lines behind their signs; the first of many, where nobody asked for all. */
export function bodyRows(
  lines: readonly Line[],
  indent: string,
  colors: Colors,
  { details = false }: TextOptions,
): readonly string[] {
  const most = details || lines.length <= MOST_LINES + 1 ? lines.length : MOST_LINES;
  const rest = most < lines.length ? [line("fold", `${lines.length - most} more lines`)] : [];
  return [...lines.slice(0, most), ...rest].map((one) => indent + bodyRow(one, colors));
}

function bodyRow({ sign, spans }: Line, colors: Colors): string {
  if (sign === "fold") return colors.dim(`  ... ${spansText(spans, (text) => text, colors)}`);
  if (sign === "note") return colors.dim(`  (${spansText(spans, (text) => text, colors)})`);
  const color = sign === "+" ? colors.green : sign === "-" ? colors.red : (text: string) => text;
  return `${color(sign)} ${spansText(spans, color, colors)}`.trimEnd();
}

/** A tab does a terminal no harm, and texts are full of them. */
function code(text: string): string {
  return text.split("\t").map(inertLine).join("\t");
}

function inKind(kind: ShownEdit["kind"], text: string, colors: Colors): string {
  if (kind === "added") return colors.green(text);
  return kind === "removed" ? colors.red(text) : colors.yellow(text);
}
