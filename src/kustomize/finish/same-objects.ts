/** Builds that finish the same object in the same way get the same object: who reads many of them looks at each once. */
import type { Resource } from "../resources/resource.ts";
import { notesOf } from "../yaml/quotes.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, Scalar, SharedText } from "../yaml/value.ts";

/** By the object as its kustomizations left it; most are finished in one way or two. */
const FINISHED = new WeakMap<Mapping, Mapping[]>();

const MOST_WAYS = 4;

/** `after` is what `before` became. */
export function sameObjects(before: readonly Resource[], after: readonly Resource[]): readonly Resource[] {
  const origins = new Map(before.map(({ lineage, object }) => [lineage, object]));
  return after.map((resource) => {
    const { lineage, object } = resource;
    const origin = origins.get(lineage) ?? lineage;
    return origin === object ? resource : resource.with(known(origin, object));
  });
}

function known(origin: Mapping, object: Mapping): Mapping {
  const ways = FINISHED.get(origin) ?? [];
  if (ways.length === 0) FINISHED.set(origin, ways);
  const same = ways.find((way) => isSame(way, object));
  if (same !== undefined) return same;
  if (ways.length < MOST_WAYS) ways.push(object);
  return object;
}

/** Written the same way, too. */
function isSame(a: Value | undefined, b: Value | undefined): boolean {
  if (Object.is(a, b)) return true;
  if (a instanceof Scalar && b instanceof Scalar) return isSameScalar(a, b);
  if (isList(a) && isList(b)) {
    return a.length === b.length && isNotedSame(a, b) && a.every((item, index) => isSame(item, b[index]));
  }
  if (!isMapping(a) || !isMapping(b) || !isNotedSame(a, b)) return false;
  const keys = Object.keys(a);
  const others = Object.keys(b);
  return keys.length === others.length && keys.every((key, index) => key === others[index] && isSame(a[key], b[key]));
}

/** Nulls are told apart by what they are, not by their text. */
function isSameScalar(a: Scalar, b: Scalar): boolean {
  if (a.constructor !== b.constructor || a.tag !== b.tag || a.tag === "null" || a.text !== b.text) return false;
  return !(a instanceof SharedText && b instanceof SharedText) || a.isQuoted === b.isQuoted;
}

function isNotedSame(a: object, b: object): boolean {
  const [notes, others] = [notesOf(a), notesOf(b)];
  if (notes === others) return true;
  return notes?.size === others?.size && [...(notes ?? [])].every(([key, isQuoted]) => others?.get(key) === isQuoted);
}
