/** The words that all surfaces of `diff` share, as plain text: each makes names in them harmless in its own way. */
import type { Change, ChangeKind, DiffReport, Edit, ImageChange, OrderChange } from "../../model/difference.ts";
import { formatPlace, type Place } from "../../model/finding.ts";
import { formatId } from "../../model/manifest.ts";
import { count, listed } from "../wording.ts";
import { fieldPath } from "./path.ts";

/** What stands before an object or a field, by what became of it. */
export const SIGNS = { added: "+", removed: "-", changed: "~", moved: "~" } as const;

/** `Deployment.apps certctl/certctl-server`, as it is called now, or was, where it is gone. */
export function changedName({ before, after }: Change): string {
  const id = after ?? before;
  return id === undefined ? "" : formatId(id);
}

/** `was certctl-server-config-58fb, and is named after its content`; empty where the name is the same. */
export function renamedText({ before, after, renamed }: Change): string {
  if (before === undefined || after === undefined || formatId(before) === formatId(after)) return "";
  const moved = before.group !== after.group || before.kind !== after.kind || before.namespace !== after.namespace;
  const was = `was ${moved ? formatId(before) : before.name}`;
  if (renamed === "similar") return `${was}: the contents are alike`;
  return renamed === "generated" ? `${was}: the name follows the content` : was;
}

/** Names of environments by their indexes in the report. */
export function namesOf(indexes: readonly number[], { environments }: DiffReport): readonly string[] {
  return indexes.map((index) => environments[index]?.name ?? `environment ${index}`);
}

/** So few are named instead of counted. */
const FEW = 3;
const NAMED = 10;

/** `in all 8 environments`, `in dev, eu-1`, `in 212 of 1000 environments`; empty where only one was looked at. `having`: how many have the object at all. */
export function inHowMany(indexes: readonly number[], report: DiffReport, having = report.environments.length): string {
  const total = report.environments.length;
  if (total <= 1 || indexes.length === 0) return "";
  if (indexes.length === total) return `in all ${total} environments`;
  if (indexes.length <= FEW) return `in ${namesOf(indexes, report).join(", ")}`;
  if (having === total) return `in ${indexes.length} of ${total} environments`;
  return having === indexes.length
    ? `in all ${having} environments that have it`
    : `in ${indexes.length} of the ${having} environments that have it`;
}

/** Where a change is; `report` has more than one environment, or it is empty. */
export function whereText(change: Change, report: DiffReport): string {
  const { environments, others, kind } = change;
  return inHowMany(environments, report, kind === "changed" ? environments.length + others.count : undefined);
}

const OTHERS: Readonly<Record<ChangeKind, string>> = {
  changed: "not in",
  added: "was already in",
  removed: "stays in",
};

/** `not in: a, b, c`, or which environments have it where that list is the shorter one; empty where it goes without saying. */
export function listText(change: Change, report: DiffReport): string {
  const { environments, others, kind } = change;
  if (others.outliers.length > 0) return `${OTHERS[kind]}: ${listed(namesOf(others.outliers, report), NAMED)}`;
  if (environments.length <= FEW || environments.length === report.environments.length) return "";
  return others.count === 0 && environments.length > NAMED ? "" : `in: ${listed(namesOf(environments, report), NAMED)}`;
}

/** `<suffix> is a, b, c`, for each name that is in sight with these `edits` and does not stand for the environment's own. */
export function variableTexts(
  { before, after, manifest, variables, environments }: Change,
  report: DiffReport,
  edits: readonly Edit[],
): readonly string[] {
  const inSight = JSON.stringify([before, after, manifest, edits]);
  return Object.entries(variables).flatMap(([name, values]) => {
    const own = environments.every((index, n) => report.environments[index]?.cluster === values[n]);
    return own || !inSight.includes(`<${name}>`) ? [] : [`<${name}> is ${listed([...new Set(values)], NAMED)}`];
  });
}

/** Edits that are news, and do not only follow another change. */
export function ownEdits({ edits }: Change): readonly Edit[] {
  return edits.filter(({ follows }) => follows === undefined);
}

/** `at out/base/server/deployment.yaml:31`, or empty. */
export function atText(place: Place | undefined): string {
  const text = place === undefined ? "" : formatPlace(place);
  return text === "" ? "" : `at ${text}`;
}

/** `v2.1.7 -> v2.1.8`, `new, v2.1.8`, `gone, v2.1.7`. */
export function imageText({ from, to }: ImageChange): string {
  if (from === undefined) return `new, ${to ?? "without a tag"}`;
  return to === undefined ? `gone, ${from}` : `${from} -> ${to}`;
}

/** `wave 2 -> 3`: what both have in front of their numbers is said once. */
export function orderText({ from, to }: OrderChange): string {
  const [first, second] = [NUMBERED.exec(from), NUMBERED.exec(to)];
  return first?.[1] !== undefined && first[1] === second?.[1] ? `${from} -> ${second[2]}` : `${from} -> ${to}`;
}

const NUMBERED = /^(.+ )(-?\d+)$/;

/** How many fields that only follow another change are not shown; the object's own new name is said by `renamedText`. */
export function followsTexts({ edits }: Change): readonly string[] {
  const of = (follows: "generated-name" | "chart-version"): number =>
    edits.filter((edit) => edit.follows === follows && fieldPath(edit.path) !== "metadata.name").length;
  const names = of("generated-name");
  const charts = of("chart-version");
  return [
    names === 0 ? "" : `${count(names, "reference")} ${names === 1 ? "follows" : "follow"} the new name`,
    charts === 0 ? "" : `${count(charts, "field")} ${charts === 1 ? "follows" : "follow"} the chart's version`,
  ].filter((text) => text !== "");
}

/** `57 objects`; empty where the side could not be rendered. */
export function objectsOf(n: number | undefined): string {
  return n === undefined ? "" : count(n, "object");
}
