/** An object on its way through a build. Never changed in place: a base is shared by every overlay that builds on it. */
import { inputError } from "../../model/errors.ts";
import type { GrowingMapping } from "../yaml/growing.ts";
import { carryQuotes } from "../yaml/quotes.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import {
  isList,
  isMapping,
  isNull,
  MADE_EMPTY,
  nodeText,
  own,
  scalarText,
  withKey,
  withoutKey,
} from "../yaml/value.ts";
import { PREVIOUS_KINDS, PREVIOUS_NAMES, PREVIOUS_NAMESPACES } from "./build-annotations.ts";
import type { Identity } from "./identity.ts";
import { effectiveNamespace, groupVersion } from "./identity.ts";
import { isClusterScoped } from "./scope.ts";

/** True for a kind that is known to be outside of namespaces. */
type ScopeTest = (apiVersion: string, kind: string) => boolean;

export class Resource {
  readonly object: Mapping;
  /** Names of the `vars` that take their value from this object. */
  readonly vars: readonly string[];
  readonly #isClusterScoped: ScopeTest;
  #id: Identity | undefined;
  #previous: readonly Identity[] | undefined;

  /** The object that this resource was made of; it stays the same through all changes. */
  readonly lineage: Mapping;

  /** Without a test of one's own, the kinds that kustomize knows count. */
  constructor(
    object: Mapping,
    scope: ScopeTest = isClusterScoped,
    vars: readonly string[] = [],
    lineage: Mapping = object,
  ) {
    this.object = object;
    this.lineage = lineage;
    this.vars = vars;
    this.#isClusterScoped = scope;
  }

  /** The identity that the object has now. */
  get id(): Identity {
    this.#id ??= identityOf(this.object, this.#isClusterScoped);
    return this.#id;
  }

  /** The identities that it had before renames and moves, the oldest first. */
  get previous(): readonly Identity[] {
    this.#previous ??= previousOf(this.object, this.#isClusterScoped);
    return this.#previous;
  }

  get original(): Identity {
    return this.previous[0] ?? this.id;
  }

  /** The same resource with another content; itself where nothing changed. */
  with(object: Mapping): Resource {
    return object === this.object ? this : new Resource(object, this.#isClusterScoped, this.vars, this.lineage);
  }

  /** The same resource, which one more variable points at. */
  withVariable(name: string): Resource {
    return new Resource(this.object, this.#isClusterScoped, [...this.vars, name], this.lineage);
  }

  /** The object with a note of the identity that it has now, so that patches and references may go on using it. */
  remembered(): Mapping {
    return rememberIdentity(this.object, this.id);
  }
}

/** A scalar of the object as text; empty where it is missing, null or a collection. */
export function textAt(object: Mapping, key: string): string {
  return scalarText(own(object, key));
}

/** `metadata`, or an empty mapping where there is none. */
export function metadataOf(object: Mapping): Mapping {
  const metadata = own(object, "metadata");
  return isMapping(metadata) ? metadata : {};
}

function identityOf(object: Mapping, scope: ScopeTest): Identity {
  const metadata = metadataOf(object);
  const apiVersion = textAt(object, "apiVersion");
  const { group, version } = groupVersion(apiVersion);
  const kind = textAt(object, "kind");
  return {
    group,
    version,
    kind,
    namespace: textAt(metadata, "namespace"),
    name: textAt(metadata, "name"),
    clusterWide: scope(apiVersion, kind),
  };
}

/** `labels` or `annotations` as texts; null is the text that the file has for it, or empty where no file has it. */
export function textsOf(object: Mapping, field: "labels" | "annotations"): Readonly<Record<string, string>> {
  const map = own(metadataOf(object), field);
  if (!isMapping(map)) return {};
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key, value === MADE_EMPTY ? "" : nodeText(value)]),
  );
}

export function annotation(object: Mapping, name: string): string | undefined {
  const map = own(metadataOf(object), "annotations");
  const value = isMapping(map) ? own(map, name) : undefined;
  return value === undefined ? undefined : scalarText(value);
}

/** The object with these labels or annotations in place of all that it had, as strings; none leaves no field. */
export function withTexts(
  object: Mapping,
  field: "labels" | "annotations",
  texts: Readonly<Record<string, string>>,
): Mapping {
  const metadata = metadataOf(object);
  if (Object.keys(texts).length === 0) {
    return own(metadata, field) === undefined ? object : withKey(object, "metadata", withoutKey(metadata, field));
  }
  return withKey(object, "metadata", withKey(metadata, field, texts));
}

/** Adds to a build annotation's comma-separated list; an empty text adds nothing, as in kustomize. */
export function appendToAnnotation(object: Mapping, name: string, text: string): Mapping {
  if (text === "") return object;
  const before = annotation(object, name);
  return withAnnotation(object, name, before === undefined ? text : `${before},${text}`);
}

export function withAnnotation(object: Mapping, name: string, text: string): Mapping {
  const metadata = metadataOf(object);
  const annotations = own(metadata, "annotations");
  const changed = withKey(isMapping(annotations) ? annotations : {}, name, text);
  return withKey(object, "metadata", withKey(metadata, "annotations", changed));
}

/** The three notes of an identity, written at once. */
function rememberIdentity(object: Mapping, id: Identity): Mapping {
  const metadata = metadataOf(object);
  const annotations = own(metadata, "annotations");
  const changed: GrowingMapping = isMapping(annotations) ? { ...annotations } : {};
  append(changed, PREVIOUS_NAMES, id.name);
  append(changed, PREVIOUS_NAMESPACES, effectiveNamespace(id));
  append(changed, PREVIOUS_KINDS, id.kind);
  if (isMapping(annotations)) carryQuotes(annotations, changed);
  const remembered = carryQuotes(metadata, { ...metadata, annotations: changed });
  return carryQuotes(object, { ...object, metadata: remembered });
}

function append(annotations: GrowingMapping, name: string, text: string): void {
  if (text === "") return;
  const known = own(annotations, name);
  annotations[name] = known === undefined ? text : `${scalarText(known)},${text}`;
}

function previousOf(object: Mapping, scope: ScopeTest): readonly Identity[] {
  const noted = annotation(object, PREVIOUS_NAMES);
  if (noted === undefined) return [];
  const names = noted.split(",");
  const namespaces = (annotation(object, PREVIOUS_NAMESPACES) ?? "").split(",");
  const kinds = (annotation(object, PREVIOUS_KINDS) ?? "").split(",");
  if (namespaces.length !== names.length || kinds.length !== names.length) {
    const problem = `the object ${names.join(", ")} loses its name, namespace or kind on the way`;
    throw inputError("kustomization-resource", problem, "Let no patch remove them.");
  }
  const apiVersion = textAt(object, "apiVersion");
  const { group, version } = groupVersion(apiVersion);
  return names.map((name, index) => ({
    group,
    version,
    kind: kinds[index] ?? "",
    namespace: namespaces[index] ?? "",
    name,
    clusterWide: scope(apiVersion, kinds[index] ?? ""),
  }));
}

/** True where kustomize finds nothing: null, an empty mapping, an empty list. */
export function isEmpty(value: Value | undefined): boolean {
  if (value === undefined || isNull(value)) return true;
  if (isList(value)) return value.length === 0;
  return isMapping(value) && Object.keys(value).length === 0;
}
