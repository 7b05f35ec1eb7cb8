/** Which changes a person wants to see: words to search for, and filters. */
import type { Change, ChangeKind, DiffReport, Edit, RiskLevel } from "../model/difference.ts";
import { pathText } from "./path-text.ts";
import { resourceOf } from "./wording.ts";

export interface Selection {
  /** All of these words must be found. */
  readonly query: string;
  readonly kinds: readonly ChangeKind[];
  /** `any`: with a risk of some level. */
  readonly risk: RiskLevel | "any" | undefined;
  /** Index in the report. */
  readonly environment: number | undefined;
  /** Changes that only follow from a generated name are left out. */
  readonly withoutFollowing: boolean;
}

export const EVERYTHING: Selection = {
  query: "",
  kinds: ["added", "removed", "changed"],
  risk: undefined,
  environment: undefined,
  withoutFollowing: false,
};

/** Whether only names of generated content differ. */
export function follows({ kind, edits }: Change): boolean {
  return kind === "changed" && edits.length > 0 && edits.every((edit) => edit.follows !== undefined);
}

/** The words of a search. */
export function wordsOf(query: string): readonly string[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}

export interface Finder {
  /** Indexes of the changes in the report. */
  readonly find: (selection: Selection) => readonly number[];
}

/** Finds in a report; the texts to search are made when they are first asked for. */
export function finderOf(report: DiffReport): Finder {
  const levels = riskLevels(report);
  const names = report.environments.map(({ name }) => name.toLowerCase());
  let texts: readonly string[] | undefined;
  const matches = (word: string) => {
    texts ??= report.changes.map((change) => searchText(report, change));
    const searched = texts;
    const named = names.map((name) => name.includes(word));
    return (change: Change, index: number) =>
      searched[index]?.includes(word) === true || change.environments.some((environment) => named[environment]);
  };
  return {
    find: ({ query, kinds, risk, environment, withoutFollowing }) => {
      const tests = wordsOf(query).map(matches);
      return report.changes.flatMap((change, index) => {
        const level = levels.get(change.id);
        const wanted =
          kinds.includes(change.kind) &&
          (risk === undefined || (risk === "any" ? level !== undefined : level?.includes(risk) === true)) &&
          (environment === undefined || change.environments.includes(environment)) &&
          !(withoutFollowing && follows(change)) &&
          tests.every((test) => test(change, index));
        return wanted ? [index] : [];
      });
    },
  };
}

/** By the id of a change: the levels of its risks. */
export function riskLevels({ risks }: DiffReport): ReadonlyMap<string, readonly RiskLevel[]> {
  const levels = new Map<string, RiskLevel[]>();
  for (const { level, changes } of risks) {
    for (const id of changes) {
      const known = levels.get(id) ?? [];
      if (!known.includes(level)) levels.set(id, [...known, level]);
    }
  }
  return levels;
}

function searchText({ risks }: DiffReport, change: Change): string {
  const { id, before, after, edits, manifest, source, variables } = change;
  return [
    id,
    resourceOf(change),
    before === undefined ? "" : `${before.kind} ${before.namespace} ${before.name}`,
    after === undefined ? "" : `${after.kind} ${after.namespace} ${after.name}`,
    manifest === undefined ? "" : JSON.stringify(manifest),
    source?.file ?? "",
    ...edits.map(editText),
    ...Object.values(variables).flat(),
    ...risks.filter(({ changes }) => changes.includes(id)).map(({ rule, message }) => `${rule} ${message}`),
  ]
    .join("\n")
    .toLowerCase();
}

function editText({ path, before, after, inside, items, source }: Edit): string {
  const values = [before, after].filter((value) => value !== undefined);
  return [
    pathText(path),
    ...values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))),
    ...(inside?.edits ?? []).map(editText),
    ...(items ?? []),
    source?.file ?? "",
  ].join("\n");
}
