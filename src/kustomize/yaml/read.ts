/** Reads YAML files as kustomize does: its own division into documents, its scalars, merges and refusals. */
import type { Document, DocumentOptions, ParseOptions, SchemaOptions, YAMLParseError } from "yaml";
import { isCollection, isMap, isNode, isScalar, LineCounter, parseAllDocuments } from "yaml";
import { inputError } from "../../model/errors.ts";
import { isAfterRoot } from "./after-root.ts";
import { withAliasKeysApart } from "./alias-keys.ts";
import { composedDocuments } from "./compose.ts";
import { DepthError } from "./depth.ts";
import { libraryProblem } from "./library-problem.ts";
import { indented } from "./loose-lines.ts";
import { readPlainLines } from "./plain-lines.ts";
import type { Chunk } from "./split.ts";
import { SplitError, splitDocuments } from "./split.ts";
import { checkText } from "./text-check.ts";
import { TextError } from "./text-error.ts";
import type { Mapping, Value } from "./value.ts";
import { isList, isMapping, own } from "./value.ts";
import type { Mode, RepeatedKey } from "./walk.ts";
import { valueOfDocument } from "./walk.ts";

export type Path = readonly (string | number)[];

/** Counted from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

const OPTIONS: DocumentOptions & ParseOptions & SchemaOptions = {
  schema: "failsafe",
  resolveKnownTags: false,
  uniqueKeys: false,
  merge: false,
  strict: false,
  prettyErrors: false,
  logLevel: "error",
};

/** Places that were looked up, as a tree of the steps of their paths. */
interface KnownPlaces {
  place?: TextPlace;
  readonly parts: Map<string | number, KnownPlaces>;
}

/** One document of a file; of lists it is one element. */
export class YamlDocument {
  /** Null where the document is empty. */
  readonly value: Value;
  readonly #chunk: Chunk;
  readonly #within: Path;
  #parsed: { readonly document: Document | undefined; readonly lines: LineCounter } | undefined;
  /** Many objects are made of one document, and ask for the same places. */
  readonly #places: KnownPlaces = { parts: new Map() };

  constructor(value: Value, chunk: Chunk, within: Path = []) {
    this.value = value;
    this.#chunk = chunk;
    this.#within = within;
  }

