/** What builds of one source share, so that a base is read and built once for all overlays. */
import type { Kustomization } from "./kustomization.ts";
import type { LoadedPatch } from "./patch-load.ts";
import type { Resource } from "./resource.ts";

/** A kustomization with its patches read. */
export interface Loaded {
  readonly kustomization: Kustomization;
  readonly patches: readonly LoadedPatch[];
}

/**
 * Valid for one unchanged source. A value is kept from its second use on: what a thousand clusters share stays, what
 * only one of them has (its own folder) costs no memory.
 */
export interface BuildCache {
  readonly bases: Shared<readonly Resource[]>;
  readonly files: Shared<readonly Resource[]>;
  readonly kustomizations: Shared<Loaded>;
}

export type Shared<T> = Map<string, T | typeof SEEN_ONCE>;

const SEEN_ONCE = Symbol("seen once");

export function createBuildCache(): BuildCache {
  return { bases: new Map(), files: new Map(), kustomizations: new Map() };
}

/** The kept value, or the one that `make` gives. */
export function cached<T>(shared: Shared<T>, key: string, make: () => T): T {
  const found = shared.get(key);
  if (found !== undefined && found !== SEEN_ONCE) return found as T;
  const made = make();
  shared.set(key, found === undefined ? SEEN_ONCE : made);
  return made;
}
