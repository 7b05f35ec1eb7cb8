/** Reads files of a tree as YAML; documents that whoever made the tree has are not read again. */
import type { TreeFile } from "../../model/tree.ts";
import type { Path, TextPlace, YamlDocument } from "./read.ts";
import { readDocuments } from "./read.ts";
import type { Value } from "./value.ts";

/** A document and what only messages and rare forms ask for. */
export interface SourceDocument {
  /** Null where the document is empty. */
  readonly value: Value;
  placeOf(path: Path): TextPlace;
  /** As `placeOf`; of a mapping or list that begins below its key, the key. */
  linePlaceOf(path: Path): TextPlace;
  /** Where the key of a value stands. */
  keyPlaceOf(path: Path): TextPlace;
}

/** The documents of a file with objects. */
export function readObjectFile(file: TreeFile, path: string): readonly SourceDocument[] {
  if (file.documents === undefined) {
    return readDocuments(file.text, path, "object").map((document) => sourceOf(document.value, () => document));
  }
  return file.documents.map((value, index) => sourceOf(value, () => readDocuments(file.text, path, "object")[index]));
}

/** The first document of a file with settings, which kustomize reads with the rules of YAML 1.1. */
export function readSetting(file: TreeFile, path: string): SourceDocument {
  const read = (): YamlDocument | undefined => readDocuments(file.text, path, "setting")[0];
  if (file.documents !== undefined) return sourceOf(file.documents[0] ?? null, read);
  const document = read();
  return sourceOf(document?.value ?? null, () => document);
}

function sourceOf(value: Value, parsed: () => YamlDocument | undefined): SourceDocument {
  const start = { line: 1, column: 1 };
  return {
    value,
    placeOf: (path) => parsed()?.placeOf(path) ?? start,
    linePlaceOf: (path) => parsed()?.linePlaceOf(path) ?? start,
    keyPlaceOf: (path) => parsed()?.keyPlaceOf(path) ?? start,
  };
}
