/** What stands above the details of a difference in Markdown: lists and tables whose rows can be left out. */
import type { Change, DiffReport, EnvironmentDifference, Risk, RiskLevel } from "../../model/difference.ts";
import { type Finding, formatPlace } from "../../model/finding.ts";
import { code, prose } from "../markdown.ts";
import { listed } from "../wording.ts";
import type { Part } from "./room.ts";
import { clipped } from "./shorten.ts";
import { problemsOf, remarksOf, WITHHELD } from "./verdict.ts";
import { toldWithheld, withheldText } from "./withheld.ts";
import { changedName, inHowMany, listText, namesOf, objectsOf, orderText, whereText } from "./wording.ts";

/** Longer names and messages than these are nobody's. */
const NAME = 200;
const MESSAGE = 1000;
/** What stands between backticks. */
const QUOTED = /`([^`\n]+)`/;

export const name = (text: string): string => code(clipped(text, NAME));
export const words = (text: string): string => prose(clipped(text, MESSAGE));

/** An advice of ours, in which commands and settings stand between backticks; what it names may be anybody's. */
function said(text: string): string {
  const pieces = clipped(text, MESSAGE).split(QUOTED);
  return pieces.map((piece, index) => (index % 2 === 1 ? code(piece) : prose(piece))).join("");
}

/** In the order in which they are shown, and in which they get room. */
export function parts(report: DiffReport): readonly Part[] {
  return [
    withheldPart(report),
    riskPart(report, "danger"),
    riskPart(report, "caution"),
    problemPart(report),
    imagePart(report),
    orderPart(report),
    matrixPart(report),
    environmentPart(report),
  ];
}

function problemPart(report: DiffReport): Part {
  return {
    noun: "problem",
    share: 0.05,
    head: ["> [!WARNING]", "> **Problems**", ">"],
    rows: problemsOf(report).map((note) => `> - ${name(note.rule)}: ${problem(note)}`),
    more: (n) => `> - ... and ${n} more`,
  };
}

export function notePart(report: DiffReport): Part {
  return {
    noun: "note",
    share: 0.05,
    head: ["#### Notes", ""],
    rows: remarksOf(report).map((note) => `- ${name(note.rule)}: ${problem(note)}`),
    more: (n) => `- ... and ${n} more`,
  };
}

function withheldPart(report: DiffReport): Part {
  return {
    noun: "render failure",
    share: 0.15,
    head: ["> [!CAUTION]", "> **Not rendered**, and nothing is said of the objects in it:", ">"],
    rows: toldWithheld(report).flatMap((one) =>
      one.problems.map((each) => `> - On ${words(withheldText(one, report))}: ${problem(each)}`),
    ),
    more: (n) => `> - ... and ${n} more`,
  };
}

function problem({ message, fix, at }: Finding): string {
  const place = formatPlace(at);
  return `${words(sentence(message))} ${said(sentence(fix))}${place === "" ? "" : ` (${name(place)})`}`;
}

/** Messages are sentences, of which not all end as sentences do. */
function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

const ALERTS: Readonly<Record<RiskLevel, readonly [alert: string, title: string]>> = {
  danger: ["> [!CAUTION]", "> **Dangers**"],
  caution: ["> [!WARNING]", "> **Cautions**"],
};

function riskPart(report: DiffReport, level: RiskLevel): Part {
  return {
    noun: level,
    share: level === "danger" ? 0.2 : 0.1,
    head: [...ALERTS[level], ">"],
    rows: report.risks.filter((risk) => risk.level === level).map((risk) => `> - ${riskText(risk, report)}`),
    more: (n) => `> - ... and ${n} more`,
  };
}

function riskText({ rule, message, advice, resource, at, environments }: Risk, report: DiffReport): string {
  const place = formatPlace(at);
  const facts = [
    resource === "" ? "" : name(rule),
    place === "" ? "" : name(place),
    words(inHowMany(environments, report)),
  ];
  // It begins with a name: a text could be a heading or a list there.
  return `${name(resource === "" ? rule : resource)}: ${words(sentence(message))} ${said(sentence(advice))}<br>${facts.filter((fact) => fact !== "").join(" · ")}`;
}

function tablePart(
  title: string,
  noun: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Part {
  return {
    noun,
    share: 0.1,
    head: [`#### ${title}`, "", row(columns), row(columns.map(() => "---"))],
    rows: rows.map(row),
    // An empty line ends the table.
    more: (n) => `\n... and ${n} more`,
  };
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

const WORKLOADS = 3;

function imagePart(report: DiffReport): Part {
  const rows = report.images.map(({ image, from, to, workloads, environments }) => [
    name(image),
    from === undefined ? "(new)" : name(from),
    to === undefined ? "(gone)" : name(to),
    listed(workloads.map(name), WORKLOADS),
    words(inHowMany(environments, report)),
  ]);
  return tablePart("Images", "image", ["Image", "From", "To", "Workloads", "Where"], rows);
}

function orderPart(report: DiffReport): Part {
  const rows = report.order.map((order) => [
    name(order.resource),
    words(orderText(order)),
    words(inHowMany(order.environments, report)),
  ]);
  return tablePart("Order", "order change", ["Object", "Applied", "Where"], rows);
}

const SIGNS = { added: "`+`", removed: "`-`", changed: "`~`" } as const;

/** More columns than this don't fit beside each other. */
const COLUMNS = 8;

/** Which object changes in which environment; of many environments, in how many. */
function matrixPart(report: DiffReport): Part {
  const { environments, changes } = report;
  if (environments.length === 1) return tablePart("", "", [], []);
  const touched = new Set(changes.flatMap((change) => change.environments));
  if (touched.size > COLUMNS) return countPart(report);
  const columns = environments.map((_, index) => index).filter((index) => touched.has(index));
  const rows = changes.map((change) => [
    name(changedName(change)),
    ...columns.map((index) => (change.environments.includes(index) ? SIGNS[change.kind] : "·")),
  ]);
  return tablePart("Changes", "matrix row", ["Object", ...namesOf(columns, report).map(name)], rows);
}

function countPart(report: DiffReport): Part {
  const rows = report.changes.map((change: Change) => [
    SIGNS[change.kind],
    name(changedName(change)),
    words(whereText(change, report)),
    words(listText(change, report)),
  ]);
  return tablePart("Changes", "matrix row", ["", "Object", "Where", ""], rows);
}

function environmentPart({ environments }: DiffReport): Part {
  const of = (state: "added" | "removed" | "withheld"): readonly string[] =>
    environments.filter((one) => one.state === state).map((one) => environmentRow(one));
  return {
    noun: "environment",
    share: 0.05,
    head: ["#### Environments", ""],
    rows: [...of("withheld"), ...of("removed"), ...of("added"), ...environments.flatMap(movedRow)],
    more: (n) => `- ... and ${n} more`,
  };
}

function movedRow({ name: own, was }: EnvironmentDifference): readonly string[] {
  return was === undefined ? [] : [`- ${SIGNS.changed} ${name(own)} was ${name(was)}`];
}

function environmentRow({ name: own, state, objects }: EnvironmentDifference): string {
  if (state === "withheld") return `- \`!\` ${name(own)} is ${WITHHELD}`;
  const size = objectsOf(state === "removed" ? objects.before : objects.after);
  return `- ${SIGNS[state === "removed" ? "removed" : "added"]} ${name(own)} is ${state}${size === "" ? "" : `, ${size}`}`;
}
