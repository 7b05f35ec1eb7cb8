/** A Kubernetes object as plain data, and the identity that every part of the program knows it by. */
import type { JsonObject } from "./json.ts";

export interface Manifest extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
}

export interface Metadata extends JsonObject {
  readonly name: string;
}

export interface ResourceId {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** `apps/v1` is group `apps`, `v1` is the core group, the empty string. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf("/");
  return slash < 0 ? "" : apiVersion.slice(0, slash);
}

/** The identity of an object; the namespace is empty where none is written. */
export function resourceId(manifest: Manifest): ResourceId {
  return {
    group: groupOf(manifest.apiVersion),
    kind: manifest.kind,
    namespace: String(manifest.metadata.namespace ?? ""),
    name: manifest.metadata.name,
  };
}

/** `Deployment.apps certctl/certctl-server`: the one form in which messages name a resource. */
export function formatId(id: ResourceId): string {
  const kind = id.group === "" ? id.kind : `${id.kind}.${id.group}`;
  return id.namespace === "" ? `${kind} ${id.name}` : `${kind} ${id.namespace}/${id.name}`;
}
