/** Reads the objects of a resource file. */
import type { InputError } from "../model/errors.ts";
import { inputError } from "../model/errors.ts";
import type { JsonObject, JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import type { TreeFile } from "../model/tree.ts";
import { documentsOf, placeOf } from "./documents.ts";

/** The objects of all documents, the items of lists one by one. */
export function manifestsOf(file: TreeFile, path: string): readonly Manifest[] {
  return documentsOf(file, path, "1.2").flatMap((document, index) =>
    document === null ? [] : fromDocument(document, { file, path, index }),
  );
}

/** Which document of which file, for errors. */
interface Where {
  readonly file: TreeFile;
  readonly path: string;
  readonly index: number;
}

function fromDocument(document: JsonValue, where: Where): readonly Manifest[] {
  if (!isObject(document)) throw malformed(where, "is not a mapping");
  const { kind, items } = document;
  if (typeof kind === "string" && kind.endsWith("List") && Array.isArray(items)) {
    return items.flatMap((item: JsonValue) => fromDocument(item, where));
  }
  return [checked(document, where)];
}

function checked(document: JsonObject, where: Where): Manifest {
  const { apiVersion, kind, metadata } = document;
  if (typeof kind !== "string" || kind === "") throw malformed(where, "has no kind");
  const name = isObject(metadata) ? metadata.name : undefined;
  if (typeof name !== "string" || name === "") {
    throw malformed(where, `(${kind}) has no metadata.name, or one that is not a string`);
  }
  if (typeof apiVersion === "string" && apiVersion !== "") return document as Manifest;
  throw malformed(where, `(${kind} ${name}) has no apiVersion`);
}

function malformed({ file, path, index }: Where, problem: string): InputError {
  const message = `${path}: document ${index + 1} ${problem}`;
  const place = placeOf(path, file.text, [], index);
  return inputError("kustomization-resource", message, "Write apiVersion, kind and metadata.name.", place);
}
