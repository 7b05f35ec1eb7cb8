/** What one build and its parts share: the files, the bases that are built already, the schema, what there is to say. */

import { InputError } from "../../model/errors.ts";
import type { Accumulated } from "../finish/accumulated.ts";
import type { LoadRestrictor, Root } from "../load/root.ts";
import type { Source } from "../load/source.ts";
import type { TreeMemory } from "../load/tree-memory.ts";
import type { SchemaScope } from "../merge/schema-scope.ts";
import type { Trace } from "../provenance/trace.ts";
import { Resource, textAt } from "../resources/resource.ts";
import type { Mapping } from "../yaml/value.ts";
import type { LoadedKustomization } from "./load-kustomization.ts";
import type { OriginPath } from "./origin-annotations.ts";

/** A kustomization on its way: where it stands, and how the one that is built gets there. */
export interface Place {
  readonly root: Root;
  readonly origin: OriginPath;
}

/**
 * Valid for one unchanged source. A value is kept from its second use on: what a thousand clusters share stays, what
 * only one of them has (its own folder) costs no memory.
 */
export interface BuildCache {
  readonly bases: Shared<BuiltBase>;
  readonly files: Shared<readonly Resource[]>;
  readonly kustomizations: Shared<LoadedKustomization>;
  /** In place of these three, for a source that calls it: it keeps everything, for another state of the source, too. */
  readonly memory: TreeMemory | undefined;
  /** The cache of builds that note who set each value, with the notes on what they share. */
  traced?: { readonly cache: BuildCache; readonly trace: Trace };
}

/** A base's result, and what building it said. */
interface BuiltBase {
  readonly accumulated: Accumulated;
  readonly warnings: readonly string[];
}

type Shared<T> = Map<string, T | typeof SEEN_ONCE>;

const SEEN_ONCE = Symbol("seen once");

export function createBuildCache(memory?: TreeMemory): BuildCache {
  return { bases: new Map(), files: new Map(), kustomizations: new Map(), memory };
}

interface Cached {
  readonly bases: BuiltBase;
  readonly files: readonly Resource[];
  readonly kustomizations: LoadedKustomization;
}

/** The kept value, or the one that `make` gives. `above` is what it depends on beside the source and the key. */
export function cached<K extends keyof Cached>(
  cache: BuildCache,
  kind: K,
  key: string,
  make: () => Cached[K],
  above: readonly string[] = [],
): Cached[K] {
  const { memory } = cache;
  if (memory !== undefined) return memory.keep(`${kind} ${key}`, make, above.join("\n"));
  return fromSecondUse(cache[kind] as Shared<Cached[K]>, key, make);
}

function fromSecondUse<T>(shared: Shared<T>, key: string, make: () => T): T {
  const found = shared.get(key);
  if (found !== undefined && found !== SEEN_ONCE) return found as T;
  const made = make();
  shared.set(key, found === undefined ? SEEN_ONCE : made);
  return made;
}

/** One build. */
export interface BuildContext {
  readonly source: Source;
  readonly cache: BuildCache;
  readonly restrictor: LoadRestrictor;
  readonly schemas: SchemaScope;
  /** Who set each value, where somebody asks. */
  readonly trace: Trace | undefined;
  /** Warnings, each said once, in the order in which kustomize says them. */
  readonly warnings: string[];
  /** Bases that cannot be built, with what is wrong: others that use them are still looked at. */
  readonly failed: Map<string, InputError>;
}

/** A base is built once for all that use it; with a schema of one's own, what is built depends on when. */
export function sharedBase(
  context: BuildContext,
  { root: { restrictor, directory, above }, origin }: Place,
  build: (context: BuildContext) => Accumulated,
): Accumulated {
  const { cache, schemas } = context;
  const key = `${restrictor}:${directory}:${origin ?? ""}`;
  const make = (): BuiltBase => {
    const inner: BuildContext = { ...context, warnings: [] };
    const known = context.failed.get(key);
    if (known !== undefined) throw known;
    try {
      return { accumulated: build(inner), warnings: inner.warnings };
    } catch (cause) {
      context.warnings.push(...inner.warnings);
      if (cause instanceof InputError) context.failed.set(key, cause);
      throw cause;
    }
  };
  const built = schemas.isCustom ? make() : cached(cache, "bases", key, make, above);
  if (schemas.isCustom) forget(cache, "bases", key);
  context.warnings.push(...built.warnings);
  meet(context, built.accumulated.resources);
  return built.accumulated;
}

function forget({ memory, ...shared }: BuildCache, kind: keyof Cached, key: string): void {
  shared[kind].delete(key);
  memory?.forget(`${kind} ${key}`);
}

const known = new WeakSet<readonly Resource[]>();

/** To be called with what was read or kept: what a later `openapi` does depends on the kinds that came before it. */
export function meet({ schemas }: BuildContext, resources: readonly Resource[]): void {
  if (known.has(resources) || !schemas.asksForKinds) return;
  for (const { object } of resources) {
    schemas.isClusterScoped(textAt(object, "apiVersion"), textAt(object, "kind"));
    if (!schemas.asksForKinds) return;
  }
  known.add(resources);
}

/** A new resource of a build. */
export function newResource({ schemas }: BuildContext, object: Mapping): Resource {
  return new Resource(
    object,
    schemas.isCustom ? (apiVersion, kind) => schemas.isClusterScoped(apiVersion, kind) : undefined,
  );
}
