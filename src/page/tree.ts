/** The tree beside the changes: by resource or by environment, then changes, then what differs in each. */
import type { Change, DiffReport } from "../model/difference.ts";
import { grouped } from "../model/grouped.ts";
import { count } from "../reports/wording.ts";
import { columnsOf } from "./columns.ts";
import { type Child, element } from "./elements.ts";
import { kindSymbol } from "./labels.ts";
import { pathText } from "./path-text.ts";
import { shownLine } from "./shown-text.ts";
import { environmentsText, idOf, resourceOf } from "./wording.ts";

export type Grouping = "resource" | "environment";

export interface Tree {
  readonly node: HTMLElement;
  /** Shows these changes, by their indexes in the report. */
  readonly show: (changes: readonly number[], grouping: Grouping) => void;
}

/** So many branches are made at once. */
const BRANCHES = 200;

export function tree(report: DiffReport): Tree {
  const node = element("div", { class: "tree" });
  return {
    node,
    show: (changes, grouping) => {
      const make = grouping === "resource" ? byResource : byEnvironment;
      node.replaceChildren(list(make(report, changes)));
    },
  };
}

interface Branch {
  readonly name: readonly Child[];
  readonly title: string;
  readonly link?: string;
  /** A way into an object, whose end says the most. */
  readonly path?: boolean;
  /** Made when the branch is opened; undefined where there is nothing below. */
  readonly below?: () => readonly Branch[];
}

function list(branches: readonly Branch[], from = 0): HTMLElement {
  const items = branches.slice(from, from + BRANCHES).map(branchItem);
  const left = branches.length - from - items.length;
  const made = element("ul", {}, ...items);
  if (left > 0) {
    const unfold = () => {
      const rest = list(branches, from + BRANCHES);
      more.replaceWith(...rest.children);
    };
    const more = element(
      "li",
      {},
      element("button", { type: "button", class: "small", onclick: unfold }, `Show ${left} more`),
    );
    made.append(more);
  }
  return made;
}

function branchItem({ name, title, link, path, below }: Branch): HTMLElement {
  const text = element("span", { class: "branch-name", title }, ...name);
  const leaf = link === undefined ? text : element("a", { href: link, title }, ...name);
  if (below === undefined) return element("li", { class: path === true ? "leaf path-leaf" : "leaf" }, leaf);
  const inner = element("div", { hidden: true });
  const toggle = () => {
    inner.hidden = !inner.hidden;
    if (inner.childElementCount === 0) inner.append(list(below()));
    button.setAttribute("aria-expanded", String(!inner.hidden));
  };
  const button = element(
    "button",
    { type: "button", class: "twist", "aria-expanded": "false", "aria-label": `What is in ${title}`, onclick: toggle },
    element("span", { "aria-hidden": "true" }, "▸"),
  );
  if (link === undefined) text.addEventListener("click", toggle);
  return element("li", {}, element("div", { class: "branch" }, button, leaf), inner);
}

function byResource(report: DiffReport, changes: readonly number[]): readonly Branch[] {
  const groups = grouped(
    changes.map((index) => report.changes[index] as Change),
    resourceOf,
  );
  const firsts = [...groups.values()].flatMap(([first]) => first ?? []);
  const namesakes = grouped(firsts, (change) => `${idOf(change).kind} ${idOf(change).name}`);
  const nameOf = (change: Change) =>
    objectName(change, (namesakes.get(`${idOf(change).kind} ${idOf(change).name}`)?.length ?? 0) > 1);
  return [...groups].map(([name, some]) => {
    const [only] = some;
    if (some.length === 1 && only !== undefined) {
      return { ...changeBranch(only), name: [kindSymbol(only.kind), ...nameOf(only)] };
    }
    const below = (change: Change): Branch => {
      const where = environmentsText(report, change.environments);
      return { ...changeBranch(change), name: [kindSymbol(change.kind), ...shownLine(where)] };
    };
    return {
      name: only === undefined ? [] : [...nameOf(only), amount(some.length)],
      title: name,
      below: () => some.map(below),
    };
  });
}

function byEnvironment(report: DiffReport, changes: readonly number[]): readonly Branch[] {
  return columnsOf(report).flatMap((column): readonly Branch[] => {
    const some = changes.filter((index) => column.changes.has(index)).map((index) => report.changes[index] as Change);
    if (some.length === 0) return [];
    const name = environmentsText(report, column.environments);
    return [
      {
        name: [...shownLine(name), " ", amount(some.length)],
        title: `${name}, ${count(some.length, "change")}`,
        below: () => some.map(changeBranch),
      },
    ];
  });
}

function changeBranch(change: Change): Branch {
  const { id, kind, edits } = change;
  const leaves = () =>
    edits.map(
      (edit, index): Branch => ({
        name: shownLine(pathText(edit.path)),
        title: pathText(edit.path),
        link: `#${id}-e${index + 1}`,
        path: true,
      }),
    );
  return {
    name: [kindSymbol(kind), ...objectName(change)],
    title: `${kind} ${resourceOf(change)}`,
    link: `#${id}`,
    ...(edits.length > 0 && { below: leaves }),
  };
}

/** With its namespace where another object has the same name. */
function objectName(change: Change, withNamespace = false): readonly Child[] {
  const { kind, namespace, name } = idOf(change);
  return [
    withNamespace && namespace !== "" && element("span", { class: "namespace" }, ...shownLine(`${namespace}/`)),
    element("span", { class: "name" }, ...shownLine(name)),
    " ",
    element("span", { class: "muted" }, ...shownLine(kind)),
    " ",
  ];
}

function amount(number: number): HTMLElement {
  return element("span", { class: "amount" }, String(number));
}
