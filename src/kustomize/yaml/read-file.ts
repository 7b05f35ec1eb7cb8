/** Reads files of a tree as YAML; documents that whoever made the tree has are not read again. */
import type { TreeFile } from "../../model/tree.ts";
import { carryQuotes } from "./quotes.ts";
import type { Path, TextPlace, YamlDocument } from "./read.ts";
import { readDocuments } from "./read.ts";
import type { Value } from "./value.ts";
import { isMapping } from "./value.ts";
import type { Mode } from "./walk.ts";

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

/** The documents of a file with objects; each object is a mapping of its own, whoever else reads the same file. */
export function readObjectFile(file: TreeFile, path: string): readonly SourceDocument[] {
  if (file.documents === undefined) {
    return documentsOf(file, path, "object").map((document) => sourceOf(apart(document.value), () => document));
  }
  return file.documents.map((value, index) => sourceOf(value, () => readDocuments(file.text, path, "object")[index]));
}

/** The first document of a file with settings, which kustomize reads with the rules of YAML 1.1. */
export function readSetting(file: TreeFile, path: string): SourceDocument {
  const read = (): YamlDocument | undefined => documentsOf(file, path, "setting")[0];
  if (file.documents !== undefined) return sourceOf(file.documents[0] ?? null, read);
  const document = read();
  return sourceOf(document?.value ?? null, () => document);
}

/** By the file, whatever paths it has: a source may have one file for all that have the same text. */
const READ: Readonly<Record<Mode, WeakMap<TreeFile, readonly YamlDocument[]>>> = {
  object: new WeakMap(),
  setting: new WeakMap(),
};

/** Read once; what is wrong names the path, and is found anew. */
function documentsOf(file: TreeFile, path: string, mode: Mode): readonly YamlDocument[] {
  const known = READ[mode].get(file);
  if (known !== undefined) return known;
  const documents = readDocuments(file.text, path, mode);
  READ[mode].set(file, documents);
  return documents;
}

/** Builds tell objects by their mapping, which must not be that of another file. */
function apart(value: Value): Value {
  return isMapping(value) ? carryQuotes(value, { ...value }) : value;
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