  /** A part of this document as a document of its own. */
  element(value: Value, within: Path): YamlDocument {
    return new YamlDocument(value, this.#chunk, within);
  }

  /** Where a value stands, or else the nearest one around it. Parses again at the first call: only messages ask. */
  placeOf(path: Path): TextPlace {
    let known = this.#places;
    for (const step of path) {
      let part = known.parts.get(step);
      if (part === undefined) {
        part = { parts: new Map() };
        known.parts.set(step, part);
      }
      known = part;
    }
    known.place ??= this.#find([...this.#within, ...path]);
    return known.place;
  }

  /** Where the key of a value stands, or else the value. */
  keyPlaceOf(path: Path): TextPlace {
    this.#parsed ??= parseForPlaces(this.#chunk.text);
    const { document, lines } = this.#parsed;
    const full = [...this.#within, ...path];
    const around = nodeAt(document, full.slice(0, -1));
    const pair = isMap(around) ? around.items.find(({ key }) => isScalar(key) && key.value === full.at(-1)) : undefined;
    if (!isScalar(pair?.key) || !pair.key.range) return this.placeOf(path);
    const { line, col } = lines.linePos(pair.key.range[0]);
    return { line: this.#chunk.line + line, column: col };
  }

  /** As `placeOf`, but a mapping or list that begins below its key is where the key stands: that is the line people look for. */
  linePlaceOf(path: Path): TextPlace {
    this.#parsed ??= parseForPlaces(this.#chunk.text);
    let length = path.length;
    let node = nodeAt(this.#parsed.document, [...this.#within, ...path]);
    while (length > 0 && !isNode(node))
      node = nodeAt(this.#parsed.document, [...this.#within, ...path.slice(0, --length)]);
    const nearest = path.slice(0, length);
    return isCollection(node) && node.flow !== true && length > 0 ? this.keyPlaceOf(nearest) : this.placeOf(nearest);
  }

  #find(full: Path): TextPlace {
    this.#parsed ??= parseForPlaces(this.#chunk.text);
    const { document, lines } = this.#parsed;
    for (let length = full.length; length >= 0; length--) {
      const node = nodeAt(document, full.slice(0, length));
      if (isNode(node) && node.range) {
        const { line, col } = lines.linePos(node.range[0]);
        return { line: this.#chunk.line + line, column: col };
      }
    }
    return { line: this.#chunk.line + 1, column: 1 };
  }
}

/**
 * The documents of a file. As an object file it is divided at its `---` lines, and a sole `List` or `ResourceList`
 * becomes its items; as a setting only its first document counts. Throws an input error for what kustomize refuses.
 */
export function readDocuments(text: string, file: string, mode: Mode): readonly YamlDocument[] {
  if (mode === "setting") return [readChunk({ text, line: 0 }, file, mode)];
  const documents = chunksOf(text, file).map((chunk) => readChunk(chunk, file, mode));
  const [first] = documents;
  return documents.length === 1 && first !== undefined ? unwrapped(first) : documents;
}

function chunksOf(text: string, file: string): readonly Chunk[] {
  try {
    return splitDocuments(text);
  } catch (cause) {
    if (cause instanceof SplitError) throw unreadable(file, cause.message, { line: cause.line, column: 1 });
    throw cause;
  }
}

/** A byte order mark would count as indentation. */
export function readChunk(
  marked: Chunk,
  file: string,
  mode: Mode,
  noteRepeated?: (key: string, at: TextPlace) => void,
): YamlDocument {
  const chunk = marked.text.startsWith("\ufeff") ? { ...marked, text: marked.text.slice(1) } : marked;
  try {
    const repeated: RepeatedKey[] | undefined = noteRepeated === undefined ? undefined : [];
    const document = new YamlDocument(valueOfText(chunk.text, mode, repeated), chunk);
    for (const { name, offset } of repeated ?? []) noteRepeated?.(name, placeAt(chunk, offset));
    return document;
  } catch (cause) {
    if (cause instanceof DepthError) {
      const place = { file, ...placeAt(chunk, cause.offset) };
      throw inputError("kustomization-depth", `${file}: ${cause.message}`, DepthError.fix, place);
    }
    if (cause instanceof TextError) throw unreadable(file, cause.message, placeAt(chunk, cause.offset));
    throw cause;
  }
}

function valueOfText(text: string, mode: Mode, repeated: RepeatedKey[] | undefined): Value {
  const plain = readPlainLines(text, mode);
  if (plain !== undefined) return plain;
  checkText(text, mode);
  // The library would count the mark as a column of the first line.
  const isMarked = mode === "setting" && text.startsWith("\ufeff");
  const parsed = parseLoosely(isMarked ? text.slice(1) : text);
  return parsed.document === undefined ? null : valueOfDocument(parsed.document.contents, parsed.text, mode, repeated);
}

function problemOf({ contents, errors }: Document.Parsed, text: string): YAMLParseError | undefined {
  return errors.find((error) => !isApostrophe(error, text) && !isAfterRoot(error, contents, text));
}

interface Parsed {
  readonly document: Document.Parsed | undefined;
  /** The text that was parsed: lines are where they were, but may be indented further, and have a space more. */
  readonly text: string;
}

function parseLoosely(text: string): Parsed {
  let loose = { text: withAliasKeysApart(text), start: -1 };
  for (;;) {
    const [document] = composedDocuments(loose.text, OPTIONS);
    const problem = document && problemOf(document, loose.text);
    if (document === undefined || problem === undefined) return { document, text: loose.text };
    // The library ran out of the stack.
    if (problem.code === "RESOURCE_EXHAUSTION") throw new DepthError(problem.pos[0]);
    const next = indented(loose.text, document, loose.start);
    if (next === undefined) throw new TextError(libraryProblem(problem), problem.pos[0]);
    loose = next;
  }
}

/** `\\'` in a double-quoted text, which go-yaml takes for an apostrophe. */
function isApostrophe(problem: YAMLParseError, text: string): boolean {
  return problem.code === "BAD_DQ_ESCAPE" && text.startsWith("\\'", problem.pos[0]);
}

function unwrapped(document: YamlDocument): readonly YamlDocument[] {
  const { value } = document;
  return isWrapper(value) ? itemsOf(document, value) : [document];
}

function isWrapper(value: Value): value is Mapping {
  if (!isMapping(value)) return false;
  const kind = own(value, "kind");
  if (kind !== "List" && kind !== "ResourceList") return false;
  return own(value, "items") !== undefined || own(value, "functionConfig") !== undefined;
}

function itemsOf(document: YamlDocument, value: Mapping): readonly YamlDocument[] {
  const items = own(value, "items");
  return isList(items) ? items.map((item, index) => document.element(item, ["items", index])) : [];
}

function parseForPlaces(text: string): { document: Document | undefined; lines: LineCounter } {
  const lines = new LineCounter();
  const documents = parseAllDocuments(withAliasKeysApart(text), { ...OPTIONS, lineCounter: lines });
  return { document: Array.isArray(documents) ? documents[0] : undefined, lines };
}

function nodeAt(document: Document | undefined, path: Path): unknown {
  const contents = document?.contents;
  if (path.length === 0) return contents;
  return isCollection(contents) ? contents.getIn(path, true) : undefined;
}

function placeAt({ text, line }: Chunk, offset: number): TextPlace {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf("\n") + 1;
  return { line: line + before.split("\n").length, column: before.length - start + 1 };
}

/** The input error for a file that kustomize cannot read. */
function unreadable(file: string, problem: string, at: TextPlace): Error {
  return inputError("kustomization-yaml", `${file} is not valid YAML: ${problem}`, "Correct the YAML.", {
    file,
    ...at,
  });
}
