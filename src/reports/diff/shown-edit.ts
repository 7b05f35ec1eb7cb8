/** One edit as all surfaces show it: a path, and either two values on a line or lines that differ. */
import type { Edit, Position } from "../../model/difference.ts";
import type { Place } from "../../model/finding.ts";
import type { JsonValue } from "../../model/json.ts";
import { REDACTED } from "../../model/redacted.ts";
import { count } from "../wording.ts";
import { type Line, line, lineDiff } from "./line-diff.ts";
import { movedItems } from "./moved.ts";
import { fieldPath, itemKey } from "./path.ts";
import { aroundDifference, clipped } from "./shorten.ts";
import { differingWords, plainSpans, type SpanPair } from "./spans.ts";
import { scalarText, valueLines, valueText } from "./value.ts";

export interface ShownEdit {
  readonly kind: Edit["kind"];
  /** Empty for the object, or the document, itself. */
  readonly path: string;
  /** What else is to be said: `after name=server`, `YAML, in which only the layout differs`; or empty. */
  readonly note: string;
  readonly source: Place | undefined;
  /** What it is, in one of these forms. */
  readonly content: /** Values that fit on a line; `before` is missing for what was added, `after` for what was removed. */
    | { readonly form: "values"; readonly before?: SpanPair["before"]; readonly after?: SpanPair["after"] }
    /** The value, which changed in a part that is not shown. */
    | { readonly form: "hidden"; readonly value: string }
    | { readonly form: "lines"; readonly lines: readonly Line[] }
    | { readonly form: "edits"; readonly edits: readonly ShownEdit[] }
    /** The note says it all. */
    | { readonly form: "none" };
}

export function shownEdit(edit: Edit): ShownEdit {
  return { kind: edit.kind, path: fieldPath(edit.path), note: note(edit), source: edit.source, content: content(edit) };
}

const FORMATS = { yaml: "YAML", json: "JSON", env: "variables" } as const;

function note(edit: Edit): string {
  const { kind, position, inside } = edit;
  if (kind === "moved") return "order";
  if (inside !== undefined) {
    const format = FORMATS[inside.format];
    return inside.edits.length === 0 ? `only the layout of the ${format} differs` : format;
  }
  const notes = [position === undefined || kind === "removed" ? "" : positionText(position), secretNote(edit)];
  return notes.filter((part) => part !== "").join("; ");
}

/** `first`, `last`, `after name=server`. */
export function positionText(position: Position): string {
  return typeof position === "string" ? position : `after ${itemKey(position.after)}`;
}

function secretNote({ kind, redacted, before, after }: Edit): string {
  if (redacted === undefined) return "";
  if (kind !== "changed") return "secret";
  const [old, now] = [valueText(before ?? null), valueText(after ?? null)];
  if (old !== now) return "and in parts that are secret";
  return old === REDACTED ? "" : "in a part that is secret";
}

function content(edit: Edit): ShownEdit["content"] {
  const { kind, before = null, after = null, inside } = edit;
  if (kind === "moved") return moved(edit);
  if (inside !== undefined) {
    return inside.edits.length === 0 ? { form: "none" } : { form: "edits", edits: inside.edits.map(shownEdit) };
  }
  if (kind !== "changed") return alone(kind, kind === "added" ? after : before);
  if (edit.redacted && valueText(before) === valueText(after)) return hidden(before);
  return changed(before, after);
}

function alone(kind: "added" | "removed", value: JsonValue): ShownEdit["content"] {
  const text = scalarText(value);
  const sign = kind === "added" ? "+" : "-";
  if (text === undefined) return { form: "lines", lines: valueLines(value).map((one) => line(sign, one)) };
  const spans = plainSpans(clipped(text));
  return { form: "values", ...(kind === "added" ? { after: spans } : { before: spans }) };
}

function hidden(value: JsonValue): ShownEdit["content"] {
  const text = scalarText(value);
  return {
    form: "hidden",
    value: text === undefined ? count(valueLines(value).length, "line") : clipped(text),
  };
}

function changed(before: JsonValue, after: JsonValue): ShownEdit["content"] {
  const [old, now] = [scalarText(before), scalarText(after)];
  if (old !== undefined && now !== undefined) {
    return { form: "values", ...differingWords(...aroundDifference(old, now)) };
  }
  return { form: "lines", lines: lineDiff(valueText(before), valueText(after)) };
}

/** Longer lists say which items moved. */
const SHORT_LIST = 80;
const MOST_MOVED = 10;

function moved({ items = [], order = [] }: Edit): ShownEdit["content"] {
  const nameOf = (number: number): string => items[number] ?? `item ${number}`;
  const [before, after] = [[...order].sort((a, b) => a - b), order].map((numbers) => numbers.map(nameOf).join(", "));
  if (before !== undefined && after !== undefined && before.length <= SHORT_LIST) {
    return { form: "values", before: plainSpans(before), after: plainSpans(after) };
  }
  const numbers = movedItems(order);
  const rows = order.flatMap((number, index) =>
    numbers.has(number) ? [line(" ", `${nameOf(number)}: place ${number + 1} -> ${index + 1}`)] : [],
  );
  const more = rows.length - MOST_MOVED;
  return { form: "lines", lines: more > 1 ? [...rows.slice(0, MOST_MOVED), line("fold", `${more} more items`)] : rows };
}
