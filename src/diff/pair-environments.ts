/** Pairs the environments of both sides by their names, and holds back what can't be compared. */
import type { AppliedEnvironment } from "../model/applied.ts";
import type { EnvironmentState, Withheld } from "../model/difference.ts";
import type { Finding } from "../model/finding.ts";
import { formatId } from "../model/manifest.ts";
import { missingAlone, notCompared } from "./missing-parts.ts";
import { movedEnvironments } from "./moved-environments.ts";
import type { IncompleteEnvironment, MissingPart, RenderedSide } from "./rendered-side.ts";

export interface EnvironmentPair {
  readonly name: string;
  readonly state: Exclude<EnvironmentState, "unchanged">;
  readonly before: AppliedEnvironment | undefined;
  readonly after: AppliedEnvironment | undefined;
  /** The name that it had, where it moved. */
  readonly was?: string;
}

export interface Pairs {
  /** In the order of their names. */
  readonly pairs: readonly EnvironmentPair[];
  readonly withheld: readonly Withheld[];
  /** What is wrong and keeps nothing from being compared; and what is left out, wrong on both sides and the same. */
  readonly notes: readonly Finding[];
}

/**
 * An environment of which a part is wrong is withheld, unless that part is wrong and the same on both sides: the rest is
 * compared then. One that moved is paired under its new name. While an environment is withheld, one that a single side has is withheld too where the other side has
 * its folder: a kustomization that can't be read hides what it joins, and that is no deletion; nor is what an Application
 * in a file applies that can't be read: `apps/web` where `apps` is wrong.
 */
