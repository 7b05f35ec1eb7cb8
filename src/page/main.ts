/** The HTML page's program: reads the report in the document and shows it. */
import type { DiffReport } from "../model/difference.ts";
import { commandText, NOT_COVERED } from "../reports/diff/verdict.ts";
import { DATA_ID, type PageData } from "../reports/page/page-data.ts";
import { count } from "../reports/wording.ts";
import { changes } from "./changes.ts";
import { append, type Child, element } from "./elements.ts";
import { filters } from "./filters.ts";
import { help } from "./help.ts";
import { listenToKeys } from "./keys.ts";
import { lanesSection } from "./lanes.ts";
import { layoutChoice } from "./layout-choice.ts";
import { listenToLinks } from "./links.ts";
import { matrix } from "./matrix.ts";
import { overview } from "./overview.ts";
import { listenToPrinting, setOpen } from "./print.ts";
import { markFound } from "./search-marks.ts";
import {
  imagesSection,
  notesSection,
  orderSection,
  problemsSection,
  risksSection,
  section,
  withheldSection,
} from "./sections.ts";
import { finderOf } from "./selection.ts";
import { themeButton } from "./theme.ts";
import { tree } from "./tree.ts";

start(JSON.parse(document.getElementById(DATA_ID)?.textContent ?? "") as PageData);

function start({ report, lanes }: PageData): void {
  const finder = finderOf(report);
  let paper = false;
  const table = matrix(report);
  const outline = tree(report);
  const layout = layoutChoice(() => redraw());
  const list = changes(report, () => ({ layout: paper ? "unified" : layout.value(), whole: paper }));
  const status = element("p", { class: "status", role: "status" });
  const wanted = filters(report, () => select());
  const redraw = () => {
    for (const card of list.cards) card.redraw();
  };
  const select = () => {
    const found = finder.find(wanted.selection());
    list.show(found);
    table.show(found, paper);
    outline.show(found, wanted.groupedBy());
    markSoon();
    const all = report.changes.length;
    status.textContent = all === 0 ? "" : `${found.length} of ${count(all, "change")} shown`;
  };
  // A moment later: what is opened is made first.
  const markSoon = () => requestAnimationFrame(() => markFound(list.node, wanted.input.value));
  list.node.addEventListener("toggle", () => wanted.input.value !== "" && markSoon(), true);
  const theme = themeButton();
  const keys = help();
  const parts = [
    withheldSection(report),
    risksSection(report),
    problemsSection(report),
    imagesSection(report),
    orderSection(report),
    report.changes.length > 0 && section("matrix", "Environments", report.environments.length, table.node),
    report.changes.length > 0 && section("changes", "Changes", report.changes.length, changeBar(), list.node),
    lanesSection(lanes),
    notesSection(report),
  ];
  function changeBar(): HTMLElement {
    const button = (text: string, open: boolean) =>
      element("button", { type: "button", class: "small", onclick: () => list.openAll(open) }, text);
    return element(
      "div",
      { class: "change-bar" },
      wanted.node,
      element("div", { class: "buttons" }, button("Open all", true), button("Close all", false)),
    );
  }
  append(document.body, [
    element("a", { class: "skip", href: report.changes.length > 0 ? "#changes" : "#report" }, "Skip to the changes"),
    element(
      "header",
      { class: "bar" },
      element("span", { class: "product" }, "certctl-gitops ", element("b", {}, "diff")),
      report.changes.length > 0 && wanted.search,
      status,
      layout.node,
      theme.node,
      keys.button,
    ),
    element(
      "div",
      { class: "page" },
      element(
        "nav",
        { class: "side", "aria-label": "Parts and changes" },
        element("ul", { class: "parts" }, ...parts.map(partLink)),
        report.changes.length > 0 && outlineBox(wanted.grouping, outline.node),
      ),
      element("main", { id: "report", tabindex: -1 }, overview(report), ...parts, foot(report)),
    ),
    keys.node,
  ]);
  select();
  listenToKeys({
    on: keys.keysOn,
    search: wanted.input,
    clearSearch: () => {
      wanted.input.value = "";
      select();
    },
    visible: list.visible,
    toggleLayout: layout.toggle,
    nextTheme: theme.next,
    help: keys.open,
  });
  listenToLinks({ cards: list.cards, showAll: wanted.clear });
  let opened: readonly HTMLDetailsElement[] = [];
  listenToPrinting((now) => {
    paper = now;
    if (paper) opened = [...document.querySelectorAll<HTMLDetailsElement>("main details[open]")];
    for (const details of document.querySelectorAll<HTMLDetailsElement>("main details")) {
      setOpen(details, paper || opened.includes(details));
    }
    redraw();
    select();
  });
}

/** On a small window it would stand before everything else, so it is closed there. */
function outlineBox(...children: readonly HTMLElement[]): HTMLElement {
  const open = !matchMedia("(max-width: 1000px)").matches;
  return element("details", { class: "outline", open }, element("summary", {}, "All changes as a tree"), ...children);
}

function partLink(part: Child): Child {
  if (!(part instanceof HTMLElement)) return undefined;
  const heading = part.querySelector("h2")?.cloneNode(true);
  return element("li", {}, element("a", { href: `#${part.id}` }, ...(heading?.childNodes ?? [])));
}

function foot(report: DiffReport): HTMLElement {
  const command = commandText(report);
  return element(
    "footer",
    {},
    element("p", {}, NOT_COVERED),
    command !== undefined && element("p", {}, "The same again: ", element("code", {}, command)),
  );
}
