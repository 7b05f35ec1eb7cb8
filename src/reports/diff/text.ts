/** `-o text`: a difference as a person reads it in a terminal. */
import type { DiffReport, EnvironmentDifference, ImageChange, OrderChange, Risk } from "../../model/difference.ts";
import { formatPlace } from "../../model/finding.ts";
import type { Colors } from "../colors.ts";
import { formatBlock, formatFinding, lines } from "../finding-text.ts";
import { inertLine } from "../inert.ts";
import { inEnvironments, listed } from "../wording.ts";
import { changeBlocks } from "./text-change.ts";
import type { TextOptions } from "./text-options.ts";
import { narrowTable, table } from "./text-table.ts";
import { NOT_COVERED, problemsOf, remarksOf, sideText, VERDICTS, verdictText, WITHHELD } from "./verdict.ts";
import { type ToldWithheld, toldWithheld, withheldText } from "./withheld.ts";
import { imageText, inHowMany, namesOf, objectsOf, orderText } from "./wording.ts";

/** Verdict, what is not known, risks, images, order and environments first, then each change; blocks with an empty line between. */
export function diffText(report: DiffReport, colors: Colors, options: TextOptions): string {
  const blocks = [
    verdict(report, colors),
    ...toldWithheld(report).flatMap((one) => withheld(one, report, colors)),
    ...report.risks.map((one) => risk(one, report, colors)),
    ...problemsOf(report).map((note) => formatFinding(note, colors)),
    section(
      "Images",
      narrowTable(
        report.images.map((one) => imageRow(one, report)),
        options.width,
        WORKLOAD_COLUMN,
      ),
      colors,
    ),
    section(
      "Order",
      narrowTable(
        report.order.map((one) => orderRow(one, report)),
        options.width,
        WHERE_COLUMN,
      ),
      colors,
    ),
    section("Environments", environments(report, options), colors),
    ...changeBlocks(report, colors, options),
    ...remarks(report, colors, options),
    report.verdict === "none" ? "" : `${colors.dim(NOT_COVERED)}\n`,
  ];
  return blocks.filter((block) => block !== "").join("\n");
}

function verdict(report: DiffReport, colors: Colors): string {
  const word = VERDICTS[report.verdict];
  const inColor = report.verdict === "danger" || report.verdict === "withheld" ? colors.red : colors.green;
  const colored = report.verdict === "review" ? colors.yellow(word) : inColor(word);
  return formatBlock(`${colors.bold(colored)}: ${verdictText(report)}`, [
    ["base", inertLine(sideText(report.base))],
    ["head", inertLine(sideText(report.head))],
  ]);
}

function withheld(one: ToldWithheld, report: DiffReport, colors: Colors): readonly string[] {
  const where = withheldText(one, report);
  const head = `${colors.bold("Not rendered:")} ${inertLine(where)}; nothing is said of its objects\n`;
  return [head + one.problems.map((problem) => formatFinding(problem, colors)).join("")];
}

function risk(
  { rule, level, message, advice, resource, at, environments: places }: Risk,
  report: DiffReport,
  colors: Colors,
): string {
  const inColor = level === "danger" ? colors.red : colors.yellow;
  return formatBlock(`${inColor(level)}: ${lines(message)} ${colors.dim(`[${inertLine(rule)}]`)}`, [
    ["on", inertLine(resource)],
    ["in", inertLine(inEnvironments(namesOf(places, report), report.environments.length))],
    ["at", inertLine(formatPlace(at))],
    ["do", lines(advice)],
  ]);
}

function section(title: string, rows: readonly string[], colors: Colors): string {
  return rows.length === 0 ? "" : [colors.bold(title), ...rows, ""].join("\n");
}

const NOTES = 5;

/** In a repository of many charts and sources they are the same at each change. */
function remarks(report: DiffReport, colors: Colors, { details = false }: TextOptions): readonly string[] {
  const all = remarksOf(report);
  const most = details || all.length <= NOTES + 1 ? all.length : NOTES;
  const rest = most === all.length ? [] : [`... and ${all.length - most} more notes; --full shows all.\n`];
  return [...all.slice(0, most).map((note) => formatFinding(note, colors)), ...rest];
}

const WORKLOADS = 3;
/** Of the table of images. */
const WORKLOAD_COLUMN = 2;

function imageRow(image: ImageChange, report: DiffReport): readonly string[] {
  const { workloads, environments: places } = image;
  return [image.image, imageText(image), listed(workloads, WORKLOADS), inHowMany(places, report)].map(inertLine);
}

/** Of the table of the order. */
const WHERE_COLUMN = 2;

function orderRow(order: OrderChange, report: DiffReport): readonly string[] {
  return [order.resource, orderText(order), inHowMany(order.environments, report)].map(inertLine);
}

const ENVIRONMENTS = 20;

/** Those that came, went, moved or are withheld, a line each. */
function environments(report: DiffReport, { details = false }: TextOptions): readonly string[] {
  const gone = report.environments.filter(({ state }) => state === "removed").map(environmentRow);
  const come = report.environments.filter(({ state }) => state === "added").map(environmentRow);
  const withheld = report.environments.filter(({ state }) => state === "withheld").map(environmentRow);
  const moved = report.environments.flatMap(({ name, was }) =>
    was === undefined ? [] : [[`~ ${inertLine(name)}`, `was ${inertLine(was)}`]],
  );
  const rows = [...withheld, ...gone, ...come, ...moved];
  const most = details || rows.length <= ENVIRONMENTS + 1 ? rows.length : ENVIRONMENTS;
  return [...table(rows.slice(0, most)), ...(most < rows.length ? [`  ... and ${rows.length - most} more`] : [])];
}

function environmentRow({ name, state, objects }: EnvironmentDifference): readonly string[] {
  if (state === "withheld") return [`! ${inertLine(name)}`, WITHHELD];
  const removed = state === "removed";
  return [
    `${removed ? "-" : "+"} ${inertLine(name)}`,
    `${state}, ${objectsOf(removed ? objects.before : objects.after)}`,
  ];
}
