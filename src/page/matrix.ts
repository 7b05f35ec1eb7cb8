/** Which change happens in which environment: a row for each change, a column for each environment or for many alike. */
import type { Change, DiffReport } from "../model/difference.ts";
import { count } from "../reports/wording.ts";
import { nameView } from "./change-card.ts";
import { type Column, columnsOf, unfolded } from "./columns.ts";
import { type Child, element, spoken } from "./elements.ts";
import { kindSymbol } from "./labels.ts";
import { shownLine } from "./shown-text.ts";
import { editsText, environmentNames, SYMBOLS } from "./wording.ts";

export interface Matrix {
  readonly node: HTMLElement;
  /** Shows these changes, by their indexes in the report; on paper there is nothing to press. */
  readonly show: (changes: readonly number[], paper?: boolean) => void;
}

/** How much is shown at once, and with each press of "more". */
const ROWS = 40;
const COLUMNS = 24;
/** Paper has no more room. */
const PAPER = { rows: 200, columns: 18 };
/** Up to here each environment has a column of its own at first. */
const FEW = 12;
/** Up to here names stand upright. */
const UPRIGHT = 6;

export function matrix(report: DiffReport): Matrix {
  const node = element("div", { class: "matrix" });
  const columns = columnsOf(report);
  const open = new Set<Column>(report.environments.length <= FEW ? columns : []);
  let changes: readonly number[] = [];
  let rows = ROWS;
  let width = COLUMNS;
  const draw = (paper: boolean) => {
    const all = columns.flatMap((column) => (open.has(column) && !paper ? unfolded(column) : [column]));
    const limits = paper ? PAPER : { rows, columns: width };
    const view = { report, columns: all.slice(0, limits.columns), changes: changes.slice(0, limits.rows), paper };
    const fold = (column: Column) => {
      if (!open.delete(column)) open.add(column);
      draw(false);
      node.querySelector<HTMLElement>(`[data-column="${columns.indexOf(column)}"]`)?.focus();
    };
    const foldable = columns.filter(({ environments }) => environments.length > 1);
    const scroll = element(
      "div",
      { class: "matrix-scroll", tabindex: 0, role: "region", "aria-label": "Environment matrix, scrolls" },
      matrixTable(view),
    );
    const left = { rows: changes.length - view.changes.length, columns: all.length - view.columns.length };
    node.replaceChildren(
      ...(paper ? [] : [foldButtons(report, columns, foldable, open, fold)]),
      scroll,
      paper
        ? leftOut(left)
        : more(left, {
            rows: () => {
              rows += ROWS;
              draw(false);
            },
            columns: () => {
              width += COLUMNS;
              draw(false);
            },
          }),
      legend(),
    );
  };
  return {
    node,
    show: (wanted, paper = false) => {
      changes = wanted;
      draw(paper);
    },
  };
}

function foldButtons(
  report: DiffReport,
  columns: readonly Column[],
  foldable: readonly Column[],
  open: ReadonlySet<Column>,
  fold: (column: Column) => void,
): HTMLElement {
  const buttons = foldable.slice(0, COLUMNS).map((column) => {
    const names = environmentNames(report, column.environments);
    const text = `${open.has(column) ? "Fold" : "Unfold"} ${count(names.length, "environment")}`;
    return element(
      "button",
      {
        type: "button",
        class: "small",
        "aria-expanded": open.has(column) ? "true" : "false",
        "data-column": columns.indexOf(column),
        title: names.slice(0, 20).join(", "),
        onclick: () => fold(column),
      },
      text,
      element("span", { class: "muted" }, ...shownLine(` ${names[0]} …`)),
    );
  });
  return element("div", { class: "fold-buttons" }, ...buttons);
}

interface MatrixView {
  readonly report: DiffReport;
  readonly columns: readonly Column[];
  readonly changes: readonly number[];
  readonly paper: boolean;
}

function matrixTable(view: MatrixView): HTMLElement {
  const { columns, changes, report } = view;
  const upright = columns.length <= UPRIGHT;
  const head = columns.map((column) => element("th", { scope: "col" }, columnName(report, column)));
  return element(
    "table",
    { class: upright ? "upright" : "turned" },
    element("caption", { class: "spoken" }, "What changes in which environment"),
    element(
      "thead",
      {},
      element("tr", {}, element("th", { scope: "col", class: "corner" }, "Change"), ...head),
      totals(view),
    ),
    element("tbody", {}, ...changes.map((index) => matrixRow(view, index))),
  );
}

