/** The documents of a YAML text as `kubectl` and Argo CD read it: YAML 1.1, and every document by itself. */
import { InputError } from "../model/errors.ts";
import type { JsonValue, Path } from "../model/json.ts";
import { type BlockCache, readInBlocks } from "./yaml/blocks.ts";
import { NoJsonError } from "./yaml/json.ts";
import { splitObjects } from "./yaml/json-stream.ts";
import { plainData } from "./yaml/plain-data.ts";
import type { TextPlace, YamlDocument } from "./yaml/read.ts";
import { readChunk } from "./yaml/read.ts";
import type { Chunk } from "./yaml/split.ts";
import { SplitError, splitDocuments } from "./yaml/split.ts";

export interface PlainDocument {
  /** Which part of the text it is, counted from 1; empty ones count. */
  readonly number: number;
  readonly content: DocumentContent;
  /** Lines of the text before it. */
  readonly line: number;
}

/** What does not depend on where a document stands: the same text is read once. Lines are those of the document. */
export interface DocumentContent {
  /** Null where it is empty; undefined where it cannot be read. */
  readonly value: JsonValue | undefined;
  readonly problem: TextProblem | undefined;
  readonly repeated: readonly RepeatedKey[];
  /** True where the text says that it is a Kubernetes object, whether it can be read or not. */
  readonly looksLikeObject: boolean;
  /** True of a text that cannot be read, and has actions of a template such as Helm's. */
  readonly isTemplate: boolean;
  /** Where a value stands, of a mapping or list its key, or else the nearest one around it. Parses again at the first call. */
  placeOf(path: Path): TextPlace;
}

export interface TextProblem {
  readonly message: string;
  readonly fix: string;
  readonly at: TextPlace;
}

interface RepeatedKey {
  readonly key: string;
  readonly at: TextPlace;
}

/** What many texts have in common. */
export interface DocumentCache {
  readonly contents: Map<string, DocumentContent>;
  readonly blocks: BlockCache;
}

export function createDocumentCache(): DocumentCache {
  return { contents: new Map(), blocks: new Map() };
}

export interface PlainText {
  readonly documents: readonly PlainDocument[];
  /** Lines, counted from 1, that divide documents and have something else behind the `---`. */
  readonly wrongSeparators: readonly number[];
}

export const SEPARATOR_PROBLEM = new SplitError(0).message;

/** `cache` is for many texts that have documents in common. */
export function plainDocuments(text: string, cache: DocumentCache = createDocumentCache()): PlainText {
  const wrongSeparators: number[] = [];
  const chunks = splitObjects(text) ?? splitDocuments(text, (line) => wrongSeparators.push(line));
  const documents = chunks.map(({ text: part, line }, index): PlainDocument => {
    const content = cache.contents.get(part) ?? contentOf({ text: part, line: 0 }, cache.blocks);
    cache.contents.set(part, content);
    return { number: index + 1, content, line };
  });
  return { documents, wrongSeparators };
}

/**
 * A text that the library reads is in memory as a whole, some hundred times as large; an object that a cluster stores has
 * 1.5 MB at most. Lists of many objects are read in parts.
 */
const MOST_CHARACTERS = 2 * 1024 * 1024;

const LIST = /^kind: *["']?\w*List\b/m;

const START: TextPlace = { line: 1, column: 1 };

function contentOf(chunk: Chunk, blocks: BlockCache): DocumentContent {
  const isTooLarge = chunk.text.length > MOST_CHARACTERS;
  const inBlocks = isTooLarge && !LIST.test(chunk.text) ? undefined : readInBlocks(chunk.text, blocks, readPart);
  if (inBlocks !== undefined) return contentInBlocks(chunk, inBlocks);
  if (isTooLarge) {
    const message = `this document has more than ${MOST_CHARACTERS / 1024 / 1024} MiB, which no cluster stores`;
    return unread(chunk, { message, fix: "Divide it into documents, one for each object.", at: START });
  }
  const repeated: RepeatedKey[] = [];
  try {
    const document = readChunk(chunk, "", "setting", (key, at) => repeated.push({ key, at }));
    return { ...sound(chunk, plainData(document.value)), repeated, placeOf: (path) => document.linePlaceOf(path) };
  } catch (cause) {
    return unread(chunk, problemOf(cause));
  }
}

/** The text is read once more where a place in it is asked for: most never are. */
function contentInBlocks(chunk: Chunk, value: JsonValue): DocumentContent {
  let document: YamlDocument | undefined;
  return {
    ...sound(chunk, value),
    repeated: [],
    placeOf: (path) => {
      document ??= readChunk(chunk, "", "setting", () => {});
      return document.linePlaceOf(path);
    },
  };
}

function sound({ text }: Chunk, value: JsonValue): Omit<DocumentContent, "repeated" | "placeOf"> {
  return { value, problem: undefined, looksLikeObject: looksLikeObject(text), isTemplate: false };
}

function unread({ text }: Chunk, problem: TextProblem): DocumentContent {
  return {
    value: undefined,
    problem,
    repeated: [],
    looksLikeObject: looksLikeObject(text),
    isTemplate: isTemplateAt(text, problem.at.line),
    placeOf: () => START,
  };
}

function problemOf(cause: unknown): TextProblem {
  if (cause instanceof NoJsonError) return { message: cause.message, fix: cause.fix, at: START };
  if (!(cause instanceof InputError)) throw cause;
  const [finding] = cause.findings;
  const { line = 1, column = 1 } = finding?.at ?? {};
  const message = cause.message.replace(/^ is not valid YAML: |^: /, "");
  return { message, fix: finding?.fix ?? "Correct the YAML.", at: { line, column } };
}

function looksLikeObject(text: string): boolean {
  return /^["']?apiVersion["']?\s*:/m.test(text) && /^["']?kind["']?\s*:/m.test(text);
}

const CONTROL = /^[ \t]*\{\{-? *(?:if|else|end|range|with|include|template|define)\b/m;

/** Whether what is wrong with a text is that it is a template, such as Helm's; texts of alerts have braces, too. */
function isTemplateAt(text: string, line: number): boolean {
  return CONTROL.test(text) || text.split("\n", line)[line - 1]?.includes("{{") === true;
}

/** Undefined for what is not right by itself, or has a key twice: its document is read as a whole then. */
function readPart(text: string): JsonValue | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  let isRepeated = false;
  try {
    const { value } = readChunk({ text, line: 0 }, "", "setting", () => {
      isRepeated = true;
    });
    return isRepeated ? undefined : plainData(value);
  } catch (cause) {
    if (cause instanceof InputError || cause instanceof NoJsonError) return undefined;
    throw cause;
  }
}
