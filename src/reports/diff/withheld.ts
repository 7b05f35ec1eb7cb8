/** What could not be rendered, as reports tell it: the same problem of the same environment on both sides once. */
import type { DiffReport, SideName, Withheld } from "../../model/difference.ts";
import { type Finding, formatPlace } from "../../model/finding.ts";
import { sideText } from "./verdict.ts";
import { namesOf } from "./wording.ts";

/** With the problems of one side, or, as they stand on the head side, with those of both. */
export type ToldWithheld = Omit<Withheld, "side"> & { readonly side: Withheld["side"] | "both" };

/** In the order of the report; what is on both sides stands in front of what is on the base side alone. */
export function toldWithheld(report: DiffReport): readonly ToldWithheld[] {
  const [base, head] = [keyedOn("base", report), keyedOn("head", report)];
  return report.withheld.flatMap(({ side, environment, problems }) => {
    const other = side === "base" ? head : base;
    const shared = problems.flatMap((problem) => other.get(keyOf(problem, report[side])) ?? []);
    const own = problems.filter((problem) => !other.has(keyOf(problem, report[side])));
    const where = shared.every((one) => one.environment === environment) ? environment : undefined;
    const both = side === "base" ? shared.map(({ problem }) => problem) : [];
    return [...told("both", where, both), ...told(side, environment, own)];
  });
}

function told(
  side: ToldWithheld["side"],
  environment: number | undefined,
  problems: readonly Finding[],
): readonly ToldWithheld[] {
  return problems.length === 0 ? [] : [{ side, ...(environment === undefined ? {} : { environment }), problems }];
}

/** `the head side (working tree), clusters/dev`, `both sides (a and b)`. */
export function withheldText({ side, environment }: ToldWithheld, report: DiffReport): string {
  const where = environment === undefined ? "" : `, ${namesOf([environment], report)[0]}`;
  if (side === "both") return `both sides (${sideText(report.base)} and ${sideText(report.head)})${where}`;
  return `the ${side} side (${sideText(report[side])})${where}`;
}

interface Placed {
  readonly problem: Finding;
  readonly environment: number | undefined;
}

function keyedOn(wanted: Withheld["side"], report: DiffReport): ReadonlyMap<string, Placed> {
  const all = report.withheld.filter(({ side }) => side === wanted);
  return new Map(
    all.flatMap(({ environment, problems }) =>
      problems.map((problem) => [keyOf(problem, report[wanted]), { problem, environment }] as const),
    ),
  );
}

/** Without the line, as others in front of it may have come or gone. */
function keyOf({ rule, message, fix, at }: Finding, side: SideName): string {
  const { line: _, column: __, file, ...place } = at;
  const own = file === undefined ? "" : inside(file, side);
  return JSON.stringify([rule, message.replace(STATE, " "), fix, own, formatPlace(place)]);
}

/** Of two folders, files are named with the folder. */
function inside(file: string, { label, commit }: SideName): string {
  const folder = `${label.replace(/\/+$/, "")}/`;
  return commit === undefined && file.startsWith(folder) ? file.slice(folder.length) : file;
}

/** Which state a text that can't be read is of. */
const STATE = / in (?:the working tree|commit [0-9a-f]{12}) /;
