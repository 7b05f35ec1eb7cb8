/** `configMapGenerator`: makes ConfigMaps from literals and files, or changes those that a base made. */
import type { JsonObject } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import { entryError, member } from "./entry.ts";
import type { ReadFile } from "./generator-sources.ts";
import { generatorData } from "./generator-sources.ts";
import type { GeneratorEntry, GeneratorOptions } from "./kustomization.ts";
import type { Resource } from "./resource.ts";
import { identities, newResource, sameIdentity, withManifest } from "./resource.ts";

/** The resources with each generator's ConfigMap added, merged or replaced. */
export function generateConfigMaps(
  resources: readonly Resource[],
  generators: readonly GeneratorEntry[],
  shared: GeneratorOptions,
  read: ReadFile,
): readonly Resource[] {
  return generators.reduce(
    (before, generator) => absorb(before, generator, generate(generator, shared, read)),
    resources,
  );
}

function generate(generator: GeneratorEntry, shared: GeneratorOptions, read: ReadFile): Resource {
  const { options } = generator;
  const labels = { ...shared.labels, ...options.labels };
  const annotations = { ...shared.annotations, ...options.annotations };
  const data = generatorData(generator, read);
  const manifest: Manifest = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: generator.name,
      ...(generator.namespace === "" ? {} : { namespace: generator.namespace }),
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    ...(Object.keys(data).length === 0 ? {} : { data }),
    ...(shared.immutable || options.immutable ? { immutable: true } : {}),
  };
  return newResource(manifest, !shared.disableNameSuffixHash && !options.disableNameSuffixHash);
}

function absorb(resources: readonly Resource[], generator: GeneratorEntry, made: Resource): readonly Resource[] {
  const found = resources.filter((resource) => identities(resource).some((id) => sameIdentity(id, made.id)));
  const [base] = found;
  const at = member(generator.entry, generator.behavior === "create" ? "name" : "behavior");
  if (generator.behavior === "create") {
    if (base === undefined) return [...resources, made];
    throw entryError(
      at,
      "generator",
      `ConfigMap ${generator.name} exists already`,
      "Set `behavior: merge` or `replace`, or rename it.",
    );
  }
  if (base === undefined) {
    throw entryError(
      at,
      "generator",
      `there is no ConfigMap ${generator.name} to ${generator.behavior}`,
      "Correct its name and namespace, or leave `behavior` out.",
    );
  }
  if (found.length > 1) {
    throw entryError(
      at,
      "generator",
      `several objects are or were ConfigMap ${generator.name}`,
      "Set the generator's `namespace`.",
    );
  }
  return resources.map((resource) =>
    resource === base ? joined(base, made, generator.behavior === "merge") : resource,
  );
}

/**
 * Labels and annotations always join, data only in a merge; the rest is the generator's, so `immutable` of the base
 * is lost unless it is set again. The name gets a hash only when both would have had one.
 */
function joined(base: Resource, made: Resource, merge: boolean): Resource {
  const old = base.manifest;
  const { labels, annotations } = made.manifest.metadata;
  const data = { ...(merge ? objectOf(old.data) : {}), ...objectOf(made.manifest.data) };
  const binaryData = merge ? objectOf(old.binaryData) : {};
  const joinedLabels = { ...objectOf(old.metadata.labels), ...objectOf(labels) };
  const joinedAnnotations = { ...objectOf(old.metadata.annotations), ...objectOf(annotations) };
  const manifest: Manifest = {
    ...made.manifest,
    metadata: {
      ...made.manifest.metadata,
      name: old.metadata.name,
      ...(old.metadata.namespace === undefined ? {} : { namespace: old.metadata.namespace }),
      ...(Object.keys(joinedLabels).length === 0 ? {} : { labels: joinedLabels }),
      ...(Object.keys(joinedAnnotations).length === 0 ? {} : { annotations: joinedAnnotations }),
    },
    ...(Object.keys(data).length === 0 ? {} : { data }),
    ...(Object.keys(binaryData).length === 0 ? {} : { binaryData }),
  };
  return { ...withManifest(base, manifest), hashed: base.hashed && made.hashed };
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
