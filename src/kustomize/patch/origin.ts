/** Who sets what a patch changes: its own lines, in its file or in the kustomization. */
import { InputError } from "../../model/errors.ts";
import { placeInside } from "../load/inline-text.ts";
import { readObjects } from "../load/resource-file.ts";
import type { Attribute } from "../provenance/blame.ts";
import type { Origin, OriginPlace, Path } from "../provenance/origin.ts";
import { mergeAttribute, operationsAttribute } from "../provenance/patch-attribute.ts";
import { metadataOf, textAt } from "../resources/resource.ts";
import { readSetting } from "../yaml/read-file.ts";
import type { Mapping } from "../yaml/value.ts";
import type { LoadedPatch } from "./load.ts";

/** The patch as a whole. */
export function patchOrigin(patch: LoadedPatch): Origin {
  return { kind: "patch", placeOf: () => placeIn(patch, () => undefined) };
}

/** The lines that set each value. */
export function patchAttribute(patch: LoadedPatch): Attribute {
  const { operations, merges } = patch;
  if (operations !== undefined)
    return operationsAttribute(
      operations,
      origin(patch, () => settings(patch)),
    );
  const attributes = merges.map((merge, index) =>
    mergeAttribute(
      merge,
      origin(patch, () => document(patch, index)),
    ),
  );
  return (path, after, before) => {
    const meant = attributes.length === 1 ? 0 : merges.findIndex((merge) => isFor(merge, after));
    return attributes[Math.max(meant, 0)]?.(path, after, before);
  };
}

interface Placed {
  placeOf(path: Path): { readonly line: number; readonly column: number };
}

/** The patch is read again, which happens only where somebody asks for a line. */
function document({ content, file }: LoadedPatch, index: number): Placed | undefined {
  const read = readObjects(content, file ?? "", [])[index]?.document;
  return read === undefined ? undefined : { placeOf: (path) => read.linePlaceOf(path) };
}

function settings({ content, file }: LoadedPatch): Placed {
  return readSetting(content, file ?? "");
}

function origin(patch: LoadedPatch, read: () => Placed | undefined): Origin {
  let placed: Placed | undefined;
  return {
    kind: "patch",
    placeOf: (path) =>
      placeIn(patch, () => {
        placed ??= read();
        return placed?.placeOf(path);
      }),
  };
}

/** The place of a value of a JSON 6902 patch. */
export function patchPlace(patch: LoadedPatch, path: Path): OriginPlace {
  try {
    return placeIn(patch, () => settings(patch).placeOf(path));
  } catch (cause) {
    // JSON that is no YAML.
    if (cause instanceof InputError) return placeIn(patch, () => undefined);
    throw cause;
  }
}

function placeIn(patch: LoadedPatch, find: () => ReturnType<Placed["placeOf"]> | undefined): OriginPlace {
  const inside = find();
  if (patch.file !== undefined) return { kind: "patch", file: patch.file, ...(inside ?? { line: 1, column: 1 }) };
  const { entry, content } = patch;
  return { kind: "patch", file: entry.from.file, ...placeInside(entry, content.text, inside) };
}

function isFor(merge: Mapping, object: Mapping): boolean {
  return (
    textAt(merge, "kind") === textAt(object, "kind") &&
    textAt(metadataOf(merge), "name") === textAt(metadataOf(object), "name")
  );
}
