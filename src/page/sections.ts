/** The parts of the page that are lists and tables: problems, risks, images, order, and what was not looked at. */
import type { DiffReport, ImageChange, OrderChange, Risk } from "../model/difference.ts";
import type { Finding } from "../model/finding.ts";
import { problemsOf, remarksOf } from "../reports/diff/verdict.ts";
import { type ToldWithheld, toldWithheld } from "../reports/diff/withheld.ts";
import { type Child, element } from "./elements.ts";
import { placeView, riskLabel } from "./labels.ts";
import { prose, shownLine } from "./shown-text.ts";
import { environmentsText } from "./wording.ts";

/** A part of the page that has a heading, and that links lead to. */
export function section(
  id: string,
  title: string,
  number: number | undefined,
  ...children: readonly Child[]
): HTMLElement {
  const amount = number === undefined ? undefined : element("span", { class: "amount" }, String(number));
  const heading = element("h2", { id: `${id}-title` }, title, " ", amount);
  return element("section", { id, "aria-labelledby": `${id}-title` }, heading, ...children);
}

export function withheldSection(report: DiffReport): HTMLElement | undefined {
  const withheld = toldWithheld(report);
  if (withheld.length === 0) return undefined;
  const text = "What could not be rendered is not compared: it may have changed, and it does not count as removed.";
  const items = withheld.map((one) => withheldItem(report, one));
  return section(
    "withheld",
    "Could not be rendered",
    withheld.length,
    element("p", { class: "note" }, text),
    element("ul", { class: "boxes" }, ...items),
  );
}

function withheldItem(
  { environments, base, head }: DiffReport,
  { side, environment, problems }: ToldWithheld,
): HTMLElement {
  const name = environment === undefined ? "Not known which environment" : (environments[environment]?.name ?? "");
  const where = side === "both" ? `${base.label} and ${head.label}` : (side === "base" ? base : head).label;
  return element(
    "li",
    { class: "box danger" },
    element(
      "p",
      { class: "box-title" },
      element("strong", {}, ...shownLine(name)),
      element("span", {}, side === "both" ? "on both sides, " : `on the ${side} side, `, ...shownLine(where)),
    ),
    element("ul", { class: "findings" }, ...problems.map(findingItem)),
  );
}

function findingItem({ rule, message, fix, at }: Finding): HTMLElement {
  return element(
    "li",
    {},
    element("p", { class: "message" }, ...prose(message), " ", element("code", { class: "rule" }, ...shownLine(rule))),
    element("p", { class: "advice" }, ...prose(fix)),
    placeView(at),
  );
}

export function risksSection(report: DiffReport): HTMLElement | undefined {
  const { risks } = report;
  if (risks.length === 0) return undefined;
  return section(
    "risks",
    "Risks",
    risks.length,
    element("ul", { class: "boxes" }, ...risks.map((risk) => riskItem(report, risk))),
  );
}

function riskItem(
  report: DiffReport,
  { rule, level, message, advice, resource, at, changes, environments }: Risk,
): HTMLElement {
  return element(
    "li",
    { class: `box ${level}` },
    element(
      "p",
      { class: "box-title" },
      riskLabel(level),
      " ",
      element("strong", {}, ...shownLine(resource === "" ? environmentsText(report, environments) : resource)),
      " ",
      element("code", { class: "rule" }, ...shownLine(rule)),
    ),
    element("p", { class: "message" }, ...prose(message)),
    element("p", { class: "advice" }, ...prose(advice)),
    element(
      "p",
      { class: "box-foot" },
      element("span", {}, "In ", ...shownLine(environmentsText(report, environments))),
      placeView(at),
      ...changeLinks(changes),
    ),
  );
}

const LINKS = 12;

function changeLinks(changes: readonly string[]): readonly Child[] {
  const links = changes.slice(0, LINKS).map((id) => element("a", { href: `#${id}` }, `#${id}`));
  const more = changes.length - links.length;
  return [...links, more > 0 && element("span", {}, `and ${more} more changes`)];
}

export function imagesSection(report: DiffReport): HTMLElement | undefined {
  const { images } = report;
  if (images.length === 0) return undefined;
  const head = ["Image", "From", "To", "Workloads", "Environments"];
  return section(
    "images",
    "Images",
    images.length,
    table(
      head,
      images.map((image) => imageRow(report, image)),
    ),
  );
}

function imageRow(report: DiffReport, { image, from, to, workloads, environments }: ImageChange): HTMLElement {
  const version = (text: string | undefined, kind: string, none: string) =>
    text === undefined
      ? element("span", { class: "muted" }, none)
      : element("code", { class: `value ${kind}` }, ...shownLine(text));
  return row(
    element("code", {}, ...shownLine(image)),
    [version(from, "removed", "new")],
    [version(to, "added", "no longer used")],
    workloads.map((name) => element("div", {}, ...shownLine(name))),
    shownLine(environmentsText(report, environments)),
  );
}

export function orderSection(report: DiffReport): HTMLElement | undefined {
  const { order } = report;
  if (order.length === 0) return undefined;
  const head = ["Object", "From", "To", "Changes", "Environments"];
  return section(
    "order",
    "Order of application",
    order.length,
    table(
      head,
      order.map((one) => orderRow(report, one)),
    ),
  );
}

function orderRow(report: DiffReport, { resource, from, to, changes, environments }: OrderChange): HTMLElement {
  return row(
    element("span", {}, ...shownLine(resource)),
    shownLine(from),
    [element("strong", {}, ...shownLine(to))],
    [element("span", { class: "links" }, ...changeLinks(changes))],
    shownLine(environmentsText(report, environments)),
  );
}

function table(head: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
  const cells = head.map((name) => element("th", { scope: "col" }, name));
  return element(
    "table",
    { class: "facts-table" },
    element("thead", {}, element("tr", {}, ...cells)),
    element("tbody", {}, ...rows),
  );
}

function row(name: Child, ...cells: readonly (readonly Child[])[]): HTMLElement {
  return element("tr", {}, element("th", { scope: "row" }, name), ...cells.map((cell) => element("td", {}, ...cell)));
}

/** What is wrong on the sides as they are. */
export function problemsSection(report: DiffReport): HTMLElement | undefined {
  return findingsSection("problems", "Problems", problemsOf(report));
}

export function notesSection(report: DiffReport): HTMLElement | undefined {
  return findingsSection("notes", "Not looked at", remarksOf(report));
}

function findingsSection(id: string, title: string, findings: readonly Finding[]): HTMLElement | undefined {
  if (findings.length === 0) return undefined;
  return section(id, title, findings.length, element("ul", { class: "findings notes" }, ...findings.map(findingItem)));
}
