/**
 * Who set each value of an object: a tree beside the object that says only where it differs from what is around. Steps
 * of a build know nothing of it: what a step changed is seen by comparing the object before and after, which share all
 * that stayed the same.
 */
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, own, scalarText } from "../yaml/value.ts";
import type { Origin, OriginPlace, Path } from "./origin.ts";

export interface Blame {
  readonly origin: Origin;
  /** Where in the origin this value stands. */
  readonly base: Path;
  /** Parts that come from elsewhere; all others stand in the origin as they stand in the object. */
  readonly parts: ReadonlyMap<string | number, Blame> | undefined;
}

/** A place in what set a value. */
interface Located {
  readonly origin: Origin;
  readonly base: Path;
}

/** Who set the value that a step left at a path of the object; undefined where the step counts for nothing. */
export type Attribute = (path: Path, after: Mapping, before: Value | undefined) => Located | undefined;

export function blameOn(origin: Origin, base: Path = []): Blame {
  return { origin, base, parts: undefined };
}

export function partOf(blame: Blame, step: string | number): Blame {
  return blame.parts?.get(step) ?? { origin: blame.origin, base: [...blame.base, step], parts: undefined };
}

/** Who set the value at a path, and where in it. */
export function locate(blame: Blame, path: Path): Located {
  let here = blame;
  for (const [depth, step] of path.entries()) {
    const part = here.parts?.get(step);
    if (part === undefined) return { origin: here.origin, base: [...here.base, ...path.slice(depth)] };
    here = part;
  }
  return here;
}

/** Where the value at a path was set. */
export function placeAt(blame: Blame, path: Path): OriginPlace {
  const { origin, base } = locate(blame, path);
  return origin.placeOf(base);
}

/** The blame of `after`, of which `attribute` changed what differs from `before`. */
export function blameChange(before: Mapping, after: Mapping, blame: Blame, attribute: Attribute): Blame {
  const changed = new Change(after, attribute).of(before, after, blame, []);
  return changed ?? blame;
}

class Change {
  readonly #root: Mapping;
  readonly #attribute: Attribute;

  constructor(root: Mapping, attribute: Attribute) {
    this.#root = root;
    this.#attribute = attribute;
  }

  /** Undefined where the blame stays as it is. */
  of(before: Value | undefined, after: Value, blame: Blame, path: Path): Blame | undefined {
    if (before === after) return undefined;
    if (isMapping(before) && isMapping(after)) return this.#mapping(before, after, blame, path);
    if (isList(before) && isList(after)) return this.#list(before, after, blame, path);
    if (isMapping(after)) return this.#new(after, path);
    return this.#set(path, before);
  }

  #set(path: Path, before: Value | undefined): Blame | undefined {
    const by = this.#attribute(path, this.#root, before);
    return by === undefined ? undefined : blameOn(by.origin, by.base);
  }

  /** A mapping where none was: each of its fields is set on its own. */
  #new(after: Mapping, path: Path): Blame | undefined {
    const whole = this.#set(path, undefined);
    return whole === undefined ? undefined : (this.#mapping({}, after, whole, path) ?? whole);
  }

  #mapping(before: Mapping, after: Mapping, blame: Blame, path: Path): Blame | undefined {
    let parts: Map<string | number, Blame> | undefined;
    for (const key of Object.keys(after)) {
      const old = own(before, key);
      const value = after[key] as Value;
      if (old === value) continue;
      const part = this.of(old, value, partOf(blame, key), [...path, key]);
      if (part === undefined) continue;
      parts ??= new Map(blame.parts);
      parts.set(key, part);
    }
    return parts === undefined ? undefined : { ...blame, parts };
  }

  /** Items keep the blame of the item that they were, wherever that stood. */
  #list(before: readonly Value[], after: readonly Value[], blame: Blame, path: Path): Blame {
    const find = counterparts(before, after.length);
    const parts = new Map<string | number, Blame>();
    for (const [index, item] of after.entries()) {
      const was = find(item, index);
      const at = [...path, index];
      const old = was === undefined ? undefined : partOf(blame, was);
      const changed = this.of(was === undefined ? undefined : before[was], item, old ?? blame, at);
      parts.set(index, changed ?? old ?? blame);
    }
    return { ...blame, parts };
  }
}

/** Fields by which the items of lists are told apart; the first that both have decides. */
const KEYS = ["name", "containerPort", "port", "mountPath", "devicePath", "key", "ip", "topologyKey", "uid", "type"];

/** For an item of the new list, the index of the one that it was. */
function counterparts(before: readonly Value[], length: number): (item: Value, index: number) => number | undefined {
  const indexes = new Map<Value, number>();
  for (const [index, item] of before.entries()) if (!indexes.has(item)) indexes.set(item, index);
  return (item, index) => {
    const same = indexes.get(item);
    if (same !== undefined) return same;
    const alike = before.findIndex((other) => isAlike(item, other));
    if (alike >= 0) return alike;
    // What has no key is what stood there before, where the list has not grown or shrunk.
    const isTold = isMapping(item) && keyOf(item) !== undefined;
    return !isTold && length === before.length ? index : undefined;
  };
}

/** True for two items that are told by the same key. */
export function isAlike(a: Value, b: Value): boolean {
  if (!isMapping(a) || !isMapping(b)) return a === b;
  const key = keyOf(a);
  return key !== undefined && own(b, key) !== undefined && scalarText(own(a, key)) === scalarText(own(b, key));
}

function keyOf(item: Mapping): string | undefined {
  return KEYS.find((key) => own(item, key) !== undefined);
}
