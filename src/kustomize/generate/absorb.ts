/** Takes generated objects in among those that are there: as new ones, or into the one that they merge with or replace. */
import type { Entry } from "../load/entry.ts";
import { entryError } from "../load/entry.ts";
import { BEHAVIOR, BUILD_ANNOTATIONS, NEEDS_HASH, ORIGIN } from "../resources/build-annotations.ts";
import { formatIdentity, sameObject } from "../resources/identity.ts";
import {
  annotation,
  metadataOf,
  type Resource,
  textAt,
  textsOf,
  withAnnotation,
  withTexts,
} from "../resources/resource.ts";
import { isPrintableKey, unprintableKey } from "../yaml/made-key.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isMapping, own, scalarText, withKey, withoutKey } from "../yaml/value.ts";

/** The resources with `made` among them; `entry` is the generator, for errors. */
export function absorb(resources: readonly Resource[], made: Resource, entry: Entry): readonly Resource[] {
  const found = resources.filter((resource) =>
    [...resource.previous, resource.id].some((id) => sameObject(id, made.id)),
  );
  const [base] = found;
  const behavior = annotation(made.object, BEHAVIOR) ?? "unspecified";
  const changes = behavior === "merge" || behavior === "replace";
  const name = formatIdentity(made.id);
  if (base === undefined && !changes) return [...resources, made];
  if (base === undefined) {
    const fix = "Correct its name and namespace, or leave `behavior` out.";
    throw entryError(entry, "generator", `there is no ${name} to ${behavior}`, fix);
  }
  if (found.length > 1) {
    const problem = `several objects are or were ${name}`;
    throw entryError(entry, "generator", problem, "Set the generator's `namespace`.");
  }
  if (!changes) {
    const fix = "Set `behavior: merge` or `replace`, or rename it.";
    throw entryError(entry, "generator", `${name} exists already`, fix);
  }
  for (const key of [own(base.object, "data"), own(base.object, "binaryData")].flatMap(keysOf)) {
    if (behavior !== "merge" || isPrintableKey(key)) continue;
    const { problem, fix } = unprintableKey(key);
    throw entryError(entry, "generator", problem, fix);
  }
  const joined = behavior === "merge" ? merged(base, made) : withMetadata(made.object, base.object);
  const result = base.with(joined);
  const matches = resources.filter((resource) => sameObject(resource.id, result.id));
  if (matches.length === 1 && matches[0] === base) {
    return resources.map((resource) => (resource === base ? result : resource));
  }
  const problem = `${formatIdentity(base.id)}, which ${name} would ${behavior}, has another identity now`;
  throw entryError(entry, "generator", problem, "Name the object as it is called here.");
}

function merged(base: Resource, made: Resource): Mapping {
  const origin = annotation(base.object, ORIGIN);
  const object = withData(withMetadata(made.object, base.object), base.object);
  return origin === undefined ? object : withAnnotation(object, ORIGIN, origin);
}

/**
 * Labels and annotations join, name and namespace are the old object's; the rest stays the generator's. The name
 * gets a hash only when both would have had one.
 */
function withMetadata(made: Mapping, old: Mapping): Mapping {
  const labelled = withTexts(made, "labels", { ...textsOf(old, "labels"), ...textsOf(made, "labels") });
  const annotations = joinedAnnotations(textsOf(old, "annotations"), textsOf(made, "annotations"));
  const annotated = withTexts(labelled, "annotations", annotations);
  const metadata = withKey(metadataOf(annotated), "name", textAt(metadataOf(old), "name"));
  const namespace = textAt(metadataOf(old), "namespace");
  return withKey(
    annotated,
    "metadata",
    namespace === "" ? withoutKey(metadata, "namespace") : withKey(metadata, "namespace", namespace),
  );
}

type Texts = Readonly<Record<string, string>>;

/** What a build noted comes from the old object alone. */
function joinedAnnotations(old: Texts, made: Texts): Texts {
  const isNote = (name: string): boolean => BUILD_ANNOTATIONS.includes(name);
  const notes = Object.entries(old).filter(
    ([name]) => isNote(name) && (name !== NEEDS_HASH || Object.hasOwn(made, NEEDS_HASH)),
  );
  const others = Object.entries({ ...old, ...made }).filter(([name]) => !isNote(name));
  return Object.fromEntries([...others, ...notes]);
}

function keysOf(value: Value | undefined): readonly string[] {
  return isMapping(value) ? Object.keys(value) : [];
}

function withData(object: Mapping, old: Mapping): Mapping {
  return ["data", "binaryData"].reduce((result, field) => {
    const data = { ...stringsOf(old, field), ...stringsOf(result, field) };
    return Object.keys(data).length === 0 ? withoutKey(result, field) : withKey(result, field, data);
  }, object);
}

function stringsOf(object: Mapping, field: string): Texts {
  const map = own(object, field);
  if (!isMapping(map)) return {};
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, scalarText(value)]));
}
