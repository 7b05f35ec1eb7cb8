/** An object on its way through a build: the manifest, the identities it had before, and what becomes of its name. */
import type { Manifest } from "../model/manifest.ts";
import { groupOf } from "../model/manifest.ts";
import type { LabelGroup } from "./label-groups.ts";
import { isClusterScoped } from "./resources/scope.ts";

export interface Identity {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** The effective namespace: `default` where none is written, empty for a cluster-scoped kind. */
  readonly namespace: string;
  readonly name: string;
}

/** Never changed in place: a base is shared by every overlay that builds on it. */
export interface Resource {
  readonly manifest: Manifest;
  readonly id: Identity;
  /** Identities before renames and moves, the oldest first: patches and references may still use them. */
  readonly previous: readonly Identity[];
  /** True for a generated object whose name gets the hash of its content at the end. */
  readonly hashed: boolean;
  readonly labelGroups: readonly LabelGroup[];
}

/** The identity that patches, references and duplicates are decided by. */
export function identityOf(manifest: Manifest): Identity {
  const group = groupOf(manifest.apiVersion ?? "");
  const version = (manifest.apiVersion ?? "").slice(group === "" ? 0 : group.length + 1);
  const written = manifest.metadata.namespace;
  const namespace = isClusterScoped(manifest.apiVersion, manifest.kind)
    ? ""
    : typeof written === "string" && written !== ""
      ? written
      : "default";
  return { group, version, kind: manifest.kind, namespace, name: manifest.metadata.name };
}

/** A resource that no transformer has seen yet. */
export function newResource(manifest: Manifest, hashed = false): Resource {
  return { manifest, id: identityOf(manifest), previous: [], hashed, labelGroups: [] };
}

/** The resource with other content; an identity that changes is remembered. */
export function withManifest(resource: Resource, manifest: Manifest): Resource {
  if (manifest === resource.manifest) return resource;
  const id = identityOf(manifest);
  if (sameIdentity(id, resource.id)) return { ...resource, manifest, id: resource.id };
  return { ...resource, manifest, id, previous: [...resource.previous, resource.id] };
}

export function sameIdentity(a: Identity, b: Identity): boolean {
  return (
    a.name === b.name &&
    a.kind === b.kind &&
    a.namespace === b.namespace &&
    a.group === b.group &&
    a.version === b.version
  );
}

/** One string per identity, to find duplicates. */
export function identityKey(id: Identity): string {
  return `${id.group}|${id.version}|${id.kind}|${id.namespace}|${id.name}`;
}

/** All identities that a resource has or had. */
export function identities(resource: Resource): readonly Identity[] {
  return resource.previous.length === 0 ? [resource.id] : [...resource.previous, resource.id];
}
