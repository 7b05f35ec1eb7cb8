/** The objects of a kustomization; where their values were set is worked out when the first one asks. */
import type { BuildCache, BuildOptions, Source } from "../kustomize/build.ts";
import { build } from "../kustomize/build.ts";
import type { Resource as BuiltResource } from "../kustomize/resources/resource.ts";
import { NoJsonError } from "../kustomize/yaml/json.ts";
import { plainData } from "../kustomize/yaml/plain-data.ts";
import type { Mapping } from "../kustomize/yaml/value.ts";
import type { Resource } from "../model/applied.ts";
import type { Place } from "../model/finding.ts";
import type { JsonValue } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import type { Findings } from "./found.ts";
import { isList, OBJECT_FIX, objectProblem } from "./object-form.ts";
import type { PlaceOf } from "./resource.ts";
import { resourceOf } from "./resource.ts";

export interface Built {
  readonly resources: readonly Resource[];
  /** False where some of them were left out. */
  readonly isWhole: boolean;
}

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

/** Throws an InputError for what is wrong with the kustomization. kustomize builds what no cluster takes: that is told, and left out. */
export function builtResources(settings: BuildSettings, findings: Findings): Built {
  const { source, directory, restrictor: loadRestrictor, cache, change = same, shown = same } = settings;
  const options: BuildOptions = { loadRestrictor, cache };
  const { resources, file } = build(source, directory, options);
  const places = lazily(() => placesOf(build(source, directory, { ...options, provenance: true }), file));
  const read = resources.flatMap(({ object }, index): Resource[] => {
    const placeOf: PlaceOf = (path) => shown(places()[index]?.(path) ?? { file });
    const value = valueOrProblem(change(object));
    const problem = value instanceof NoJsonError ? `can't be written: ${value.message}` : formProblem(value);
    if (problem === undefined) return [resourceOf(value as Manifest, placeOf)];
    const message = `an object of this kustomization ${problem}`;
    findings.problem({ rule: "not-an-object", severity: "error", message, fix: OBJECT_FIX, at: placeOf([]) });
    return [];
  });
  return { resources: read, isWhole: read.length === resources.length };
}

/** Lists that kustomize takes for lists are taken apart by then. */
function formProblem(value: JsonValue): string | undefined {
  return isList(value) ? "is a list without a name" : objectProblem(value);
}

function valueOrProblem(object: Mapping): JsonValue | NoJsonError {
  try {
    return plainData(object);
  } catch (cause) {
    if (cause instanceof NoJsonError) return cause;
    throw cause;
  }
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
