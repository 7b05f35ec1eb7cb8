/** Pairs the environments of both sides by their names, and holds back what can't be compared. */
import type { AppliedEnvironment } from "../model/applied.ts";
import type { EnvironmentState, Withheld } from "../model/difference.ts";
import type { Finding } from "../model/finding.ts";
import { formatId } from "../model/manifest.ts";
import type { RenderedSide } from "./rendered-side.ts";

export interface EnvironmentPair {
  readonly name: string;
  readonly state: Exclude<EnvironmentState, "unchanged">;
  readonly before: AppliedEnvironment | undefined;
  readonly after: AppliedEnvironment | undefined;
}

export interface Pairs {
  /** In the order of their names. */
  readonly pairs: readonly EnvironmentPair[];
  readonly withheld: readonly Withheld[];
}

/**
 * An environment that is wrong on a side is withheld. While something is wrong on one side alone, an environment that
 * one side alone has is withheld too: a kustomization that can't be read hides what it joins, and that is no deletion.
 */
export function pairEnvironments(base: RenderedSide, head: RenderedSide, isSelected: (name: string) => boolean): Pairs {
  const sides = [base, head].map((side) => selected(side, isSelected));
  const [before, after] = sides.map(({ environments }) => byName(environments));
  const wrong = new Set(sides.flatMap(({ incomplete }) => incomplete.map(({ name }) => name)));
  const names = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? []), ...wrong])].sort();
  const lost = names.flatMap((name, environment) =>
    unknownOnOneSide(before?.get(name), after?.get(name)).map((one) => ({ ...one, environment })),
  );
  const isLost = new Set(lost.map(({ environment }) => environment));
  const isUncertain = lost.length > 0 || haveDifferentProblems(base, head);
  const pairs = names.map((name, environment): EnvironmentPair => {
    const [old, now] = [before?.get(name), after?.get(name)];
    const isLone = old === undefined || now === undefined;
    if (wrong.has(name) || (isLone && isUncertain) || isLost.has(environment))
      return { name, state: "withheld", before: undefined, after: undefined };
    return { name, state: stateOf(old, now), before: old, after: now };
  });
  const isPartial = pairs.some(({ state }) => state === "withheld");
  const problems = isPartial ? [...withheldOf("base", base, pairs), ...withheldOf("head", head, pairs)] : [];
  return { pairs, withheld: [...problems, ...lost] };
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

function selected(side: RenderedSide, isSelected: (name: string) => boolean): RenderedSide {
  return {
    ...side,
    environments: side.environments.filter(({ name }) => isSelected(name)),
    incomplete: side.incomplete.filter(({ name }) => isSelected(name)),
  };
}

function byName(environments: readonly AppliedEnvironment[]): ReadonlyMap<string, AppliedEnvironment> {
  return new Map(environments.map((environment) => [environment.name, environment]));
}

function stateOf(before: unknown, after: unknown): "added" | "removed" | "changed" {
  return before === undefined ? "added" : after === undefined ? "removed" : "changed";
}

/** Charts that are not what they should be are there to be seen; all others may keep something from being found. */
function hides({ rule }: Finding): boolean {
  return rule !== "charts-differ" && rule !== "duplicate-key";
}

/** A line above moves what is wrong, and a text that can't be read names the state that it is of. */
function toldWithoutLine({ rule, message, at: { file } }: Finding, folder: string | undefined): string {
  const own = folder !== undefined && file?.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file;
  return JSON.stringify([rule, message.replace(/ in (?:the working tree|commit [0-9a-f]{12}) /, " "), own]);
}

function haveDifferentProblems(base: RenderedSide, head: RenderedSide): boolean {
  const [one, other] = [base, head].map(({ problems, folder }) => {
    const told = problems.filter(hides).map((problem) => toldWithoutLine(problem, folder));
    return JSON.stringify(told.sort());
  });
  return one !== other;
}

function withheldOf(
  side: Withheld["side"],
  { problems: told, incomplete }: RenderedSide,
  pairs: readonly EnvironmentPair[],
): readonly Withheld[] {
  const problems = told.filter(hides);
  if (problems.length === 0) return [];
  const indexes = pairs.flatMap(({ name }, index) => (incomplete.some((one) => one.name === name) ? [index] : []));
  const [only] = indexes;
  return [{ side, problems, ...(indexes.length === 1 && only !== undefined ? { environment: only } : {}) }];
}
