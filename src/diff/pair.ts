/** Pairs the objects of two sides of an environment, and says what became of each. */
import type { Resource } from "../model/applied.ts";
import { compareValues, createTextCache, type TextCache } from "./compare.ts";
import type { ObjectChange } from "./environment-change.ts";
import { type GeneratedNames, markFollowing } from "./follows.ts";
import { generatedNames, renamesAmong } from "./renames.ts";
import { sameData } from "./same-data.ts";

/**
 * Those that differ, in the order of the new side, removed ones last. Objects are the same by group, kind, namespace and
 * name; then generated ones by their name before the hash; then by what they say. A cluster knows nothing of renames: it
 * removes the old object and makes the new one. `texts` is for many environments that have texts in common.
 */
export function pairObjects(
  before: readonly Resource[],
  after: readonly Resource[],
  texts: TextCache = createTextCache(),
): readonly ObjectChange[] {
  const partners = partnersOf(before, after);
  const known = new Set(partners);
  const old = before.filter((resource) => !known.has(resource));
  const now = after.filter((_, index) => partners[index] === undefined);
  const stayed = [...partners.filter((one) => one !== undefined), ...after.filter((_, index) => partners[index])];
  const renames = old.length === 0 || now.length === 0 ? [] : renamesAmong(old, now, stayed);
  const renamed = new Map(renames.map((pair) => [pair.after, pair]));
  const names = generatedNames(renames);
  const present = after.flatMap((resource, index): readonly ObjectChange[] => {
    const partner = partners[index];
    if (partner !== undefined) return changed(partner, resource, names, texts);
    const pair = renamed.get(resource);
    if (pair === undefined) return [{ kind: "added", before: undefined, after: resource, edits: [] }];
    return changed(pair.before, resource, names, texts).map((change) => ({ ...change, renamed: pair.renamed }));
  });
  const kept = new Set(renames.map((pair) => pair.before));
  const gone = old.filter((resource) => !kept.has(resource));
  return [
    ...present,
    ...gone.map((resource): ObjectChange => ({ kind: "removed", before: resource, after: undefined, edits: [] })),
  ];
}

/** For each object of `after` the one of `before` with the same identity; several with one identity in their order. */
function partnersOf(before: readonly Resource[], after: readonly Resource[]): (Resource | undefined)[] {
  let head = 0;
  while (head < Math.min(before.length, after.length) && sameId(before[head], after[head])) head += 1;
  const rest = new Map<string, Resource[]>();
  for (let index = before.length - 1; index >= head; index -= 1) {
    const resource = before[index] as Resource;
    const key = keyOf(resource);
    const others = rest.get(key);
    if (others === undefined) rest.set(key, [resource]);
    else others.push(resource);
  }
  return after.map((resource, index) => (index < head ? before[index] : rest.get(keyOf(resource))?.pop()));
}

function sameId(a: Resource | undefined, b: Resource | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const [x, y] = [a.id, b.id];
  return x === y || (x.name === y.name && x.kind === y.kind && x.namespace === y.namespace && x.group === y.group);
}

function keyOf({ id }: Resource): string {
  return `${id.group}/${id.kind}/${id.namespace}/${id.name}`;
}

/** Empty where nothing differs. */
function changed(before: Resource, after: Resource, names: GeneratedNames, texts: TextCache): readonly ObjectChange[] {
  if (sameData(before.manifest, after.manifest)) return [];
  const edits = markFollowing(compareValues(before.manifest, after.manifest, texts), after.id, names);
  return [{ kind: "changed", before, after, edits }];
}
