/** Environments that have another name and are still the same: what hands them over, or all that they hold, is the same. */
import type { AppliedEnvironment } from "../model/applied.ts";
import { formatId } from "../model/manifest.ts";

type Environments<T extends AppliedEnvironment> = ReadonlyMap<string, T>;

/** By the new name, the old one. Only where it is the only such one on each side, whether that moved or not. */
export function movedEnvironments<T extends AppliedEnvironment>(
  before: Environments<T>,
  after: Environments<T>,
): ReadonlyMap<string, string> {
  const isMoved = (name: string): boolean => before.has(name) !== after.has(name);
  // Without one that is gone and one that is new, none has moved.
  if (![...before.keys()].some(isMoved) || ![...after.keys()].some(isMoved)) return new Map();
  const [old, now] = [onlyNames(before), onlyNames(after)];
  return new Map(
    [...now].flatMap(([identity, name]) => {
      const was = old.get(identity);
      return was !== undefined && name !== undefined && isMoved(name) && isMoved(was) ? [[name, was] as const] : [];
    }),
  );
}

/** Undefined where several environments are the same by it. */
function onlyNames<T extends AppliedEnvironment>(
  environments: Environments<T>,
): ReadonlyMap<string, string | undefined> {
  const names = new Map<string, string | undefined>();
  for (const [name, environment] of environments) {
    const identity = identityOf(environment);
    if (identity !== undefined) names.set(identity, names.has(identity) ? undefined : name);
  }
  return names;
}

/** One object alone is called the same in many places. */
const FEWEST = 2;

function identityOf({ appliers, resources }: AppliedEnvironment): string | undefined {
  const by = appliers.flatMap((applier) => (applier.by === undefined ? [] : [formatId(applier.by.id)]));
  const objects = by.length > 0 ? [] : resources.map(({ id }) => formatId(id));
  if (by.length === 0 && objects.length < FEWEST) return undefined;
  return JSON.stringify([by, objects].map((ids) => [...new Set(ids)].sort()));
}
