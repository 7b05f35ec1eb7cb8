/** Collects the resources of a kustomization from its files, bases and components, and transforms them. */

import { formatId, resourceId } from "../model/manifest.ts";
import type { BuildCache, Loaded } from "./cache.ts";
import { cached } from "./cache.ts";
import { generateConfigMaps } from "./configmap-generator.ts";
import type { Entry } from "./entry.ts";
import { entryError } from "./entry.ts";
import { changeImages } from "./images.ts";
import type { Kustomization, PathEntry } from "./kustomization.ts";
import { readKustomization } from "./kustomization-file.ts";
import { directoryAt, filePath, readFile } from "./kustomization-paths.ts";
import { addLabels } from "./labels.ts";
import { moveToNamespace } from "./namespace.ts";
import type { LoadedPatch } from "./patch-load.ts";
import { loadPatch } from "./patch-load.ts";
import { applyPatches } from "./patches.ts";
import { setReplicas } from "./replicas.ts";
import type { Resource } from "./resource.ts";
import { identityKey, newResource } from "./resource.ts";
import { manifestsOf } from "./resource-file.ts";
import type { Source } from "./source.ts";

export interface Build {
  readonly source: Source;
  readonly cache: BuildCache;
}

/** The resources of a directory's kustomization, before hashes and references. `chain` are the directories above. */
export function accumulate(build: Build, directory: string, chain: readonly string[]): readonly Resource[] {
  return apply(build, load(build, directory), [], [...chain, directory]);
}

function load(build: Build, directory: string): Loaded {
  return cached(build.cache.kustomizations, directory, () => {
    const kustomization = readKustomization(build.source, directory);
    const patches = kustomization.patches.map((patch) => {
      if (patch.path === "") return loadPatch(patch, undefined, kustomization.file);
      return loadPatch(patch, readFile(build.source, kustomization, patch.path, patch.entry), patch.path);
    });
    return { kustomization, patches };
  });
}

/**
 * kustomize's order: resources, generators, components, then the transformers. A component sees and changes
 * everything that its user has so far.
 */
function apply(
  build: Build,
  loaded: Loaded,
  inherited: readonly Resource[],
  chain: readonly string[],
): readonly Resource[] {
  const { kustomization, patches } = loaded;
  const own = kustomization.resources.reduce(
    (before, entry) => join(before, resourcesAt(build, kustomization, entry, chain), entry.entry),
    inherited,
  );
  const read = (path: string, entry: Entry): string => readFile(build.source, kustomization, path, entry).text;
  const generated = generateConfigMaps(own, kustomization.configMaps, kustomization.generatorOptions, read);
  const composed = kustomization.components.reduce(
    (before, entry) => applyComponent(build, kustomization, entry, before, chain),
    generated,
  );
  return transform(composed, kustomization, patches);
}

function transform(
  resources: readonly Resource[],
  kustomization: Kustomization,
  patches: readonly LoadedPatch[],
): readonly Resource[] {
  const patched = applyPatches(resources, patches);
  const moved = moveToNamespace(patched, kustomization.namespace);
  const labelled = addLabels(moved, kustomization.labels);
  return changeImages(setReplicas(labelled, kustomization.replicas), kustomization.images);
}

function resourcesAt(
  build: Build,
  kustomization: Kustomization,
  at: PathEntry,
  chain: readonly string[],
): readonly Resource[] {
  const directory = directoryAt(build.source, kustomization, at, chain);
  if (directory === undefined) {
    const path = filePath(kustomization, at.path, at.entry);
    return cached(build.cache.files, path, () =>
      manifestsOf(readFile(build.source, kustomization, at.path, at.entry), path).map((manifest) =>
        newResource(manifest),
      ),
    );
  }
  return cached(build.cache.bases, directory, () => {
    const loaded = load(build, directory);
    if (loaded.kustomization.kind === "Component") {
      throw entryError(at.entry, "kind", `${at.path} is a Component`, "List it under `components`.");
    }
    return apply(build, loaded, [], [...chain, directory]);
  });
}

function applyComponent(
  build: Build,
  kustomization: Kustomization,
  at: PathEntry,
  resources: readonly Resource[],
  chain: readonly string[],
): readonly Resource[] {
  const directory = directoryAt(build.source, kustomization, at, chain);
  if (directory === undefined)
    throw entryError(at.entry, "missing", `${at.path} is not a directory`, "Name the component's directory.");
  const loaded = load(build, directory);
  if (loaded.kustomization.kind === "Component") return apply(build, loaded, resources, [...chain, directory]);
  throw entryError(
    at.entry,
    "kind",
    `${at.path} is not a Component`,
    "List it under `resources`, or set `kind: Component` in it.",
  );
}

function join(resources: readonly Resource[], added: readonly Resource[], entry: Entry): readonly Resource[] {
  const seen = new Set(resources.map((resource) => identityKey(resource.id)));
  for (const resource of added) {
    const key = identityKey(resource.id);
    if (seen.has(key)) {
      throw entryError(
        entry,
        "duplicate",
        `${formatId(resourceId(resource.manifest))} is there already`,
        "Keep one of the two, or give them different names or namespaces.",
      );
    }
    seen.add(key);
  }
  return [...resources, ...added];
}