export function pairEnvironments(base: RenderedSide, head: RenderedSide, isSelected: (name: string) => boolean): Pairs {
  const [old, after] = [byName(base), byName(head)];
  const moved = movedEnvironments(old, after);
  const before = renamed(old, moved);
  const all = [...new Set([...before.keys(), ...after.keys()])].sort();
  const sides = [base, head] as const;
  const alone = { base: aloneOn(sides, before, after), head: aloneOn(sides, after, before) };
  const lost = new Map(all.map((name) => [name, unknownOnOneSide(before.get(name), after.get(name))]));
  const isLost = (name: string): boolean => (lost.get(name) ?? []).length > 0;
  const isWrong = (name: string): boolean => alone.base.has(name) || alone.head.has(name) || isLost(name);
  const isAnyWrong = all.some(isWrong);
  const isWithinWrong = (name: string): boolean =>
    [...name.matchAll(/\//g)].some(({ index }) => isWrong(name.slice(0, index)));
  const isHidden = (name: string): boolean => {
    const isLone = !(before.has(name) && after.has(name));
    if (!isAnyWrong || !isLone) return false;
    return isWithinWrong(name) || sides.every(({ files }) => files.has(name.replace(/ on .*$/, "")));
  };
  const pairs = all
    .filter((name) => [name, moved.get(name) ?? name].some(isSelected))
    .map((name): EnvironmentPair => {
      const [then, now] = [before.get(name), after.get(name)];
      if (isWrong(name) || isHidden(name)) return { name, state: "withheld", before: undefined, after: undefined };
      const was = moved.get(name);
      return { name, state: stateOf(then, now), before: then, after: now, ...(was === undefined ? {} : { was }) };
    });
  return {
    pairs,
    withheld: [
      ...(["base", "head"] as const).flatMap((side) => {
        const held = withheldOf(side === "base" ? base : head, pairs, isWrong, alone[side]);
        return held === undefined ? [] : [{ side, ...held }];
      }),
      ...pairs.flatMap(({ name }, environment) => (lost.get(name) ?? []).map((one) => ({ ...one, environment }))),
    ],
    notes: [...elsewhere(head), ...elsewhere(base), ...notCompared(pairs.flatMap((pair) => missingOf(pair.after)))],
  };
}

/** What an Application and the like applies on one side alone, since on the other one it can't be rendered, is no deletion. */
function unknownOnOneSide(
  base: AppliedEnvironment | undefined,
  head: AppliedEnvironment | undefined,
): readonly Withheld[] {
  const [before, after] = [unknownBy(base), unknownBy(head)];
  const lost = (side: Withheld["side"], here: typeof before, there: typeof before): readonly Withheld[] =>
    [...here].flatMap(([id, unknown]) =>
      unknown !== undefined && there.has(id) && there.get(id) === undefined
        ? [{ side, problems: [{ ...unknown, severity: "error" }] }]
        : [],
    );
  return [...lost("base", before, after), ...lost("head", after, before)];
}

/** Why it is not known what each object that hands over something applies; undefined where it is. */
function unknownBy(environment: AppliedEnvironment | undefined): ReadonlyMap<string, Finding | undefined> {
  const appliers = environment?.appliers ?? [];
  return new Map(appliers.flatMap(({ by, unknown }) => (by === undefined ? [] : [[formatId(by.id), unknown]])));
}

type Environments = ReadonlyMap<string, AppliedEnvironment | IncompleteEnvironment>;

function byName({ environments, incomplete }: RenderedSide): Environments {
  return new Map([...environments, ...incomplete].map((environment) => [environment.name, environment]));
}

function renamed(before: Environments, moved: ReadonlyMap<string, string>): Environments {
  const now = new Map([...moved].map(([name, was]) => [was, name]));
  return new Map([...before].map(([name, environment]) => [now.get(name) ?? name, environment]));
}

function missingOf(environment: AppliedEnvironment | IncompleteEnvironment | undefined): readonly MissingPart[] {
  return environment !== undefined && "missing" in environment ? environment.missing : [];
}

type MissingByName = ReadonlyMap<string, readonly MissingPart[]>;

/** By environment, what one side misses and the other one has, or misses otherwise; no environment has an empty list. */
function aloneOn(sides: readonly [RenderedSide, RenderedSide], here: Environments, there: Environments): MissingByName {
  return new Map(
    [...here].flatMap(([name, environment]) => {
      const missing = missingAlone(sides, missingOf(environment), missingOf(there.get(name)));
      return missing.length === 0 ? [] : [[name, missing] as const];
    }),
  );
}

function stateOf(before: unknown, after: unknown): "added" | "removed" | "changed" {
  return before === undefined ? "added" : after === undefined ? "removed" : "changed";
}

/**
 * Where nothing that is selected is withheld, nothing is said of what is wrong elsewhere; one that is only hidden may be
 * so by anything that is wrong.
 */
function withheldOf(
  { problems }: RenderedSide,
  pairs: readonly EnvironmentPair[],
  isWrong: (name: string) => boolean,
  alone: MissingByName,
): Omit<Withheld, "side"> | undefined {
  const held = pairs.flatMap(({ name, state }, index) => (state === "withheld" ? [{ name, index }] : []));
  const isAnyHidden = held.some(({ name }) => !isWrong(name));
  const names = isAnyHidden ? [...alone.keys()] : held.map(({ name }) => name);
  const told = problemsOf(names.flatMap((name) => alone.get(name) ?? []));
  const said = problems.filter((problem) => told.has(textOf(problem)));
  if (said.length === 0) return undefined;
  const [only, ...others] = held.filter(({ name }) => alone.has(name));
  return { problems: said, ...(only === undefined || others.length > 0 ? {} : { environment: only.index }) };
}

/** Problems that leave nothing out. */
function elsewhere({ problems, incomplete }: RenderedSide): readonly Finding[] {
  const told = problemsOf(incomplete.flatMap(({ missing }) => missing));
  return problems.filter((problem) => !told.has(textOf(problem)));
}

function problemsOf(missing: readonly MissingPart[]): ReadonlySet<string> {
  return new Set(missing.flatMap(({ problems }) => problems.map(textOf)));
}

function textOf(problem: Finding): string {
  return JSON.stringify(problem);
}
