/** Applies a strategic merge patch to an object that keeps its identity. */
import { textAt } from "../resources/resource.ts";
import type { Mapping } from "../yaml/value.ts";
import { isMapping, own, withKey, withoutKey } from "../yaml/value.ts";
import { BUILT_IN } from "./built-in-schema.ts";
import { PatchError } from "./patch-error.ts";
import type { SchemaSet } from "./schema.ts";
import { strategicMerge } from "./strategic-merge.ts";

export interface IdentityChanges {
  readonly allowNameChange: boolean;
  readonly allowKindChange: boolean;
}

/**
 * The patched object, or undefined where the patch deletes it. Kind and name come from the object unless they may
 * change, the namespace always does (kustomize 5.8.1, api/resource/resource.go, ApplySmPatch). Throws PatchError.
 */
export function mergePatch(
  object: Mapping,
  patch: Mapping,
  { allowNameChange, allowKindChange }: IdentityChanges,
  schemas: SchemaSet = BUILT_IN,
): Mapping | undefined {
  const merged = strategicMerge(object, patch, schemas);
  if (merged === undefined || Object.keys(merged).length === 0) return undefined;
  const ofKind = allowKindChange ? merged : withText(merged, "kind", textAt(object, "kind"));
  const before = metadataOf(object);
  const named = allowNameChange ? ofKind : inMetadata(ofKind, "name", textAt(before, "name"));
  return inMetadata(named, "namespace", textAt(before, "namespace"));
}

function metadataOf(object: Mapping): Mapping {
  const metadata = own(object, "metadata");
  return isMapping(metadata) ? metadata : {};
}

/** An empty namespace is taken out; kustomize writes an empty name. */
function inMetadata(object: Mapping, key: "name" | "namespace", text: string): Mapping {
  const metadata = own(object, "metadata") ?? {};
  if (!isMapping(metadata)) {
    throw new PatchError("/metadata", "the patch leaves no mapping here", "Give the object a metadata with a name.");
  }
  if (key === "namespace" && text === "") return withMetadata(object, withoutKey(metadata, key));
  return withMetadata(object, withText(metadata, key, text));
}

/** Never a new object where nothing changes. */
function withMetadata(object: Mapping, metadata: Mapping): Mapping {
  return own(object, "metadata") === undefined && Object.keys(metadata).length === 0
    ? object
    : withKey(object, "metadata", metadata);
}

function withText(mapping: Mapping, key: string, text: string): Mapping {
  return textAt(mapping, key) === text ? mapping : withKey(mapping, key, text);
}
