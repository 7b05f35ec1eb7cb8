/** The objects of a kustomization; where their values were set is worked out when the first one asks. */
import type { BuildCache, BuildOptions, Source } from "../kustomize/build.ts";
import { build } from "../kustomize/build.ts";
import type { Resource as BuiltResource } from "../kustomize/resources/resource.ts";
import { plainData } from "../kustomize/yaml/plain-data.ts";
import type { Mapping } from "../kustomize/yaml/value.ts";
import type { Resource } from "../model/applied.ts";
import type { Place } from "../model/finding.ts";
import type { Manifest } from "../model/manifest.ts";
import type { PlaceOf } from "./resource.ts";
import { resourceOf } from "./resource.ts";

export interface BuildSettings {
  readonly source: Source;
  readonly directory: string;
  readonly restrictor: "root-only" | "none";
  readonly cache: BuildCache;
  /** What is done with each object after the build. */
  readonly change?: (object: Mapping) => Mapping;
  /** How a person knows a place of the build. */
  readonly shown?: (place: Place) => Place;
}

/** Throws an InputError for what is wrong with the kustomization. */
export function builtResources(settings: BuildSettings): readonly Resource[] {
  const { source, directory, restrictor: loadRestrictor, cache, change = same, shown = same } = settings;
  const options: BuildOptions = { loadRestrictor, cache };
  const { resources, file } = build(source, directory, options);
  const places = lazily(() => placesOf(build(source, directory, { ...options, provenance: true }), file));
  return resources.map(({ object }, index) => {
    const manifest = plainData(change(object)) as Manifest;
    return resourceOf(manifest, (path) => shown(places()[index]?.(path) ?? { file }));
  });
}

/** A build gives the same objects in the same order, whether it notes who set each value or not. */
function placesOf(built: ReturnType<typeof build>, file: string): readonly PlaceOf[] {
  return built.resources.map((resource: BuiltResource) => (path) => {
    const place = built.provenance?.placeOf(resource, path);
    if (place === undefined) return { file };
    const { kind: _, ...plain } = place;
    return plain;
  });
}

function same<T>(value: T): T {
  return value;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
