/** Compares both sides of all environments, and makes the report that every surface shows. */
import type { AppliedEnvironment } from "../model/applied.ts";
import type { Change, ChangeKind, DiffReport, EnvironmentDifference } from "../model/difference.ts";
import type { Finding } from "../model/finding.ts";
import { createRedactor } from "../redaction/redactor.ts";
import { withoutSecrets } from "../redaction/said.ts";
import { changeOf, titleOf, type UnnumberedChange } from "./changes.ts";
import { clusterNames } from "./clusters.ts";
import { createTextCache, type TextCache } from "./compare.ts";
import { comparedByHand } from "./compared-by-hand.ts";
import type { EnvironmentChange, ObjectChange } from "./environment-change.ts";
import { compareEnvironments } from "./environments.ts";
import { type Folded, fold, type Occurrence } from "./fold.ts";
import { imageChanges } from "./images.ts";
import { orderChanges, type Represented } from "./order-changes.ts";
import { Owners } from "./others.ts";
import { type EnvironmentPair, pairEnvironments } from "./pair-environments.ts";
import type { RenderedSide } from "./rendered-side.ts";
import { riskReport } from "./risk-report.ts";
import { findRisks } from "./risks/index.ts";
import { verdictOf } from "./verdict.ts";

/** `isSelected` is asked of the names of environments. */
export function diffSides(base: RenderedSide, head: RenderedSide, isSelected: (name: string) => boolean): DiffReport {
  const { pairs, notes, ...held } = pairEnvironments(base, head, isSelected);
  const withheld = held.withheld.map((one) => ({ ...one, problems: one.problems.map(comparedByHand) }));
  const clusters = clusterNames(pairs.map(({ name }) => name));
  const texts = createTextCache();
  const compared = pairs.map((pair) => comparedPair(pair, texts));
  const redactor = createRedactor({ [Symbol.iterator]: () => manifestsOf(pairs) });
  const folded = fold(compared.flatMap((one, index) => occurrencesOf(one, index, clusters[index] ?? "")));
  const owners = new Owners(bothSided(pairs), clusters);
  const numbered = numberedChanges(folded, (one) => changeOf(one, redactor.redact), owners);
  const changes = numbered.map(({ change }) => change);
  const risks = riskReport(
    compared.flatMap((of, environment) =>
      of === undefined ? [] : findRisks(of).map((risk) => ({ environment, of, risk })),
    ),
    changes,
    new Map(numbered.flatMap(({ change, folded: { members } }) => members.map((member) => [member.change, change]))),
  );
  const environments = pairs.map((pair, index) => environmentOf(pair, compared[index], clusters[index] ?? ""));
  const represented = numbered.flatMap((one) => representedBy(one, compared));
  const order = orderChanges(represented);
  const said = new Set(withheld.flatMap(({ problems }) => problems.map(toldAs)));
  const judged = { environments, withheld: withoutSecrets(withheld), risks, order: withoutSecrets(order), changes };
  return {
    base: base.name,
    head: head.name,
    verdict: verdictOf(judged),
    ...judged,
    images: imageChanges(represented, redactor.redact),
    // What is wrong and keeps nothing from being compared is worth a word all the same.
    notes: withoutSecrets(
      eachOnce([...notes, ...head.notes, ...base.notes].map(comparedByHand)).filter((note) => !said.has(toldAs(note))),
    ),
  };
}

/** The first environment that has the change stands for all. */
function representedBy(
  { change, folded }: Numbered,
  compared: readonly (EnvironmentChange | undefined)[],
): readonly Represented[] {
  const [first] = folded.members;
  const within = first === undefined ? undefined : compared[first.environment];
  return first === undefined || within === undefined ? [] : [{ change, of: first.change, within }];
}

function comparedPair({ state, before, after }: EnvironmentPair, texts: TextCache): EnvironmentChange | undefined {
  return state === "withheld" ? undefined : compareEnvironments(before, after, texts);
}

function occurrencesOf(of: EnvironmentChange | undefined, environment: number, cluster: string): readonly Occurrence[] {
  return (of?.objects ?? []).map((change) => ({ environment, cluster, change }));
}

function bothSided(pairs: readonly EnvironmentPair[]): ReadonlyMap<number, AppliedEnvironment> {
  return new Map(
    pairs.flatMap(({ before, after }, index) => (before === undefined || after === undefined ? [] : [[index, after]])),
  );
}

/** Of both sides: a value that is a secret anywhere is shown nowhere. */
function* manifestsOf(pairs: readonly EnvironmentPair[]) {
  for (const { before, after } of pairs) {
    for (const environment of [before, after]) for (const { manifest } of environment?.resources ?? []) yield manifest;
  }
}

interface Numbered {
  readonly change: Change;
  readonly folded: Folded;
}

/** Changes of most environments first, then by resource, and last those that only follow others; ids in that order. */
function numberedChanges(
  folded: readonly Folded[],
  make: (one: Folded) => UnnumberedChange,
  owners: Owners,
): readonly Numbered[] {
  return folded
    .map((one) => ({ folded: one, change: make(one) }))
    .map((one) => ({ ...one, title: titleOf(one.change) }))
    .sort(
      (a, b) =>
        Number(onlyFollows(a.change)) - Number(onlyFollows(b.change)) ||
        b.change.environments.length - a.change.environments.length ||
        byCodeUnit(a.title, b.title) ||
        (a.change.environments[0] ?? 0) - (b.change.environments[0] ?? 0),
    )
    .map(({ folded: of, change }, index) => ({
      folded: of,
      change: { id: `c${index + 1}`, ...change, others: owners.others(change) },
    }));
}

function onlyFollows({ kind, edits }: UnnumberedChange): boolean {
  return kind === "changed" && edits.every(({ follows }) => follows !== undefined);
}

function environmentOf(
  pair: EnvironmentPair,
  of: EnvironmentChange | undefined,
  cluster: string,
): EnvironmentDifference {
  const { name, before, after } = pair;
  const objects = of?.objects ?? [];
  return {
    name,
    state: pair.state === "changed" && objects.length === 0 ? "unchanged" : pair.state,
    ...(pair.was === undefined ? {} : { was: pair.was }),
    cluster,
    objects: {
      ...(before === undefined ? {} : { before: before.resources.length }),
      ...(after === undefined ? {} : { after: after.resources.length }),
    },
    counts: {
      added: countOf(objects, "added"),
      removed: countOf(objects, "removed"),
      changed: countOf(objects, "changed"),
    },
  };
}

function countOf(objects: readonly ObjectChange[], kind: ChangeKind): number {
  return objects.filter((one) => one.kind === kind).length;
}

function eachOnce(notes: readonly Finding[]): readonly Finding[] {
  return [...new Map(notes.map((note) => [toldAs(note), note])).values()];
}

function toldAs({ rule, message, fix, at: { file, line, column, resource } }: Finding): string {
  return JSON.stringify([rule, message, fix, file, line, column, resource]);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
