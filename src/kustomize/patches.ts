/** `patches`: applies each patch to the resources that it means. */
import type { JsonObject, JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import { formatId, groupOf, resourceId } from "../model/manifest.ts";
import { entryError, member } from "./entry.ts";
import { withKey } from "./field-path.ts";
import { applyJsonPatch } from "./json-patch.ts";
import type { PatchEntry } from "./kustomization.ts";
import { followGroups, remainingGroups, unreplacedGroups } from "./label-groups.ts";
import { shapeOf } from "./merge-keys.ts";
import { PatchError } from "./patch-error.ts";
import type { LoadedPatch } from "./patch-load.ts";
import type { Resource } from "./resource.ts";
import { identities, identityOf, sameIdentity, withManifest } from "./resource.ts";
import { matches } from "./selector.ts";
import { strategicMerge } from "./strategic-merge.ts";

/** The patched resources; `$patch: delete` takes some away. */
export function applyPatches(resources: readonly Resource[], patches: readonly LoadedPatch[]): readonly Resource[] {
  return patches.reduce(applyPatch, resources);
}

function applyPatch(resources: readonly Resource[], patch: LoadedPatch): readonly Resource[] {
  const { entry } = patch;
  const { target } = entry;
  if (patch.operations !== undefined) {
    const { operations } = patch;
    if (target === undefined) {
      throw entryError(entry.entry, "patch", "a JSON 6902 patch needs a target", "Add `target` with kind and name.");
    }
    return update(
      resources,
      entry,
      (resource) => matches(target, resource),
      // kustomize writes the object out and reads it again, after which no two labels share a value.
      (resource) => changed({ ...resource, labelGroups: [] }, applyJsonPatch(resource.manifest, operations)),
    );
  }
  if (target === undefined) {
    return patch.documents.reduce((before, document) => mergeByIdentity(before, entry, document), resources);
  }
  if (patch.documents.length > 1) {
    throw entryError(
      entry.entry,
      "patch",
      "a patch of several documents cannot have a target",
      "Split it, or leave `target` out.",
    );
  }
  return patch.documents.reduce((before, document) => mergeByTarget(before, entry, document), resources);
}

/** A patch without target names the one object that it means by apiVersion, kind, name and namespace. */
function mergeByIdentity(resources: readonly Resource[], entry: PatchEntry, document: JsonObject): readonly Resource[] {
  const wanted = identityOf(document as Manifest);
  const found = resources.filter((resource) => identities(resource).some((id) => sameIdentity(id, wanted)));
  const [one] = found;
  if (found.length !== 1 || one === undefined) {
    const problem = found.length === 0 ? "no object is" : "several objects are or were";
    throw entryError(
      entry.entry,
      "patch-target",
      `${problem} ${formatId({ ...wanted, group: groupOf(String(document.apiVersion ?? "")) })} (version ${wanted.version})`,
      "Correct apiVersion, kind, name and namespace of the patch.",
    );
  }
  return update(
    resources,
    entry,
    (resource) => resource === one,
    (resource) => merged(resource, { ...document, ...keptIdentity(resource.manifest, document, entry) }),
  );
}

function mergeByTarget(resources: readonly Resource[], entry: PatchEntry, document: JsonObject): readonly Resource[] {
  const { target } = entry;
  if (target === undefined) return resources;
  const patch = withTextMetadata(document);
  return update(
    resources,
    entry,
    (resource) => matches(target, resource),
    (resource) => merged(resource, { ...patch, ...keptIdentity(resource.manifest, patch, entry) }),
  );
}

function merged(resource: Resource, patch: JsonObject): Resource | undefined {
  const { manifest } = resource;
  const labelGroups = unreplacedGroups(patch, resource.labelGroups);
  const object = strategicMerge(manifest, patch, shapeOf(manifest.apiVersion, manifest.kind));
  if (object === undefined) return undefined;
  const patched = changed(resource, followGroups<JsonObject>(manifest, object, labelGroups));
  return { ...patched, labelGroups: remainingGroups(object, labelGroups) };
}

/** The resource with what a patch made of it, which must still be an object that can be told from others. */
function changed(resource: Resource, value: JsonValue): Resource {
  if (isManifest(value)) return withManifest(resource, value);
  throw new PatchError("", "nothing is left of kind or metadata.name", "Keep both.");
}

/** A patch cannot move an object, and renames it or changes its kind only when its options allow that. */
function keptIdentity(object: Manifest, patch: JsonObject, entry: PatchEntry): JsonObject {
  const { namespace: _, ...metadata } = isObject(patch.metadata) ? patch.metadata : {};
  return {
    apiVersion: object.apiVersion,
    kind: entry.allowKindChange ? (patch.kind ?? object.kind) : object.kind,
    metadata: {
      ...metadata,
      name: entry.allowNameChange ? (metadata.name ?? object.metadata.name) : object.metadata.name,
    },
  };
}

/** With a target, kustomize reads the patch's labels and annotations as strings: null becomes "null". */
function withTextMetadata(patch: JsonObject): JsonObject {
  const { metadata } = patch;
  if (!isObject(metadata)) return patch;
  const texts = (map: JsonValue): JsonValue =>
    isObject(map)
      ? Object.fromEntries(Object.entries(map).map(([key, value]) => [key, isObject(value) ? value : String(value)]))
      : map;
  return withKey(patch, "metadata", {
    ...metadata,
    ...(isObject(metadata.labels) ? { labels: texts(metadata.labels) } : {}),
    ...(isObject(metadata.annotations) ? { annotations: texts(metadata.annotations) } : {}),
  });
}

function update(
  resources: readonly Resource[],
  entry: PatchEntry,
  isMeant: (resource: Resource) => boolean,
  change: (resource: Resource) => Resource | undefined,
): readonly Resource[] {
  return resources.flatMap((resource) => (isMeant(resource) ? (attempt(resource, entry, change) ?? []) : resource));
}

/** Adds to the error of a patch where the patch stands and which object it failed on. */
function attempt(
  resource: Resource,
  { entry, path }: PatchEntry,
  change: (resource: Resource) => Resource | undefined,
): Resource | undefined {
  try {
    return change(resource);
  } catch (cause) {
    if (!(cause instanceof PatchError)) throw cause;
    const place = [formatId(resourceId(resource.manifest)), cause.path].filter((part) => part !== "").join(" ");
    const problem = `${path === "" ? "" : `${path}, `}${place}: ${cause.message}`;
    throw entryError(path === "" ? entry : member(entry, "path"), "patch", problem, cause.fix);
  }
}

function isManifest(value: JsonValue): value is Manifest {
  return (
    isObject(value) &&
    typeof value.kind === "string" &&
    value.kind !== "" &&
    isObject(value.metadata) &&
    typeof value.metadata.name === "string"
  );
}
