/** Lines of two sides as a table, unified or side by side. */

import { REDACTED } from "../model/redacted.ts";
import type { Span } from "../reports/diff/spans.ts";
import { type Child, element, spoken } from "./elements.ts";
import { type Line, lineDiff, type Row, type SameLine, sideBySide, stretches } from "./line-diff.ts";
import { shown } from "./shown-text.ts";

export type Layout = "unified" | "split";

export interface LinesOptions {
  readonly layout: Layout;
  /** Whether `<redacted>` in them is ours. */
  readonly redacted: boolean;
  /** Whether the lines have numbers that mean something. */
  readonly numbered: boolean;
  /** Whether what is the same on both sides is shown at once. */
  readonly whole: boolean;
}

export function linesView(before: readonly string[], after: readonly string[], options: LinesOptions): HTMLElement {
  const { layout, numbered, whole } = options;
  const alike = options.redacted && before.join("\n") === after.join("\n");
  const bodies = stretches(lineDiff(before, after, alike ? sameUnlessRedacted : undefined)).map(({ folded, lines }) => {
    const rows = () => rowsOf(lines, options);
    return element("tbody", {}, ...(folded && !whole ? [foldedRow(lines.length, layout, rows)] : rows()));
  });
  const classes = ["lines", layout, numbered ? "numbered" : ""].filter((name) => name !== "").join(" ");
  return element("table", { class: classes }, widths(layout), head(layout), ...bodies);
}

// They differ, though nothing that may be shown does: it must be in what was left out.
const sameUnlessRedacted: SameLine = (before, after) => before === after && !before.includes(REDACTED);

// What is in the head is only heard, so it can't give the columns their widths.
function widths(layout: Layout): HTMLElement {
  const side = ["number", "sign", "text"];
  const names = layout === "unified" ? ["number", ...side] : [...side, ...side];
  return element("colgroup", {}, ...names.map((name) => element("col", { class: name })));
}

function head(layout: Layout): HTMLElement {
  const names =
    layout === "unified"
      ? ["Line before", "Line after", "Change", "Text"]
      : ["Line before", "Change", "Before", "Line after", "Change", "After"];
  const cells = names.map((name) => element("th", { scope: "col" }, spoken(name)));
  return element("thead", {}, element("tr", {}, ...cells));
}

function rowsOf(lines: readonly Line[], options: LinesOptions): readonly HTMLElement[] {
  if (options.layout === "unified") return lines.map((line) => unifiedRow(line, options));
  return sideBySide(lines).map((row) => splitRow(row, options));
}

function unifiedRow(line: Line, { redacted }: LinesOptions): HTMLElement {
  const { kind, before, after } = line;
  return element("tr", { class: kind }, number(before), number(after), sign(line), text(line, redacted));
}

function splitRow({ before, after }: Row, { redacted }: LinesOptions): HTMLElement {
  const half = (line: Line | undefined, side: "before" | "after"): readonly HTMLElement[] => {
    if (line === undefined) return [element("td", { class: "nothing", colspan: 3 }, spoken("nothing"))];
    return [number(line[side], line.kind), sign(line, line.kind), text(line, redacted, line.kind)];
  };
  return element("tr", {}, ...half(before, "before"), ...half(after, "after"));
}

function number(line: number | undefined, kind = ""): HTMLElement {
  return element("td", { class: `number ${kind}` }, line === undefined ? "" : String(line));
}

const SIGNS = { same: "", removed: "−", added: "+" } as const;

function sign({ kind }: Line, side = ""): HTMLElement {
  const mark = element("span", { "aria-hidden": "true" }, SIGNS[kind]);
  return element("td", { class: `sign ${side}` }, mark, kind !== "same" && spoken(kind));
}

function text(line: Line, redacted: boolean, kind = ""): HTMLElement {
  return element("td", { class: `text ${kind}` }, ...spans(line.spans, line.kind, redacted));
}

/** Words that only one side has stand in `del` or `ins`. */
export function spans(parts: readonly Span[], kind: Line["kind"], redacted: boolean): readonly Child[] {
  return parts.flatMap(({ text: words, marked }) => {
    const nodes = shown(words, redacted);
    return marked ? [element(kind === "removed" ? "del" : "ins", {}, ...nodes)] : nodes;
  });
}

function foldedRow(count: number, layout: Layout, rows: () => readonly HTMLElement[]): HTMLElement {
  const unfold = (event: Event) => {
    const body = (event.currentTarget as HTMLElement).closest("tbody");
    const shownRows = rows();
    body?.replaceChildren(...shownRows);
    // Who came by keyboard stays where they were.
    const first = shownRows[0];
    first?.setAttribute("tabindex", "-1");
    first?.focus();
  };
  const button = element(
    "button",
    { type: "button", class: "unfold", onclick: unfold },
    `Show ${count} unchanged lines`,
  );
  return element("tr", { class: "folded" }, element("td", { colspan: layout === "unified" ? 4 : 6 }, button));
}
