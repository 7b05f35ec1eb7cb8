/** What one build and its parts share: the files, the bases that are built already, the schema, what there is to say. */

import type { TransformerConfig } from "../config/config.ts";
import type { LoadRestrictor, Root } from "../load/root.ts";
import type { Source } from "../load/source.ts";
import type { SchemaSet } from "../merge/schema.ts";
import type { Resource } from "../resources/resource.ts";
import type { Variable } from "../transform/variables.ts";
import type { LoadedKustomization } from "./load-kustomization.ts";
import type { OriginPath } from "./origin.ts";

/** What a kustomization gives to the one that uses it. */
export interface Accumulated {
  readonly resources: readonly Resource[];
  readonly config: TransformerConfig;
  readonly variables: readonly Variable[];
}

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
  readonly schemas: Shared<SchemaSet>;
  readonly files: Shared<readonly Resource[]>;
  readonly kustomizations: Shared<LoadedKustomization>;
}

/** A base's result, and what building it said and set; it holds where the schema before was the same. */
interface BuiltBase {
  readonly accumulated: Accumulated;
  readonly warnings: readonly string[];
  readonly schemaBefore: SchemaSet | undefined;
  readonly schemaAfter: SchemaSet | undefined;
}

type Shared<T> = Map<string, T | typeof SEEN_ONCE>;

const SEEN_ONCE = Symbol("seen once");

export function createBuildCache(): BuildCache {
  return { bases: new Map(), schemas: new Map(), files: new Map(), kustomizations: new Map() };
}

/** The kept value, or the one that `make` gives. */
export function cached<T>(shared: Shared<T>, key: string, make: () => T): T {
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
  /** The first `openapi` in the order of loading holds for the whole build, as in kustomize. */
  schema: SchemaSet | undefined;
  /** Warnings, each said once, in the order in which kustomize says them. */
  readonly warnings: string[];
}

/** A base is built once for all that use it. */
export function sharedBase(
  context: BuildContext,
  key: string,
  build: (context: BuildContext) => Accumulated,
): Accumulated {
  const make = (): BuiltBase => {
    const inner: BuildContext = { ...context, warnings: [] };
    const accumulated = build(inner);
    return { accumulated, warnings: inner.warnings, schemaBefore: context.schema, schemaAfter: inner.schema };
  };
  const found = cached(context.cache.bases, key, make);
  const built = found.schemaBefore === context.schema ? found : make();
  context.schema = built.schemaAfter;
  context.warnings.push(...built.warnings);
  return built.accumulated;
}
