/** Makes references follow objects that were renamed or moved. */
import { inputError } from "../../model/errors.ts";
import type { ReferenceRule, TransformerConfig } from "../config/config.ts";
import { PREFIXES, SUFFIXES } from "../resources/build-annotations.ts";
import type { Identity, KindFilter } from "../resources/identity.ts";
import { effectiveNamespace, fitsKind, formatIdentity } from "../resources/identity.ts";
import type { Resource } from "../resources/resource.ts";
import { annotation, textAt } from "../resources/resource.ts";
import { stepsOf } from "../transform/field-path.ts";
import type { Place } from "../transform/field-spec.ts";
import { updateField } from "../transform/field-spec.ts";
import { fieldsReached } from "../transform/reach.ts";
import { untypedText } from "../transform/scalar-edits.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import {
  isList,
  isMapping,
  isNull,
  isQuoted,
  mapItems,
  own,
  SharedText,
  scalarText,
  UnquotedText,
  withKey,
} from "../yaml/value.ts";

/** The renamed or moved resources, by each name that they had. */
type Renamed = ReadonlyMap<string, readonly Resource[]>;

/** One field of a referrer and the kind that it names. */
interface ReferenceField {
  readonly target: KindFilter;
  readonly path: string;
}

/** The resources with the names that they use brought up to date. */
export function followNames(resources: readonly Resource[], config: TransformerConfig): readonly Resource[] {
  const renamed = renamedOf(resources);
  return resources.map((resource) => {
    const { all, mayAppear } = fieldsOf(config, resource.original);
    const fields = mayAppear ? all : fieldsReached(resource.object, all);
    if (fields.length === 0) return resource;
    return renamed.size === 0 ? checked(resource, fields, all) : follow(resource, fields, resources, renamed);
  });
}

/** Objects that are known to have nothing wrong at these fields. */
const SOUND = new WeakMap<readonly ReferenceField[], WeakSet<Mapping>>();

/** Nothing was renamed; kustomize looks at all references all the same, and refuses some. */
function checked(resource: Resource, fields: readonly ReferenceField[], all: readonly ReferenceField[]): Resource {
  let sound = SOUND.get(all);
  if (sound === undefined) {
    sound = new WeakSet();
    SOUND.set(all, sound);
  }
  if (!sound.has(resource.object)) {
    follow(resource, fields, [], NONE);
    sound.add(resource.object);
  }
  return resource;
}

const NONE: Renamed = new Map();

function renamedOf(resources: readonly Resource[]): Renamed {
  const renamed = new Map<string, Resource[]>();
  for (const resource of resources) {
    for (const name of new Set(resource.previous.map((id) => id.name))) {
      const known = renamed.get(name);
      if (known === undefined) renamed.set(name, [resource]);
      else known.push(resource);
    }
  }
  return renamed;
}

/** The fields of a kind. */
interface ReferenceFields {
  readonly all: readonly ReferenceField[];
  /** True where a reference that is followed may make another one's field: it gets a `namespace`, and nothing else. */
  readonly mayAppear: boolean;
}

/** Which rules mean a kind is worked out once per configuration. */
const FIELDS = new WeakMap<readonly ReferenceRule[], Map<string, ReferenceFields>>();

function fieldsOf({ nameReference }: TransformerConfig, id: Identity): ReferenceFields {
  let byKind = FIELDS.get(nameReference);
  if (byKind === undefined) {
    byKind = new Map();
    FIELDS.set(nameReference, byKind);
  }
  const key = `${id.group}|${id.version}|${id.kind}`;
  let fields = byKind.get(key);
  if (fields === undefined) {
    const all = nameReference.flatMap((rule) =>
      rule.fields.filter((field) => fitsKind(field, id)).map(({ path }) => ({ target: rule.target, path })),
    );
    fields = { all, mayAppear: all.some(({ path }) => stepsOf(path).some(({ key }) => key === "namespace")) };
    byKind.set(key, fields);
  }
  return fields;
}

function follow(
  referrer: Resource,
  fields: readonly ReferenceField[],
  all: readonly Resource[],
  renamed: Renamed,
): Resource {
  const namespaces = subjectNamespaces(referrer);
  const isReachable = (target: Resource): boolean =>
    referrer.id.clusterWide ||
    target.id.clusterWide ||
    effectiveNamespace(target.id) === effectiveNamespace(referrer.id) ||
    namespaces.has(target.id.namespace);
  let object = referrer.object;
  for (const { target, path } of fields) {
    const reference: Reference = { referrer: referrer.with(object), target, path, all, renamed, isReachable };
    object = updateField(
      object,
      { path, create: false },
      {
        set: (value, _spec, _shared, place) => updated(value, reference, place),
      },
    );
  }
  return referrer.with(object);
}

/** A RoleBinding may name service accounts of other namespaces, and so objects there. */
function subjectNamespaces(referrer: Resource): ReadonlySet<string> {
  const subjects = referrer.id.kind === "RoleBinding" ? own(referrer.object, "subjects") : undefined;
  if (!isList(subjects)) return new Set();
  if (!subjects.every(isMapping)) {
    const what = `${formatIdentity(referrer.id)} has a subject that is no mapping`;
    throw inputError("kustomization-reference", what, "Write the subject's kind and name.");
  }
  const accounts = subjects.filter((subject) => textAt(subject, "kind") === "ServiceAccount");
  return new Set(
    accounts.flatMap((subject) => {
      const namespace = own(subject, "namespace");
      if (namespace === undefined) return [];
      if (typeof namespace === "string") return [namespace];
      if (namespace instanceof SharedText || namespace instanceof UnquotedText) return [namespace.text];
      throw inputError(
        "kustomization-reference",
        `${formatIdentity(referrer.id)} has a subject whose namespace is no text`,
        "Write the namespace as a string, or leave it out.",
      );
    }),
  );
}

