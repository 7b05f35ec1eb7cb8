/** Applies patches to the resources that they mean. */
import { InputError } from "../../model/errors.ts";
import { entryError, entryFinding } from "../load/entry.ts";
import { atPlace } from "../load/inline-text.ts";
import type { PatchOptions } from "../load/patch-form.ts";
import type { Operation } from "../merge/json-operations.ts";
import { applyJsonPatch } from "../merge/json-patch.ts";
import { PatchError } from "../merge/patch-error.ts";
import type { SchemaSet } from "../merge/schema.ts";
import { strategicMerge } from "../merge/strategic-merge.ts";
import type { Identity } from "../resources/identity.ts";
import { formatIdentity, identityKey, sameObject } from "../resources/identity.ts";
import { isEmpty, metadataOf, Resource, textsOf, withTexts } from "../resources/resource.ts";
import { SelectorError, select } from "../resources/selector.ts";
import { NoJsonError, throughJson } from "../yaml/json.ts";
import { plainScalar } from "../yaml/scalars.ts";
import { unwritablePath } from "../yaml/unwritable-path.ts";
import type { Mapping, Scalar, Value } from "../yaml/value.ts";
import { isList, isMapping, isNull, own, UnquotedText, withKey, withoutKey } from "../yaml/value.ts";
import type { LoadedPatch } from "./load.ts";
import { patchPlace } from "./origin.ts";

/** An entry of `patches`; `$patch: delete` takes resources away. */
export function applyPatch(
  resources: readonly Resource[],
  patch: LoadedPatch,
  schemas: SchemaSet,
): readonly Resource[] {
  const { entry, target, operations, merges } = patch;
  if (operations !== undefined) {
    if (target === undefined) {
      throw entryError(entry, "patch", "a JSON 6902 patch needs a target", "Add `target` with kind and name.");
    }
    return applyOperations(resources, patch, operations, (resource) => resource.remembered());
  }
  if (target === undefined) {
    return merges.reduce<readonly Resource[]>((before, merge) => {
      const one = theOne(before, merge, patch);
      return change(before, new Set([one]), patch, (resource) => merged(resource, merge, patch.options, schemas));
    }, resources);
  }
  const [merge] = merges;
  if (merge === undefined) return resources;
  if (merges.length > 1) {
    const problem = "a patch of several documents cannot have a target";
    throw entryError(entry, "patch", problem, "Split it, or leave `target` out.");
  }
  return mergeSelected(resources, selected(resources, patch), merge, patch, schemas);
}

/** An entry of `patchesStrategicMerge`. */
export function applyMergePatch(
  resources: readonly Resource[],
  patch: LoadedPatch,
  schemas: SchemaSet,
): readonly Resource[] {
  return patch.merges.reduce(
    (before, merge) => mergeSelected(before, new Set([theOne(before, merge, patch)]), merge, patch, schemas),
    resources,
  );
}

/** An entry of `patchesJson6902`. */
export function applyOperations(
  resources: readonly Resource[],
  patch: LoadedPatch,
  operations: readonly Operation[],
  prepare: (resource: Resource) => Mapping = ({ object }) => object,
): readonly Resource[] {
  return change(resources, selected(resources, patch), patch, (resource) => {
    const before = prepare(resource);
    const object = throughJson(before) as Mapping;
    const after = throughJson(placingOperation(object, operations, () => applyJsonPatch(object, operations)));
    if (!isMapping(after)) throw new PatchError("", "what is left is not a mapping", "Keep the object.");
    const annotations = own(metadataOf(after), "annotations");
    if (isList(annotations) && annotations.length > 0) {
      throw new PatchError("/metadata/annotations", "what is left is a list", "Make it a mapping.");
    }
    return withTexts(after, "annotations", { ...textsOf(after, "annotations"), ...notesOf(before) });
  });
}

