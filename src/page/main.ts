/** The HTML page's program: reads the report in the document and shows it. */
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
import { listenToPrinting } from "./print.ts";
import { imagesSection, notesSection, orderSection, risksSection, section, withheldSection } from "./sections.ts";
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
    status.textContent = `${found.length} of ${count(report.changes.length, "change")} shown`;
  };
  const theme = themeButton();
  const keys = help();
  const parts = [
    withheldSection(report),
    risksSection(report),
    imagesSection(report),
    orderSection(report),
    report.changes.length > 0 && section("matrix", "Environments", report.environments.length, table.node),
    report.changes.length > 0 && section("changes", "Changes", report.changes.length, changeBar(), list.node),
    lanesSection(lanes, false),
    notesSection(report),
  ];
  function changeBar(): HTMLElement {
    const button = (text: string, open: boolean) =>
      element("button", { type: "button", class: "small", onclick: () => list.openAll(open) }, text);
    return element("div", { class: "change-bar" }, wanted.node, element("div", { class: "buttons" }, button("Open all", true), button("Close all", false)));
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
        report.changes.length > 0 && element("div", { class: "tree-head" }, wanted.grouping),
        outline.node,
      ),
      element("main", { id: "report", tabindex: -1 }, overview(report), ...parts, foot()),
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
      details.open = paper || opened.includes(details);
    }
    redraw();
    select();
  });
}

function partLink(part: Child): Child {
  if (!(part instanceof HTMLElement)) return undefined;
  const heading = part.querySelector("h2")?.cloneNode(true);
  return element("li", {}, element("a", { href: `#${part.id}` }, ...(heading?.childNodes ?? [])));
}

function foot(): HTMLElement {
  return element(
    "footer",
    {},
    element("p", {}, "Rendered from files alone: what a cluster adds by itself, and what somebody changed there by hand, is not in it."),
  );
}
