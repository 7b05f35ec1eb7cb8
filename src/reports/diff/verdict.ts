/** The sentence that all surfaces of `diff` begin with, and the sides that are compared, as plain text. */
import type { ChangeKind, DiffReport, EnvironmentState, RiskLevel, SideName, Verdict } from "../../model/difference.ts";
import { NOT_COMPARED } from "../../model/difference.ts";
import type { Finding } from "../../model/finding.ts";
import { count } from "../wording.ts";
import { changedName } from "./wording.ts";

/** The one word that a reviewer goes by. */
export const VERDICTS: Readonly<Record<Verdict, string>> = {
  none: "no difference",
  routine: "routine",
  review: "review",
  danger: "danger",
  withheld: "incomplete",
};

/** Of an environment: a part of it is wrong, or what it may have become a part of. */
export const WITHHELD = "withheld: nothing is said of it";

export const NOT_COVERED =
  "Not shown: what admission and defaults of the API server add, and what was changed by hand in a cluster.";

/** `3 environments changed, 1 removed, of 8 · 4 objects changed, 1 added, 0 removed · 2 dangers · nothing withheld`. */
export function verdictText(report: DiffReport): string {
  return verdictParts(report).join(" · ");
}

/** The same in its parts, what changed where first. */
export function verdictParts(report: DiffReport): readonly string[] {
  const kept = withheldCount(report);
  if (report.verdict === "none") return [`${count(report.environments.length, "environment")} looked at`, kept];
  return [environmentsText(report), objectsText(report), risksText(report), kept].filter((part) => part !== "");
}

/** Of environments that come or go alone, it is not said that none changed. */
function environmentsText(report: DiffReport): string {
  const counts = (["changed", "added", "removed"] as const).map((state) => [state, stateCount(report, state)] as const);
  const others = counts.some(([state, n]) => state !== "changed" && n > 0);
  const [first, ...rest] = others ? counts.filter(([, n]) => n > 0) : counts.slice(0, 1);
  if (first === undefined) return "";
  const all = [`${count(first[1], "environment")} ${first[0]}`, ...rest.map(([state, n]) => `${n} ${state}`)].join(
    ", ",
  );
  return `${all}${others ? "," : ""} of ${report.environments.length}`;
}

export function stateCount({ environments }: DiffReport, state: EnvironmentState): number {
  return environments.filter((one) => one.state === state).length;
}

/** Each object once, in however many environments it changed. */
export function objectCounts({ changes }: DiffReport): Readonly<Record<ChangeKind, number>> {
  const of = (kind: ChangeKind): number =>
    new Set(changes.filter((change) => change.kind === kind).map((change) => changedName(change))).size;
  return { changed: of("changed"), added: of("added"), removed: of("removed") };
}

function objectsText(report: DiffReport): string {
  if (report.changes.length === 0) return "";
  const { changed, added, removed } = objectCounts(report);
  return `${count(changed, "object")} changed, ${added} added, ${removed} removed`;
}

export function riskCount({ risks }: DiffReport, level: RiskLevel): number {
  return risks.filter((risk) => risk.level === level).length;
}

function risksText(report: DiffReport): string {
  const levels = (["danger", "caution"] as const).flatMap((level) => {
    const n = riskCount(report, level);
    return n === 0 ? [] : [count(n, level)];
  });
  if (levels.length > 0) return levels.join(", ");
  return report.verdict === "withheld" ? "no risks found in the rest" : "no risks found";
}

function withheldCount(report: DiffReport): string {
  const held = stateCount(report, "withheld");
  if (held > 0) return `${count(held, "environment")} withheld`;
  const isLeftOut = report.notes.some(({ rule }) => rule === NOT_COMPARED);
  return isLeftOut ? "nothing withheld but what neither side can render" : "nothing withheld";
}

/** Notes that tell of what is wrong; the others tell of what was not looked at. */
export function problemsOf({ notes }: DiffReport): readonly Finding[] {
  return notes.filter(({ severity }) => severity !== "info");
}

export function remarksOf({ notes }: DiffReport): readonly Finding[] {
  return notes.filter(({ severity }) => severity === "info");
}

/** `main (1a2b3c4)`. */
export function sideText({ label, commit }: SideName): string {
  const short = shortCommit(commit);
  return short === undefined || label === commit || label === short ? label : `${label} (${short})`;
}

export function shortCommit(commit: string | undefined): string | undefined {
  return commit?.slice(0, 7);
}

/** How to see it again, where both sides are commits or the working tree; undefined elsewhere. */
export function commandText({ base, head }: DiffReport): string | undefined {
  const commits = [base.commit, head.commit];
  if (base.commit === undefined || commits.some((one) => one !== undefined && !/^[0-9a-f]{7,64}$/.test(one))) {
    return undefined;
  }
  const from = `certctl-gitops diff --base ${base.commit.slice(0, 12)}`;
  return head.commit === undefined ? from : `${from} --head ${head.commit.slice(0, 12)}`;
}
