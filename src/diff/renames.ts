/** Objects that are called otherwise and are still the same: generated ones by their name before the hash, others by what they say. */
import { nameBeforeHash } from "../k8s/name-hash.ts";
import type { Resource } from "../model/applied.ts";
import { formatId } from "../model/manifest.ts";
import { isOfDelivery } from "../order/health.ts";
import { likestPairs } from "./likest-pairs.ts";

export interface Renamed {
  readonly before: Resource;
  readonly after: Resource;
  readonly renamed: "generated" | "similar";
}

/** Takes the objects whose identity the other side does not have; `stayed` has both sides. Each is in one pair at most. */
export function renamesAmong(
  before: readonly Resource[],
  after: readonly Resource[],
  stayed: readonly Resource[] = [],
): readonly Renamed[] {
  if (before.length === 0 || after.length === 0) return [];
  const generated = pairsWithin(before, after, generatedName, 0);
  const paired = new Set(generated.flatMap((pair) => [pair.before, pair.after]));
  const rest = [before, after].map((side) => side.filter((resource) => !paired.has(resource)));
  const alike = pairsWithin(rest[0] ?? [], rest[1] ?? [], comparable, ENOUGH);
  const similar = withoutCommonForms(alike, stayed);
  return [
    ...generated.map((pair) => ({ ...pair, renamed: "generated" }) as const),
    ...similar.map((pair) => ({ ...pair, renamed: "similar" }) as const),
  ];
}

/** What two objects of a kind must share to be the same one; one that moved to another namespace shares all. */
const ENOUGH = 0.6;

/** Where each application has an object like it but for its name, being alike says nothing of which became which. */
function withoutCommonForms(pairs: readonly Match[], stayed: readonly Resource[]): readonly Match[] {
  const isOther = ({ before, after }: Match): boolean => before.id.name !== after.id.name;
  const kinds = new Set(pairs.filter(isOther).map(({ before }) => kindOf(before)));
  const common = new Set(stayed.filter((one) => kinds.has(kindOf(one))).map(formOf));
  return pairs.filter((pair) => !isOther(pair) || ![pair.before, pair.after].some((one) => common.has(formOf(one))));
}

/** The object with its own name blotted out, wherever it stands. */
function formOf({ id, manifest }: Resource): string {
  return JSON.stringify(manifest).replaceAll(JSON.stringify(id.name).slice(1, -1), "\u0000");
}

/** What hands over objects is told by its name: all of an engine look alike, and another name is another set of objects. */
function comparable(resource: Resource): string {
  return isOfDelivery(resource) ? `${kindOf(resource)} ${resource.id.name}` : kindOf(resource);
}

function kindOf({ id }: Resource): string {
  return `${id.kind}.${id.group}`;
}

function generatedName(resource: Resource): string | undefined {
  const name = nameBeforeHash(resource.id);
  return name === undefined ? undefined : `${resource.id.kind} ${resource.id.namespace}/${name}`;
}

/** Old and new names that differ in the hash alone, of each old one all new ones: two namespaces may have had the same. */
export function generatedNames(renames: readonly Renamed[]): ReadonlyMap<string, ReadonlySet<string>> {
  const generated = renames.filter(({ before, after }) => {
    const name = nameBeforeHash(before.id);
    return name !== undefined && name === nameBeforeHash(after.id);
  });
  const names = new Map<string, Set<string>>();
  for (const { before, after } of generated) {
    names.set(before.id.name, (names.get(before.id.name) ?? new Set()).add(after.id.name));
  }
  return names;
}

type Match = Omit<Renamed, "renamed">;

function pairsWithin(
  before: readonly Resource[],
  after: readonly Resource[],
  groupOf: (resource: Resource) => string | undefined,
  least: number,
): Match[] {
  const now = grouped(after, groupOf);
  return [...grouped(before, groupOf)].flatMap(([group, old]) => bestPairs(old, now.get(group) ?? [], least));
}

function grouped(list: readonly Resource[], groupOf: (resource: Resource) => string | undefined) {
  const groups = new Map<string, Resource[]>();
  for (const resource of list) {
    const name = groupOf(resource);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [resource]);
    else group.push(resource);
  }
  return groups;
}

function bestPairs(old: readonly Resource[], now: readonly Resource[], least: number): Match[] {
  if (old.length === 0 || now.length === 0) return [];
  const pairs = likestPairs(inOrder(old), inOrder(now), least);
  return pairs.map(([before, after]) => ({ before, after }));
}

function inOrder(list: readonly Resource[]): readonly Resource[] {
  const named = list.map((resource) => ({ resource, name: formatId(resource.id) }));
  return named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).map(({ resource }) => resource);
}