interface Reference {
  readonly referrer: Resource;
  readonly target: KindFilter;
  readonly path: string;
  readonly all: readonly Resource[];
  readonly renamed: Renamed;
  readonly isReachable: (target: Resource) => boolean;
}

function updated(value: Value, reference: Reference, place: Place): Value {
  if (isNull(value)) return value;
  if (isList(value)) {
    return mapItems(value, (item, index) =>
      updatedItem(item, reference, { isQuoted: (now) => isQuoted(now, value, index) }),
    );
  }
  return isMapping(value) ? newTarget(value, reference) : newName(value, reference, place);
}

function updatedItem(item: Value, reference: Reference, place: Place): Value {
  if (isNull(item)) return item;
  if (isList(item)) throw problem(reference, "holds a list in a list where names are expected", "Write names.");
  return isMapping(item) ? newTarget(item, reference) : newName(item, reference, place);
}

function newName(value: Value, reference: Reference, place: Place): Value {
  const name = scalarText(value);
  const found = referral(
    name,
    reference,
    () => true,
    ({ id }) => id.name,
  );
  return found === undefined || found.id.name === name ? value : untypedText(found.id.name, place.isQuoted(value));
}

/** A reference of name and namespace: with a namespace, it means an object that was or is there. */
function newTarget(reference: Mapping, at: Reference): Mapping {
  if (own(reference, "name") === undefined) {
    throw problem(at, `has a reference without a name at ${at.path}`, "Give it a name.");
  }
  const name = textAt(reference, "name");
  const inNamespace = namespaceFilter(own(reference, "namespace"), at);
  const found = referral(name, at, inNamespace, ({ id }) => `${id.name}\0${id.namespace}`);
  if (found === undefined) return reference;
  const renamed = found.id.name === name ? reference : written(reference, "name", found.id.name);
  return found.id.namespace === "" ? renamed : written(renamed, "namespace", found.id.namespace);
}

/** What is not there yet gets quotes where it needs them. */
function written(reference: Mapping, key: string, text: string): Mapping {
  const before = own(reference, key);
  const quotes = before === undefined || isQuoted(before, reference, key);
  return withKey(reference, key, untypedText(text, quotes));
}

/** Objects that were in the namespace at first, or where there is none such, those that are in it now. */
function namespaceFilter(written: Value | undefined, { all, isReachable }: Reference): (r: Resource) => boolean {
  if (written === undefined) return () => true;
  const namespace = scalarText(written);
  const was = (resource: Resource): boolean => effectiveNamespace(resource.original) === namespace;
  const anyWas = all.some((resource) => isReachable(resource) && was(resource));
  return anyWas ? was : (resource) => effectiveNamespace(resource.id) === namespace;
}

/**
 * The one object that had the name and is of the target's kind. Several are told apart by the prefixes and suffixes
 * that they share with the referrer; if they still differ in what the reference would get, that is an error.
 */
function referral(
  name: string,
  reference: Reference,
  isMeant: (resource: Resource) => boolean,
  result: (resource: Resource) => string,
): Resource | undefined {
  const { referrer, renamed, target, isReachable } = reference;
  const role = roleFilter(reference);
  const candidates = (renamed.get(name) ?? []).filter(
    (resource) =>
      isReachable(resource) &&
      isMeant(resource) &&
      resource.previous.some((id) => fitsKind(target, id)) &&
      (role === undefined || resource.previous.some((id) => fitsKind(role, id))) &&
      isVisible(resource, referrer),
  );
  if (candidates.length < 2) return candidates[0];
  const loose = candidates.filter((resource) => sameAffixes(resource, referrer, true));
  const close = loose.length > 1 ? loose.filter((resource) => sameAffixes(resource, referrer, false)) : loose;
  if (new Set(close.map(result)).size < 2) return close[0];
  const names = close.map(({ id }) => formatIdentity(id)).join(" and ");
  throw problem(reference, `uses the name ${name}, which ${names} had`, "Give them different names.");
}

function isVisible(target: Resource, referrer: Resource): boolean {
  return (
    referrer.id.clusterWide ||
    target.id.clusterWide ||
    target.id.kind === "ServiceAccount" ||
    effectiveNamespace(target.id) === effectiveNamespace(referrer.id)
  );
}

/** `roleRef` itself says which kind it means. */
function roleFilter({ path, referrer }: Reference): KindFilter | undefined {
  if (!path.endsWith("roleRef/name")) return undefined;
  const role = own(referrer.object, "roleRef");
  if (!isMapping(role) || own(role, "apiGroup") === undefined || own(role, "kind") === undefined) return undefined;
  return { group: textAt(role, "apiGroup"), kind: textAt(role, "kind") };
}

/** Prefixes and suffixes of both agree at their ends; with `orNone`, an object without any agrees with all. */
function sameAffixes(a: Resource, b: Resource, orNone: boolean): boolean {
  return [PREFIXES, SUFFIXES].every((name) => {
    const [first, second] = [affixes(a, name), affixes(b, name)];
    if (orNone && (first.length === 0 || second.length === 0)) return true;
    return sameEnd(first, second);
  });
}

function affixes(resource: Resource, name: string): readonly string[] {
  return annotation(resource.object, name)?.split(",") ?? [];
}

function sameEnd(a: readonly string[], b: readonly string[]): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  if (shorter.length === 0) return longer.length === 0;
  return shorter.every((text, index) => text === longer[longer.length - shorter.length + index]);
}

function problem({ referrer }: Reference, what: string, fix: string): Error {
  return inputError("kustomization-reference", `${formatIdentity(referrer.id)} ${what}`, fix);
}