function columnName(report: DiffReport, { environments }: Column): HTMLElement {
  const [name = ""] = environmentNames(report, environments);
  if (environments.length === 1) {
    const short = report.environments[environments[0] ?? 0]?.cluster ?? name;
    const distinct = new Set(report.environments.map(({ cluster }) => cluster)).size === report.environments.length;
    return element("span", { class: "column-name", title: name }, ...shownLine(distinct ? short : name));
  }
  const title = environmentNames(report, environments).slice(0, 20).join(", ");
  return element("span", { class: "column-name many", title }, `${environments.length} environments`);
}

const STATES = {
  added: ["+", "a new environment"],
  removed: ["−", "the environment disappears"],
  withheld: ["!", "could not be rendered"],
  unchanged: ["0", "nothing differs"],
} as const;

/** What happens to the environment as a whole, or how many of its objects differ. */
function totals({ report, columns }: MatrixView): HTMLElement {
  const cells = columns.map(({ environments }) => {
    const one = report.environments[environments[0] ?? 0];
    if (one === undefined) return element("td");
    if (one.state === "changed")
      return element("td", {}, String(one.counts.changed + one.counts.added + one.counts.removed));
    const [symbol, text] = STATES[one.state];
    return element(
      "td",
      { class: one.state, title: text },
      element("span", { "aria-hidden": "true" }, symbol),
      spoken(text),
    );
  });
  return element("tr", { class: "totals" }, element("th", { scope: "row" }, "Objects that differ"), ...cells);
}

function matrixRow({ report, columns }: MatrixView, index: number): HTMLElement {
  const change = report.changes[index] as Change;
  const link = element("a", { href: `#${change.id}` }, ...nameView(change));
  const detail =
    change.kind === "changed" && element("span", { class: "muted detail" }, ...shownLine(editsText(change)));
  const name = element("span", { class: "row-name" }, kindSymbol(change.kind), link, " ", detail);
  const cells = columns.map((column) => cell(change, index, column));
  return element("tr", {}, element("th", { scope: "row" }, name), ...cells);
}

const OUTLIERS = {
  changed: "has the object, without this change",
  added: "had the object before",
  removed: "keeps the object",
} as const;

function cell({ kind }: Change, index: number, { changes, outliers }: Column): HTMLElement {
  if (changes.has(index))
    return element("td", { class: kind }, element("span", { "aria-hidden": "true" }, SYMBOLS[kind]), spoken(kind));
  const outlier = outliers.has(index);
  const text = outlier ? OUTLIERS[kind] : "not affected";
  return element(
    "td",
    { class: outlier ? "outlier" : "none", title: outlier ? text : undefined },
    element("span", { "aria-hidden": "true" }, "·"),
    spoken(text),
  );
}

function more(left: { rows: number; columns: number }, press: { rows: () => void; columns: () => void }): HTMLElement {
  const button = (number: number, most: number, what: string, onclick: () => void): Child =>
    number > 0 &&
    element(
      "button",
      { type: "button", class: "small", onclick },
      `Show ${Math.min(most, number)} more of ${number} ${what}`,
    );
  return element(
    "div",
    { class: "more" },
    button(left.rows, ROWS, left.rows === 1 ? "row" : "rows", press.rows),
    button(left.columns, COLUMNS, left.columns === 1 ? "column" : "columns", press.columns),
  );
}

function leftOut({ rows, columns }: { rows: number; columns: number }): HTMLElement {
  const parts = [rows > 0 ? count(rows, "more row") : "", columns > 0 ? count(columns, "more column") : ""].filter(
    (part) => part !== "",
  );
  return element(
    "p",
    { class: "note" },
    parts.length === 0 ? "" : `${parts.join(" and ")} on the screen only; all changes are below.`,
  );
}

function legend(): HTMLElement {
  const entry = (style: string, symbol: string, text: string) =>
    element("span", {}, element("span", { class: `symbol ${style}`, "aria-hidden": "true" }, symbol), ` ${text}`);
  return element(
    "p",
    { class: "legend", "aria-hidden": "true" },
    entry("changed", "~", "changed"),
    entry("added", "+", "added"),
    entry("removed", "−", "removed"),
    entry("none", "·", "not affected"),
    entry("outlier", "·", "has the object, and not this change"),
    entry("withheld", "!", "could not be rendered"),
  );
}
