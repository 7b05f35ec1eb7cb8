/** One change: a heading that opens, and in it where it happens and what differs. */
import type { Change, DiffReport, RiskLevel } from "../model/difference.ts";
import { formatId } from "../model/manifest.ts";
import { count } from "../reports/wording.ts";
import { type EditOptions, editView } from "./edit-view.ts";
import { type Child, element } from "./elements.ts";
import { kindSymbol, label, placeView, riskLabel } from "./labels.ts";
import { linesView } from "./lines-view.ts";
import { shownLine } from "./shown-text.ts";
import { valueLines } from "./value-lines.ts";
import { editCount, environmentNames, environmentsText, idOf } from "./wording.ts";

export interface Card {
  readonly change: Change;
  readonly node: HTMLDetailsElement;
  readonly summary: HTMLElement;
  /** Opens it and makes what is in it, so that a link can lead there at once. */
  readonly open: () => void;
  /** Makes what is in it again, where it is open. */
  readonly redraw: () => void;
}

/** What is in a card is made when it is opened. */
export function changeCard(
  report: DiffReport,
  change: Change,
  levels: readonly RiskLevel[],
  options: () => EditOptions,
): Card {
  const summary = element("summary", {}, ...heading(report, change, levels));
  const node = element("details", { class: "change", id: change.id }, summary);
  const fill = () => {
    if (node.childElementCount === 1) node.append(body(report, change, options()));
  };
  node.addEventListener("toggle", () => node.open && fill());
  return {
    change,
    node,
    summary,
    open: () => {
      node.open = true;
      fill();
    },
    redraw: () => {
      const focused = node.contains(document.activeElement);
      node.replaceChildren(summary);
      if (node.open) fill();
      if (focused) summary.focus({ preventScroll: true });
    },
  };
}

function heading(report: DiffReport, change: Change, levels: readonly RiskLevel[]): readonly Child[] {
  const { id, kind, renamed } = change;
  return [
    kindSymbol(kind),
    element("h3", {}, ...nameView(change)),
    element(
      "span",
      { class: "facts" },
      ...levels.map(riskLabel),
      renamed !== undefined && label("renamed"),
      kind === "changed" && element("span", {}, editCount(change)),
      element("span", {}, ...shownLine(environmentsText(report, change.environments))),
      element("span", { class: "id" }, id),
    ),
  ];
}

/** The kind, and the name with its namespace. */
export function nameView(change: Change): readonly Child[] {
  const { group, kind, namespace, name } = idOf(change);
  return [
    element("span", { class: "kind" }, ...shownLine(group === "" ? kind : `${kind}.${group}`)),
    " ",
    namespace !== "" && element("span", { class: "namespace" }, ...shownLine(`${namespace}/`)),
    element("span", { class: "name" }, ...shownLine(name)),
  ];
}

function body(report: DiffReport, change: Change, options: EditOptions): HTMLElement {
  return element(
    "div",
    { class: "change-body" },
    factsView(report, change, options),
    change.kind === "changed" ? editsView(change, options) : manifestView(change, options),
  );
}

function factsView(report: DiffReport, change: Change, options: EditOptions): HTMLElement {
  const { environments, others, before, renamed, source, id } = change;
  const rows: readonly (readonly [string, Child])[] = [
    ["In", environmentList(report, environments, options)],
    [OTHERS[change.kind], others.count > 0 && othersView(report, change, options)],
    ["Was", renamed !== undefined && before !== undefined && element("code", {}, ...shownLine(formatId(before)))],
    ["Made by", placeView(source)],
    ["Names", variablesView(report, change, options)],
    ["Link", element("a", { href: `#${id}`, class: "permalink" }, `#${id}`)],
  ];
  const shownRows = rows.filter(([, child]) => child !== undefined && child !== false);
  return element(
    "dl",
    { class: "change-facts" },
    ...shownRows.map(([term, child]) => element("div", {}, element("dt", {}, term), element("dd", {}, child))),
  );
}

/** Up to here names are no burden. */
const LISTED = 8;

function environmentList(report: DiffReport, environments: readonly number[], options: EditOptions): Child {
  const text = environmentsText(report, environments);
  const names = environmentNames(report, environments);
  if (names.length <= LISTED) return element("span", {}, ...shownLine(names.join(", ")));
  return openable(text, () => element("p", { class: "names" }, ...shownLine(names.join(", "))), options);
}

/** What is with environments that have the object and not this change. */
const OTHERS = { changed: "Not in", added: "Was already in", removed: "Stays in" } as const;

function othersView(report: DiffReport, { others, kind }: Change, options: EditOptions): Child {
  const { count: number, outliers } = others;
  const has = kind !== "changed" ? "" : number === 1 ? ", which has the object" : ", which have the object";
  if (outliers.length === 0) return `${count(number, "other environment")}${has}`;
  const names = environmentNames(report, outliers).join(", ");
  if (outliers.length <= LISTED) return element("span", {}, ...shownLine(names), has);
  return openable(
    `${count(number, "environment")}${has}`,
    () => element("p", { class: "names" }, ...shownLine(names)),
    options,
  );
}

function variablesView({ environments: all }: DiffReport, change: Change, options: EditOptions): Child {
  const names = Object.keys(change.variables);
  if (names.length === 0) return undefined;
  const table = () => {
    const head = ["Environment", ...names.map((name) => `<${name}>`)];
    const rows = change.environments.map((environment, index) => {
      const values = names.map((name) => change.variables[name]?.[index] ?? "");
      return element(
        "tr",
        {},
        element("th", { scope: "row" }, ...shownLine(all[environment]?.name ?? "")),
        ...values.map((value) => element("td", {}, element("code", {}, ...shownLine(value)))),
      );
    });
    return element(
      "table",
      { class: "variables" },
      element(
        "thead",
        {},
        element("tr", {}, ...head.map((name) => element("th", { scope: "col" }, ...shownLine(name)))),
      ),
      element("tbody", {}, ...rows),
    );
  };
  return openable(`what ${names.map((name) => `<${name}>`).join(", ")} stands for`, table, options);
}

/** A line that opens; what is in it is made then. */
export function openable(text: string, make: () => HTMLElement, { whole }: Pick<EditOptions, "whole">): HTMLElement {
  const details = element("details", { class: "openable", open: whole }, element("summary", {}, ...shownLine(text)));
  const fill = () => details.childElementCount === 1 && details.append(make());
  if (whole) fill();
  details.addEventListener("toggle", fill);
  return details;
}

/** What only follows from another change stands behind the others. */
function editsView({ id, edits }: Change, options: EditOptions): HTMLElement {
  const views = edits.map((edit, index) => ({ edit, view: () => editView(edit, options, `${id}-e${index + 1}`) }));
  const own = views.filter(({ edit }) => edit.follows === undefined);
  const following = views.filter(({ edit }) => edit.follows !== undefined);
  const list = (some: typeof views) => element("ol", { class: "edits" }, ...some.map(({ view }) => view()));
  if (own.length === 0) return list(following);
  const rest =
    following.length > 0 &&
    openable(
      `${count(following.length, "more edit")} only because of a generated name or a chart's version`,
      () => list(following),
      options,
    );
  return element("div", {}, list(own), rest);
}

function manifestView({ kind, manifest, redacted }: Change, options: EditOptions): Child {
  if (manifest === undefined) return undefined;
  const lines = valueLines(manifest);
  const [before, after] = kind === "removed" ? [lines, []] : [[], lines];
  return linesView(before, after, { ...options, layout: "unified", redacted: redacted.length > 0, numbered: false });
}
