/** What the danger rules found in many environments, each told once. */
import type { AppliedEnvironment } from "../model/applied.ts";
import type { Change, Risk } from "../model/difference.ts";
import type { Place } from "../model/finding.ts";
import type { Path } from "../model/json.ts";
import { titleOf } from "./changes.ts";
import type { EnvironmentChange, ObjectChange } from "./environment-change.ts";
import { pathOnSide } from "./path-on-side.ts";
import type { FoundRisk } from "./risk.ts";

/** A risk in one environment, by its index. */
export interface RiskOccurrence {
  readonly environment: number;
  readonly of: EnvironmentChange;
  readonly risk: FoundRisk & { readonly rule: string };
}

/** Dangers first, then in the order of the changes. */
export function riskReport(
  occurrences: readonly RiskOccurrence[],
  changes: readonly Change[],
  changeOf: ReadonlyMap<ObjectChange, Change>,
): readonly Risk[] {
  const folded = new Map<
    string,
    { first: RiskOccurrence; change: Change | undefined; changes: Set<string>; environments: Set<number> }
  >();
  for (const one of occurrences) {
    const { rule, level, message, advice, change: object } = one.risk;
    const change = object === undefined ? undefined : changeOf.get(object);
    const key = JSON.stringify([rule, level, message, advice, change === undefined ? "" : titleOf(change)]);
    const known = folded.get(key) ?? { first: one, change, changes: new Set(), environments: new Set() };
    folded.set(key, known);
    if (change !== undefined) known.changes.add(change.id);
    known.environments.add(one.environment);
  }
  const rank = new Map(changes.map(({ id }, index) => [id, index]));
  const placed = [...folded.values()].map(({ first, change, changes: ids, environments }) => {
    const { rule, level, message, advice } = first.risk;
    const risk: Risk = {
      rule,
      level,
      message,
      advice,
      resource: change === undefined ? "" : titleOf(change),
      at: placeOf(first),
      changes: [...ids],
      environments: [...environments].sort((a, b) => a - b),
    };
    return { risk, rank: change === undefined ? -1 : (rank.get(change.id) ?? 0) };
  });
  return placed
    .sort((a, b) => levelRank(a.risk) - levelRank(b.risk) || a.rank - b.rank || (a.risk.rule < b.risk.rule ? -1 : 1))
    .map(({ risk }) => risk);
}

function levelRank({ level }: Risk): number {
  return level === "danger" ? 0 : 1;
}

/** The field in the new object; what is gone stands on the old side, and an environment where its first object does. */
function placeOf({ risk: { change, path }, of }: RiskOccurrence): Place {
  const object = change?.after ?? change?.before;
  if (change !== undefined && object !== undefined) return object.placeOf(setAt(change, path ?? []));
  const environment: AppliedEnvironment | undefined = of.after ?? of.before;
  const wrapping = environment?.appliers.find(({ by }) => by !== undefined)?.by;
  return (wrapping ?? environment?.resources[0])?.placeOf([]) ?? {};
}

/** Of a variable, which one file names and another one may set: what was added to it or changed in it. */
function setAt({ after, edits }: ObjectChange, path: Path): Path {
  if (after === undefined || path.at(-2) !== "env") return path;
  const below = edits
    .filter(({ kind, follows }) => follows === undefined && (kind === "added" || kind === "changed"))
    .map((edit) => pathOnSide(after.manifest, edit.path, "after"))
    .filter((way) => way.length > path.length && path.every((step, index) => step === way[index]));
  return below[0] ?? path;
}
