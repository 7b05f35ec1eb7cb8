/** What a text in a field says, where it is a document: for readers and danger rules, the exact values are the texts. */
import { type Document, parseAllDocuments, visit } from "yaml";
import type { TextFormat } from "../model/difference.ts";
import { isObject, type JsonValue } from "../model/json.ts";
import { hasDoubledKeys } from "../redaction/yaml-keys.ts";

export interface ReadText {
  readonly format: TextFormat;
  /** One for each document of a YAML text, otherwise one. */
  readonly documents: readonly JsonValue[];
  /** The same with quotes around texts that would be numbers without them, where there are any. */
  readonly exact: readonly JsonValue[];
}

/** Longer texts are only compared as texts. */
const MOST_CHARACTERS = 512 * 1024;
const MOST_LEVELS = 100;
const MOST_ALIASES = 20;

/** False for what is none at first sight: most texts are words. */
export function mayBeDocument(text: string): boolean {
  return text.length <= MOST_CHARACTERS && (IN_BRACKETS.test(text) || text.trimEnd().includes("\n"));
}

const IN_BRACKETS = /^\s*[{[]/;

/** Undefined for prose, scripts, single words, a key that is there twice, and whatever can't be read. */
export function readText(text: string): ReadText | undefined {
  if (!mayBeDocument(text)) return undefined;
  if (IN_BRACKETS.test(text)) return readYaml(text, isJson(text) ? "json" : "yaml");
  return readEnv(text) ?? readYaml(text, "yaml");
}

const ENV_LINE = /^(?:export +)?([A-Za-z_][\w.-]*)=(.*)$/;

/** Every line is `KEY=value`, a comment, or empty. */
function readEnv(text: string): ReadText | undefined {
  const entries = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, key, value] = ENV_LINE.exec(line) ?? [];
    if (key === undefined || value === undefined || entries.has(key)) return undefined;
    entries.set(key, value);
  }
  if (entries.size === 0) return undefined;
  const documents = [Object.fromEntries(entries)];
  return { format: "env", documents, exact: documents };
}

/** JSON is read as YAML too, whose reader tells keys that are there twice, and how a number is written. */
function readYaml(text: string, format: TextFormat): ReadText | undefined {
  try {
    const documents = parseAllDocuments(format === "json" ? text.replaceAll("\t", " ") : text, {
      version: "1.2",
      schema: "core",
      uniqueKeys: false,
      logLevel: "silent",
    });
    if (documents.some(({ errors, warnings }) => errors.length + warnings.length > 0)) return undefined;
    const trees = [...documents] as Document[];
    if (trees.some(hasDoubledKeys)) return undefined;
    for (const tree of trees) keepWritten(tree);
    const values = trees.map(dataOf);
    const isSound = values.length > 0 && values.every((value) => isDocument(value, format) && isPlain(value, 0));
    if (!isSound) return undefined;
    const isQuoted = trees.filter(keepQuotes).length > 0;
    return { format, documents: values, exact: isQuoted ? trees.map(dataOf) : values };
  } catch {
    // The library throws for what it has no error for, such as too many aliases.
    return undefined;
  }
}

function dataOf(document: Document): JsonValue {
  return document.toJS({ maxAliasCount: MOST_ALIASES }) as JsonValue;
}

/** `1.10` is no other number than `1.1`, and another version: what is not written as JSON would write it stays a text. */
function keepWritten(document: Document): void {
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value !== "number" && typeof node.value !== "boolean") return;
      if (node.source !== undefined && node.source !== String(node.value)) node.value = node.source;
    },
  });
}

const LIKE_A_NUMBER = /^(?:[-+.]?\d[\w.+-]*|true|false)$/i;

/** Such texts can't be told from what `keepWritten` keeps. True where there are any. */
function keepQuotes(document: Document): boolean {
  let isThere = false;
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value !== "string" || !node.type?.startsWith("QUOTE") || !LIKE_A_NUMBER.test(node.value)) return;
      node.value = JSON.stringify(node.value);
      isThere = true;
    },
  });
  return isThere;
}

const PLAIN_KEY = /^[^\s:]+$/;

/** A sentence with a colon is a mapping, too: the keys of one that is meant have no spaces. */
function isDocument(value: JsonValue, format: TextFormat): boolean {
  if (Array.isArray(value)) return true;
  return isObject(value) && (format === "json" || Object.keys(value).every((key) => PLAIN_KEY.test(key)));
}

/** Tags bring other things than plain data. */
function isPlain(value: unknown, level: number): boolean {
  if (level > MOST_LEVELS) return false;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null)
    return typeof value === "string" || typeof value === "boolean" || value === null;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every((part) => isPlain(part, level + 1));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
