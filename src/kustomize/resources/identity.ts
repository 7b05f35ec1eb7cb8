/** What tells objects apart: group, version, kind, namespace and name. */

export interface Identity {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** As written; empty where none is. */
  readonly namespace: string;
  readonly name: string;
  /** True for a kind that is known to be outside of namespaces. */
  readonly clusterWide: boolean;
}

/** The parts of an identity that must be equal; an absent or empty part fits any. */
export interface KindFilter {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
}

export function fitsKind(filter: KindFilter, id: KindFilter): boolean {
  return (
    (!filter.kind || filter.kind === id.kind) &&
    (!filter.group || filter.group === id.group) &&
    (!filter.version || filter.version === id.version)
  );
}

interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

const GROUP_VERSIONS = new Map<string, GroupVersion>();

/** `apps/v1` is group `apps` and version `v1`; the core group is the empty string. */
export function groupVersion(apiVersion: string): GroupVersion {
  let parts = GROUP_VERSIONS.get(apiVersion);
  if (parts === undefined) {
    const slash = apiVersion.indexOf("/");
    parts = { group: apiVersion.slice(0, Math.max(slash, 0)), version: apiVersion.slice(slash + 1) };
    GROUP_VERSIONS.set(apiVersion, parts);
  }
  return parts;
}

/** In place of a namespace for the kinds that are in none; no namespace can have this name. */
const NO_NAMESPACE = "_non_namespaceable_";

/** `default` where none is written; cluster-scoped kinds share one that is no namespace. */
export function effectiveNamespace(id: Identity): string {
  if (id.clusterWide) return NO_NAMESPACE;
  return id.namespace === "" ? "default" : id.namespace;
}

export function sameObject(a: Identity, b: Identity): boolean {
  return sameName(a, b) && effectiveNamespace(a) === effectiveNamespace(b);
}

/** As `sameObject`, but the namespaces may differ. */
function sameName(a: Identity, b: Identity): boolean {
  return a.name === b.name && a.kind === b.kind && a.group === b.group && a.version === b.version;
}

/** One string per object, to find duplicates: equal where `sameObject` is true. */
export function identityKey(id: Identity): string {
  return `${id.group}|${id.version}|${id.kind}|${effectiveNamespace(id)}|${id.name}`;
}

/** `Deployment.apps certctl/certctl-server`: the one form in which messages name a resource. */
export function formatIdentity(id: Identity): string {
  const kind = id.group === "" ? id.kind : `${id.kind}.${id.group}`;
  return id.namespace === "" ? `${kind} ${id.name}` : `${kind} ${id.namespace}/${id.name}`;
}
