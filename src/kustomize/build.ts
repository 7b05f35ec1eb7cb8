/** Builds a kustomization in memory: the objects that `kustomize build` of the same directory writes. */

import { inputError } from "../model/errors.ts";
import type { JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import { formatId, resourceId } from "../model/manifest.ts";
import { accumulate } from "./accumulate.ts";
import type { BuildCache } from "./cache.ts";
import { createBuildCache } from "./cache.ts";
import { withKey, withoutKey } from "./field-path.ts";
import { configMapHash } from "./name-hash.ts";
import { inOrder } from "./order.ts";
import { followNames } from "./references.ts";
import type { Resource } from "./resource.ts";
import { identityKey, withManifest } from "./resource.ts";
import type { Source } from "./source.ts";
import { resolvePath } from "./source.ts";

export type { BuildCache } from "./cache.ts";
export { createBuildCache } from "./cache.ts";
export type { Source } from "./source.ts";
export { treeSource } from "./source.ts";

/**
 * The objects of the kustomization in `directory` (relative, `/`-separated), in kustomize's order. Builds of the same
 * source that share a cache build their common bases once. The objects may share parts with each other: they must
 * not be changed in place. Throws an InputError for whatever is wrong with the input.
 */
export function buildKustomization(
  source: Source,
  directory: string,
  cache: BuildCache = createBuildCache(),
): Manifest[] {
  const root = resolvePath("", directory);
  if (root === undefined) {
    throw inputError("kustomization-missing", `${directory} is outside the tree`, "Name a directory of the tree.", {
      file: directory,
    });
  }
  const hashed = accumulate({ source, cache }, root, []).map(withHash);
  const resources = followNames(hashed, root === "" ? "." : root);
  refuseDuplicates(resources, root);
  return inOrder(resources)
    .map(({ manifest }) => withTextAnnotations(manifest))
    .filter((manifest) => !isLocal(manifest));
}

function withHash(resource: Resource): Resource {
  if (!resource.hashed) return resource;
  const { manifest } = resource;
  const name = `${manifest.metadata.name}-${configMapHash(manifest)}`;
  return withManifest(resource, { ...manifest, metadata: { ...manifest.metadata, name } });
}

/** A patch may have renamed an object to the name of another. */
function refuseDuplicates(resources: readonly Resource[], root: string): void {
  const seen = new Set<string>();
  for (const { id, manifest } of resources) {
    const key = identityKey(id);
    if (seen.has(key)) {
      const file = root === "" ? "." : root;
      throw inputError(
        "kustomization-duplicate",
        `${file}: patches leave two objects ${formatId(resourceId(manifest))}`,
        "Rename one of them.",
        { file },
      );
    }
    seen.add(key);
  }
}

/** kustomize writes every annotation as a string, and no empty `annotations`. */
function withTextAnnotations(manifest: Manifest): Manifest {
  const { annotations } = manifest.metadata;
  if (annotations === undefined) return manifest;
  if (!isObject(annotations) || Object.keys(annotations).length === 0) {
    return { ...manifest, metadata: withoutKey(manifest.metadata, "annotations") as Manifest["metadata"] };
  }
  if (Object.values(annotations).every((value) => typeof value === "string")) return manifest;
  const texts = Object.fromEntries(Object.entries(annotations).map(([key, value]) => [key, asText(value)]));
  return { ...manifest, metadata: withKey(manifest.metadata, "annotations", texts) as Manifest["metadata"] };
}

function asText(value: JsonValue): JsonValue {
  return typeof value === "object" && value !== null ? value : String(value);
}

/** Objects that are only for tools are not written. */
function isLocal(manifest: Manifest): boolean {
  const { annotations } = manifest.metadata;
  return isObject(annotations) && annotations["config.kubernetes.io/local-config"] === "true";
}