/** What a build noted outlives an operation that takes the annotations away. */
function notesOf(object: Mapping): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(textsOf(object, "annotations")).filter(
      ([name]) =>
        name.startsWith("internal.config.kubernetes.io/") ||
        ["config.kubernetes.io/path", "config.kubernetes.io/index", "config.k8s.io/id"].includes(name),
    ),
  );
}

function selected(resources: readonly Resource[], { target }: LoadedPatch): ReadonlySet<Resource> {
  if (target === undefined) return new Set();
  try {
    return new Set(select(resources, target));
  } catch (cause) {
    if (!(cause instanceof SelectorError)) throw cause;
    throw entryError(target.entry, "target", cause.message, cause.fix);
  }
}

/** A patch without target names the one object that it means by apiVersion, kind, name and namespace. */
function theOne(resources: readonly Resource[], merge: Mapping, { entry }: LoadedPatch): Resource {
  const wanted = new Resource(merge).original;
  const found = resources.filter((resource) =>
    [...resource.previous, resource.id].some((id) => sameObject(id, wanted)),
  );
  const [one] = found;
  if (found.length === 1 && one !== undefined) return one;
  const meant = `${formatIdentity(wanted)} (version ${wanted.version})`;
  if (found.length > 0) {
    const fix = "Give the patch a `target`, or the objects different names.";
    throw entryError(entry, "patch-target", `several objects are or were ${meant}`, fix);
  }
  throw entryError(
    entry,
    "patch-target",
    `there is no object ${meant}${similar(resources, wanted)}`,
    missingFix(resources),
  );
}

const MOST_SIMILAR = 3;

/** What the patch may have been meant for. */
function similar(resources: readonly Resource[], wanted: Identity): string {
  const ids = resources.map(({ id }) => id);
  const named = ids.filter(({ name }) => name === wanted.name);
  const near = named.length > 0 ? named : ids.filter(({ kind }) => kind === wanted.kind);
  if (near.length === 0) return "";
  const shown = near.slice(0, MOST_SIMILAR).map((id) => `${formatIdentity(id)} (version ${id.version})`);
  return `; there is ${shown.join(", ")}${near.length > MOST_SIMILAR ? ", ..." : ""}`;
}

function missingFix(resources: readonly Resource[]): string {
  if (resources.length > 0) return "Correct apiVersion, kind, name and namespace of the patch.";
  return "List the objects under `resources`; a component is built with a kustomization that lists it under `components`.";
}

function mergeSelected(
  resources: readonly Resource[],
  meant: ReadonlySet<Resource>,
  merge: Mapping,
  patch: LoadedPatch,
  schemas: SchemaSet,
): readonly Resource[] {
  const texts = withTextMetadata(merge);
  const patched = change(resources, meant, patch, (resource) => {
    const apiVersion = own(resource.object, "apiVersion");
    if (!isMissing(apiVersion)) {
      return merged(resource, withKey(texts, "apiVersion", apiVersion), patch.options, schemas);
    }
    const after = merged(resource, withoutKey(texts, "apiVersion"), patch.options, schemas);
    return after && withKey(after, "apiVersion", null);
  });
  refuseDuplicates(patched, patch);
  return patched;
}

/** kustomize gives the patch the object's apiVersion, and so writes a null where there is none. */
function isMissing(apiVersion: Value | undefined): apiVersion is undefined | null | Scalar {
  return apiVersion === undefined || isNull(apiVersion);
}

/** With a target, kustomize reads the patch's labels and annotations as strings. */
function withTextMetadata(merge: Mapping): Mapping {
  const labelled = withTexts(merge, "labels", textsOf(merge, "labels"));
  return withTexts(labelled, "annotations", textsOf(labelled, "annotations"));
}

