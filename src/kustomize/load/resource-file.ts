/** Reads the objects of a file, as kustomize takes them from resource files and from patches. */
import type { InputError } from "../../model/errors.ts";
import { inputError } from "../../model/errors.ts";
import type { TreeFile } from "../../model/tree.ts";
import { isEmpty, metadataOf, textAt } from "../resources/resource.ts";
import { FoldedText } from "../yaml/folded-text.ts";
import { readFromJson } from "../yaml/json.ts";
import { carryQuotes } from "../yaml/quotes.ts";
import type { SourceDocument } from "../yaml/read-file.ts";
import { readObjectFile } from "../yaml/read-file.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, isNull, nodeText, own, withKey } from "../yaml/value.ts";

/** An object and where it was read from. */
export interface ReadObject {
  readonly object: Mapping;
  readonly document: SourceDocument;
  /** Where in the document the object stands: an item of a list is not all of it. */
  readonly within: readonly (string | number)[];
}

/**
 * The objects of all documents; empty documents are passed over. The items of lists come after all other objects, in
 * the order in which kustomize takes them. Nulls in `textFields` become what the file says: `a: null` is "null" and
 * `a:` is "", as kustomize reads annotations. Folded blocks among labels and annotations are plain strings after it.
 */
export function readObjects(
  file: TreeFile,
  path: string,
  textFields: readonly TextField[] = ["annotations"],
): readonly ReadObject[] {
  const documents = readObjectFile(file, path);
  const queue: ReadObject[] = documents.flatMap((document, index) => {
    const malformed = (problem: string): InputError => malformedDocument(document, path, index, problem);
    return checked(document.value, malformed).map((object) => ({
      object: withReadTexts(textFields.reduce(withNullTexts, object), textFields),
      document,
      within: [],
    }));
  });
  const objects: ReadObject[] = [];
  for (const read of queue) {
    const items = itemsOf(read.object);
    if (items === undefined) {
      objects.push(read);
      continue;
    }
    if (!isList(items) && !isNull(items)) throw listError(read, path, [...read.within, "items"], "is not a list");
    for (const [index, item] of (isList(items) ? items : []).entries()) {
      const within = [...read.within, "items", index];
      const malformed = (problem: string): InputError => listError(read, path, within, problem);
      for (const object of checked(readFromJson(item), malformed)) queue.push({ ...read, object, within });
    }
  }
  return objects;
}

export type TextField = "labels" | "annotations";

const FIX = "Write apiVersion, kind and metadata.name.";

function itemsOf(object: Mapping): Value | undefined {
  return textAt(object, "kind").endsWith("List") ? own(object, "items") : undefined;
}

/** The object of a document, or none for an empty one. */
function checked(value: Value, malformed: (problem: string) => InputError): readonly Mapping[] {
  if (isEmpty(value)) return [];
  if (!isMapping(value)) throw malformed("is not a mapping");
  const kind = textAt(value, "kind");
  if (kind === "") throw malformed("has no kind");
  if (!kind.endsWith("List") && textAt(metadataOf(value), "name") === "") {
    throw malformed(`(${kind}) has no metadata.name`);
  }
  return [value];
}

function malformedDocument(document: SourceDocument, path: string, index: number, problem: string): InputError {
  const place = { file: path, ...document.placeOf([]) };
  return inputError("kustomization-resource", `${path}: document ${index + 1} ${problem}`, FIX, place);
}

/** A problem of a list or of one of its items; the list itself may be an item of another one. */
function listError({ document }: ReadObject, path: string, within: ReadObject["within"], problem: string): InputError {
  const name = within
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .slice(1);
  const fix = typeof within.at(-1) === "number" ? FIX : "Make it a list.";
  const place = { file: path, ...document.placeOf(within), path: name };
  return inputError("kustomization-resource", `${path}: ${name}: it ${problem}`, fix, place);
}

function withNullTexts(object: Mapping, field: TextField): Mapping {
  const map = own(metadataOf(object), field);
  if (!isMapping(map) || !Object.values(map).some(isNull)) return object;
  const texts = Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key, isNull(value) ? nodeText(value) : value]),
  );
  return withKey(object, "metadata", withKey(metadataOf(object), field, carryQuotes(map, texts)));
}

/** kustomize writes all annotations anew before they are decoded, and labels only where they are text fields. */
function withReadTexts(object: Mapping, textFields: readonly TextField[]): Mapping {
  const annotated = withPlainTexts(object, "annotations", ({ read }) => read);
  return withPlainTexts(annotated, "labels", ({ read, text }) => (textFields.includes("labels") ? read : text));
}

function withPlainTexts(object: Mapping, field: TextField, textOf: (folded: FoldedText) => string): Mapping {
  const map = own(metadataOf(object), field);
  if (!isMapping(map) || !Object.values(map).some((value) => value instanceof FoldedText)) return object;
  const texts = Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key, value instanceof FoldedText ? textOf(value) : value]),
  );
  return withKey(object, "metadata", withKey(metadataOf(object), field, texts));
}
