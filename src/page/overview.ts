/** What a reviewer reads first: the verdict, what is compared, and how much of it differs. */
import type { DiffReport, EnvironmentState, SideName } from "../model/difference.ts";
import { objectCounts, riskCount, shortCommit, stateCount } from "../reports/diff/verdict.ts";
import { VERDICTS } from "../reports/page/verdicts.ts";
import { count, listed } from "../reports/wording.ts";
import { append, element } from "./elements.ts";
import { shownLine } from "./shown-text.ts";

export function overview(report: DiffReport): HTMLElement {
  const { title, meaning } = VERDICTS[report.verdict];
  return element(
    "header",
    { class: `overview ${report.verdict}` },
    element(
      "h1",
      {},
      element("span", { class: "verdict" }, title),
      " ",
      element("span", { class: "what" }, sentence(report)),
    ),
    element("p", { class: "meaning" }, meaning),
    sides(report),
    facts(report),
  );
}

/** `3 of 12 environments change`; that none does is said only where all were compared. */
function sentence(report: DiffReport): string {
  const total = report.environments.length;
  const withheld = stateCount(report, "withheld");
  const changing = total - withheld - stateCount(report, "unchanged");
  if (total === 0) return "no environment was looked at";
  const of = `of ${count(total, "environment")}`;
  if (changing === 0) return withheld === 0 ? `none ${of} change` : `${withheld} ${of} could not be compared`;
  return `${changing} ${of} ${changing === 1 ? "changes" : "change"}`;
}

function sides({ base, head }: DiffReport): HTMLElement {
  const arrow = element("span", { "aria-hidden": "true" }, "→");
  return element("p", { class: "sides" }, "From ", side(base), " ", arrow, " to ", side(head));
}

function side({ label, commit }: SideName): HTMLElement {
  const name = element("span", { class: "side-name" }, element("strong", {}, ...shownLine(label)));
  if (commit !== undefined && commit !== label) {
    append(name, [" ", element("code", { title: commit }, ...shownLine(shortCommit(commit) ?? ""))]);
  }
  return name;
}

function facts(report: DiffReport): HTMLElement {
  const { changed, added, removed } = objectCounts(report);
  const [dangers, cautions] = [riskCount(report, "danger"), riskCount(report, "caution")];
  const rows: readonly (readonly [string, number, string])[] = [
    [changed === 1 ? "object changed" : "objects changed", changed, "changed"],
    ["added", added, "added"],
    ["removed", removed, "removed"],
    [dangers === 1 ? "danger" : "dangers", dangers, "danger"],
    [cautions === 1 ? "caution" : "cautions", cautions, "caution"],
    ["withheld", stateCount(report, "withheld"), "danger"],
  ];
  const hasObjects = report.changes.length > 0 || report.verdict === "none";
  const shownRows = rows.filter(([term, number]) => number > 0 || (hasObjects && term === "objects changed"));
  const list = element(
    "dl",
    { class: "counts" },
    ...shownRows.map(([term, number, style]) =>
      element("div", { class: style }, element("dt", {}, term), element("dd", {}, String(number))),
    ),
  );
  return element("div", { class: "facts-row" }, list, ...wholeEnvironments(report));
}

const LISTED = 8;

function moved(environments: DiffReport["environments"]): readonly HTMLElement[] {
  const names = environments.flatMap(({ name, was }) => (was === undefined ? [] : [`${name} (was ${was})`]));
  if (names.length === 0) return [];
  const sign = element("span", { class: "symbol changed", "aria-hidden": "true" }, "~");
  return [
    element(
      "p",
      { class: "whole-environment" },
      sign,
      " Environments that moved: ",
      ...shownLine(listed(names, LISTED)),
    ),
  ];
}

/** Environments that appear, disappear, or could not be rendered. */
function wholeEnvironments({ environments }: DiffReport): readonly HTMLElement[] {
  const row = (state: EnvironmentState, before: string, text: string) => {
    const names = environments
      .filter((environment) => environment.state === state)
      .map(({ name, objects }) => {
        const number = state === "added" ? objects.after : state === "removed" ? objects.before : undefined;
        return number === undefined ? name : `${name} (${count(number, "object")})`;
      });
    if (names.length === 0) return [];
    const sign = element("span", { class: `symbol ${state}`, "aria-hidden": "true" }, before);
    return [element("p", { class: "whole-environment" }, sign, ` ${text}: `, ...shownLine(listed(names, LISTED)))];
  };
  return [
    ...row("removed", "−", "Environments that disappear"),
    ...row("added", "+", "New environments"),
    ...moved(environments),
    ...row("withheld", "!", "Environments withheld"),
  ];
}