/** The object with the patch merged in, or undefined where nothing is left of it. */
function merged(
  resource: Resource,
  merge: Mapping,
  { allowNameChange, allowKindChange }: PatchOptions,
  schemas: SchemaSet,
): Mapping | undefined {
  const before = allowNameChange || allowKindChange ? resource.remembered() : resource.object;
  const after = strategicMerge(before, merge, schemas);
  if (after === undefined || isEmpty(after)) return undefined;
  const kind = allowKindChange ? after : restored(after, before, "kind");
  const metadata = metadataOf(kind);
  const named = allowNameChange ? metadata : restored(metadata, metadataOf(before), "name");
  return withKey(kind, "metadata", restored(named, metadataOf(before), "namespace"));
}

function restored(after: Mapping, before: Mapping, key: string): Mapping {
  const value = own(before, key);
  if (value instanceof UnquotedText) return withKey(after, key, plainScalar(value.text));
  return value === undefined || isEmpty(value) || value === "" ? withoutKey(after, key) : withKey(after, key, value);
}

function refuseDuplicates(resources: readonly Resource[], { entry }: LoadedPatch): void {
  const seen = new Set<string>();
  for (const { id } of resources) {
    const key = identityKey(id);
    if (seen.has(key)) {
      throw entryError(entry, "duplicate", `two objects are ${formatIdentity(id)} after this patch`, "Rename one.");
    }
    seen.add(key);
  }
}

function change(
  resources: readonly Resource[],
  meant: ReadonlySet<Resource>,
  patch: LoadedPatch,
  update: (resource: Resource) => Mapping | undefined,
): readonly Resource[] {
  if (meant.size === 0) return resources;
  return resources.flatMap((resource) => {
    if (!meant.has(resource)) return resource;
    const object = attempt(resource, patch, update);
    return object === undefined ? [] : resource.with(object);
  });
}

/** Adds to the error of a patch where the patch stands and which object it failed on. */
function attempt(
  resource: Resource,
  patch: LoadedPatch,
  update: (resource: Resource) => Mapping | undefined,
): Mapping | undefined {
  const { entry, file } = patch;
  try {
    return update(resource);
  } catch (cause) {
    if (cause instanceof NoJsonError) {
      const where = `${formatIdentity(resource.id)} ${unwritablePath(resource.object, throughJson)}`.trim();
      throw entryError(entry, "unwritable", `${where}: ${cause.message}`, cause.fix);
    }
    if (!(cause instanceof PatchError)) throw cause;
    const place = [formatIdentity(resource.id), cause.path].filter((part) => part !== "").join(" ");
    const problem = `${file === undefined ? "" : `${file}, `}${place}: ${cause.message}`;
    const finding = entryFinding(entry, "patch", problem, cause.fix);
    if (!(cause instanceof OperationError)) throw new InputError([finding]);
    const { kind: _, ...at } = patchPlace(patch, [cause.index]);
    throw new InputError([{ ...finding, at: { ...atPlace(finding.at, at), file: at.file } }]);
  }
}

/** The error of an operation of a JSON 6902 patch. */
class OperationError extends PatchError {
  readonly index: number;
  constructor(index: number, { path, message, fix }: PatchError) {
    super(path, message.startsWith("operation ") ? message : `operation ${index + 1}: ${message}`, fix);
    this.index = index;
  }
}

/** Adds to the error of an operation which one it is: the last one of the shortest beginning of the patch that fails so. */
function placingOperation<T>(object: Mapping, operations: readonly Operation[], apply: () => T): T {
  try {
    return apply();
  } catch (cause) {
    if (!(cause instanceof PatchError)) throw cause;
    const index = operations.findIndex((_, last) => isRefused(object, operations.slice(0, last + 1), cause));
    throw index < 0 ? cause : new OperationError(index, cause);
  }
}

function isRefused(object: Mapping, operations: readonly Operation[], { path, message }: PatchError): boolean {
  try {
    applyJsonPatch(object, operations);
    return false;
  } catch (cause) {
    return cause instanceof PatchError && cause.path === path && cause.message === message;
  }
}
