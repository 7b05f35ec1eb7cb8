/** The same change in many environments becomes one. */
import { grouped } from "../model/grouped.ts";
import type { ObjectChange } from "./environment-change.ts";
import { hashesIn, type Template, templateOf, type Variables } from "./template.ts";

/** A change in one environment; `environment` is its index. */
export interface Occurrence {
  readonly environment: number;
  /** The environment's own name, see `clusterNames`. */
  readonly cluster: string;
  readonly change: ObjectChange;
}

export interface Folded {
  /** In the order of the environments; the first one stands for all. */
  readonly members: readonly Occurrence[];
  /** What differs between the members, for each of them; empty where they are the same to the letter. */
  readonly variables: Readonly<Record<string, readonly string[]>>;
}

/** `occurrences` in the order of the environments. */
export function fold(occurrences: readonly Occurrence[]): readonly Folded[] {
  const same = [...grouped(occurrences, ({ change }) => jsonOf(change)).entries()];
  const merged = grouped(same, ([json, members]) => likeness(json, members));
  return [...merged.values()].map((group) => {
    const members = group.flatMap(([, part]) => part).sort((a, b) => a.environment - b.environment);
    return { members, variables: group.length === 1 ? {} : variablesOf(group) };
  });
}

/** The tokens of a change that follow from contents, in the order in which they come. */
export function hashesOf({ renamed, before, after, edits }: ObjectChange): readonly string[] {
  const names = renamed === "generated" ? [before?.id.name ?? "", after?.id.name ?? ""] : [];
  const follows = edits.filter((edit) => edit.follows !== undefined);
  return hashesIn([...names, ...follows.flatMap((edit) => [textOf(edit.before), textOf(edit.after)])]);
}

type Same = readonly [json: string, members: readonly Occurrence[]];

/** What is the same in environments of several names says nothing of their names. */
function likeness(json: string, members: readonly Occurrence[]): string {
  return templateOfSame([json, members])?.text ?? json;
}

function templateOfSame([json, members]: Same): Template | undefined {
  const [first] = members;
  if (first === undefined || members.some(({ cluster }) => cluster !== first.cluster)) return undefined;
  return templateOf(json, first.cluster, hashesOf(first.change));
}

function variablesOf(group: readonly Same[]): Folded["variables"] {
  const all = group
    .flatMap((same) =>
      same[1].map(({ environment }) => ({ environment, variables: templateOfSame(same)?.variables ?? {} })),
    )
    .sort((a, b) => a.environment - b.environment)
    .map(({ variables }) => variables);
  const names = Object.keys(all[0] ?? {}).sort();
  return Object.fromEntries(names.map((name) => [name, all.map((one: Variables) => one[name] ?? "")]));
}

function jsonOf({ kind, renamed, before, after, edits }: ObjectChange): string {
  const manifest = kind === "added" ? after?.manifest : kind === "removed" ? before?.manifest : undefined;
  return JSON.stringify([kind, renamed ?? "", before?.id ?? null, after?.id ?? null, edits, manifest ?? null]);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}
