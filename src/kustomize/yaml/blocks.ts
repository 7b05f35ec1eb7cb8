/**
 * Reads a document in parts, each distinct text once: rendered clusters repeat all but a few lines of each other. A part is
 * an entry of a block mapping or an item of a block sequence; what it says does not depend on what stands around it, save
 * for anchors. Whatever is not plainly of this form is a part as a whole, and YAML stays the library's business.
 */
import { isObject, type JsonValue } from "../../model/json.ts";

/** What was read, by its text with its indentation. */
export type BlockCache = Map<string, JsonValue>;

/** Reads a part by the library: its value, or undefined where it is none by itself (an alias, half a text, a key twice). */
export type ReadPart = (text: string) => JsonValue | undefined;

/** Deeper ones are read as a whole: the library says what is wrong with them. */
const MOST_LEVELS = 64;

/** A key that is a plain text in every version of YAML, from a given place on. */
const KEY = /([A-Za-z_][\w./-]*):(?=[ \n]|$)/y;
/** Keys that are no texts, and one that is no key of a JavaScript object. */
const WORD = /^(y|n|yes|no|on|off|true|false|null|__proto__)$/i;
/** What a part with an anchor stands for can be much larger than its text, and the limit is one of whole documents. */
const ANCHOR = /[:-] +&\S/;
const REST_OF_LINE = /[^\n]*/y;

/** The document's value; undefined where it must be read as a whole. */
export function readInBlocks(text: string, cache: BlockCache, read: ReadPart): JsonValue | undefined {
  if (text.includes("\r") || text.includes("\t") || ANCHOR.test(text)) return undefined;
  return new Blocks(cache, read).valueOf(text, 0);
}

interface Entry {
  readonly key: string;
  readonly start: number;
  end: number;
  /** Where the lines below its key begin, if its value is those and not on the line of the key. */
  below: number | undefined;
}

class Blocks {
  readonly #cache: BlockCache;
  readonly #read: ReadPart;

  constructor(cache: BlockCache, read: ReadPart) {
    this.#cache = cache;
    this.#read = read;
  }

  /** Undefined where one of its parts can't be read by itself. */
  valueOf(text: string, depth: number): JsonValue | undefined {
    const known = this.#cache.get(text);
    if (known !== undefined) return known;
    const value = this.#made(text, depth);
    if (value !== undefined) this.#cache.set(text, value);
    return value;
  }

  #made(text: string, depth: number): JsonValue | undefined {
    const first = contentOf(text);
    if (first === undefined || depth > MOST_LEVELS) return this.#read(text);
    if (text.startsWith("- ", first.at)) {
      const items = itemsOf(text, first.indent);
      return items === undefined ? this.#read(text) : this.#sequence(text, items, first.indent, depth);
    }
    const entries = entriesOf(text, first.indent);
    return entries === undefined ? this.#read(text) : this.#mapping(text, entries, depth);
  }

  #mapping(text: string, entries: readonly Entry[], depth: number): JsonValue | undefined {
    // One that says it all on the line of its key is what the library reads.
    if (entries.length === 1 && entries[0]?.below === undefined) return this.#read(text);
    const object: Record<string, JsonValue> = {};
    for (const { key, start, end, below } of entries) {
      if (Object.hasOwn(object, key)) return undefined;
      const part = this.valueOf(text.slice(below ?? start, end), depth + 1);
      const value = below === undefined && isObject(part) ? part[key] : below === undefined ? undefined : part;
      if (value === undefined) return undefined;
      object[key] = value;
    }
    return object;
  }

  /** An item that is a mapping is one with two spaces in place of `- `; any other is read as a sequence of one. */
  #sequence(text: string, starts: readonly number[], indent: number, depth: number): JsonValue | undefined {
    const list: JsonValue[] = [];
    for (const [index, start] of starts.entries()) {
      const item = text.slice(start, starts[index + 1] ?? text.length);
      const isMapping = keyAt(item, indent + 2) !== undefined;
      if (!isMapping && starts.length === 1) return this.#read(text);
      const part = this.valueOf(isMapping ? `${item.slice(0, indent)}  ${item.slice(indent + 2)}` : item, depth + 1);
      const value = isMapping ? part : Array.isArray(part) ? (part[0] as JsonValue | undefined) : undefined;
      if (value === undefined) return undefined;
      list.push(value);
    }
    return list;
  }
}

/** The first line that is neither empty nor a comment. */
function contentOf(text: string): { readonly at: number; readonly indent: number } | undefined {
  for (let start = 0; start < text.length; start = lineEnd(text, start)) {
    const at = contentAt(text, start);
    if (at !== undefined) return { at, indent: at - start };
  }
  return undefined;
}

/** Undefined where a line at the mapping's indentation is no plain key, or one stands further out. */
function entriesOf(text: string, indent: number): readonly Entry[] | undefined {
  const entries: Entry[] = [];
  let current: Entry | undefined;
  for (let start = 0; start < text.length; start = lineEnd(text, start)) {
    const at = contentAt(text, start);
    if (at === undefined) continue;
    if (at - start < indent) return undefined;
    if (at - start > indent) {
      if (current === undefined) return undefined;
      continue;
    }
    // A sequence may stand as far in as the key that it belongs to.
    if (current?.below !== undefined && text.startsWith("- ", at)) continue;
    const key = keyAt(text, at);
    if (key === undefined) return undefined;
    if (current !== undefined) current.end = start;
    current = { key, start, end: text.length, below: belowKey(text, at + key.length + 1) };
    entries.push(current);
  }
  for (const entry of entries)
    if (entry.below !== undefined && contentOf(text.slice(entry.below, entry.end)) === undefined)
      entry.below = undefined;
  return entries;
}

/** Where the items begin; undefined where a line at their indentation is no item. */
function itemsOf(text: string, indent: number): readonly number[] | undefined {
  const starts: number[] = [];
  for (let start = 0; start < text.length; start = lineEnd(text, start)) {
    const at = contentAt(text, start);
    if (at === undefined || at - start > indent) continue;
    if (at - start < indent || !text.startsWith("- ", at)) return undefined;
    starts.push(start);
  }
  return starts;
}

function keyAt(text: string, at: number): string | undefined {
  KEY.lastIndex = at;
  const key = KEY.exec(text)?.[1];
  return key === undefined || WORD.test(key) ? undefined : key;
}

/** The start of the next line, where nothing but a comment stands behind the colon. */
function belowKey(text: string, behind: number): number | undefined {
  REST_OF_LINE.lastIndex = behind;
  const rest = (REST_OF_LINE.exec(text)?.[0] ?? "").trimStart();
  return rest === "" || rest.startsWith("#") ? lineEnd(text, behind) : undefined;
}

/** The first character of a line that is no space; undefined for an empty line and a comment. */
function contentAt(text: string, start: number): number | undefined {
  let at = start;
  while (text.charCodeAt(at) === 32) at += 1;
  return at >= text.length || text[at] === "\n" || text[at] === "#" ? undefined : at;
}

/** Behind the line's break. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}
