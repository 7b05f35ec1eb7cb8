/**
 * Reads documents of which every line says all that is on it: block mappings and sequences of keys, plain words and
 * short quoted texts, as most manifests are. It gives what the library gives, in a tenth of the time; of everything that
 * is not plainly of this form it gives nothing, and YAML stays the library's business.
 */
import type { GrowingMapping } from "./growing.ts";
import { put } from "./growing.ts";
import { QuoteNotes } from "./quotes.ts";
import { plainScalar, settingScalar } from "./scalars.ts";
import type { Mapping, Value } from "./value.ts";
import type { Mode } from "./walk.ts";

/** Longer ones may have values that are too deep or too many for the library. */
const MOST_CHARACTERS = 64 * 1024;
const MOST_LEVELS = 32;
/** A key may have 1024 characters before its colon. */
const MOST_IN_LINE = 1000;

const PRINTED = /^[\x20-\x7e\n]*$/;
const BLANK = /^ *(?:#.*)?$/;

/** Without what would be a comment, another key, or go on in the next line. */
const PLAIN = String.raw`(?:--?(?=[A-Za-z0-9])|[A-Za-z0-9_./])(?:[\w./@%+=,;()-]|:(?=[^ :])| (?=[\w./(+=-]))*`;
const QUOTED = String.raw`"[^"\\]*"|'[^']*'`;
const EMPTY = String.raw`\{\}|\[\]`;
const LINE = new RegExp(
  `^( *)(- )?(?:([A-Za-z_][\\w./-]*):(?: (${PLAIN}|${QUOTED}|${EMPTY}))?|(${PLAIN}|${QUOTED}|${EMPTY}))$`,
);

interface Line {
  readonly indent: number;
  readonly isItem: boolean;
  readonly key: string | undefined;
  readonly text: string | undefined;
}

/** Undefined where the library must read it. */
export function readPlainLines(text: string, mode: Mode): Value | undefined {
  if (text.length > MOST_CHARACTERS || !PRINTED.test(text)) return undefined;
  const lines: Line[] = [];
  for (const line of text.split("\n")) {
    if (BLANK.test(line)) continue;
    const read = line.length > MOST_IN_LINE ? undefined : lineOf(line);
    if (read === undefined) return undefined;
    lines.push(read);
  }
  const [first] = lines;
  if (first === undefined || first.indent > 0) return undefined;
  const reader = new LineReader(lines, mode);
  const value = first.isItem ? reader.sequence(0, 0) : reader.mapping(0, 0);
  return reader.isDone ? value : undefined;
}

function lineOf(line: string): Line | undefined {
  const found = LINE.exec(line);
  if (found === null) return undefined;
  const [, spaces = "", dash, key, behind, alone] = found;
  if (key === undefined && dash === undefined) return undefined;
  return { indent: spaces.length, isItem: dash !== undefined, key, text: behind ?? alone };
}

class LineReader {
  readonly #lines: readonly Line[];
  readonly #isSetting: boolean;
  #next = 0;

  constructor(lines: readonly Line[], mode: Mode) {
    this.#lines = lines;
    this.#isSetting = mode === "setting";
  }

  get isDone(): boolean {
    return this.#next === this.#lines.length;
  }

  /** From the next line on, whose key stands at `indent`, behind a dash or not. */
  mapping(indent: number, depth: number): Mapping | undefined {
    const mapping: GrowingMapping = {};
    const notes = new QuoteNotes();
    for (let isFirst = true; ; isFirst = false) {
      const line = this.#lines[this.#next];
      const isHere = line !== undefined && (isFirst || (line.indent === indent && !line.isItem));
      if (!isHere) break;
      const { key, text } = line;
      if (key === undefined || Object.hasOwn(mapping, key) || key === "__proto__" || !this.#isText(key))
        return undefined;
      this.#next++;
      const value = text === undefined ? this.#below(indent, depth + 1) : this.#scalar(text);
      if (value === undefined) return undefined;
      this.#note(notes, key, value, text);
      put(mapping, key, value);
      if (this.#isDeeper(indent)) return undefined;
    }
    if (!this.#isSetting) notes.keepFor(mapping);
    return mapping;
  }

  /** The value of a key on the lines below it; a sequence may stand as far in as the key. */
  #below(indent: number, depth: number): Value | undefined {
    const line = this.#lines[this.#next];
    if (line === undefined || depth > MOST_LEVELS) return undefined;
    if (line.isItem && line.indent >= indent) return this.sequence(line.indent, depth);
    return line.indent > indent ? this.mapping(line.indent, depth) : undefined;
  }

  /** From the next line on, whose dash stands at `indent`. */
  sequence(indent: number, depth: number): readonly Value[] | undefined {
    const list: Value[] = [];
    const notes = new QuoteNotes();
    for (;;) {
      const line = this.#lines[this.#next];
      if (line === undefined || !line.isItem || line.indent !== indent) break;
      const { key, text = "" } = line;
      if (key === undefined) this.#next++;
      const value = key === undefined ? this.#scalar(text) : this.mapping(indent + 2, depth + 1);
      if (value === undefined) return undefined;
      this.#note(notes, list.length, value, key === undefined ? text : undefined);
      list.push(value);
      if (this.#isDeeper(indent)) return undefined;
    }
    if (!this.#isSetting) notes.keepFor(list);
    return list;
  }

  /** True where the next line stands further in than what is done: it would go on with a text, or is wrong. */
  #isDeeper(indent: number): boolean {
    return (this.#lines[this.#next]?.indent ?? 0) > indent;
  }

  #isText(key: string): boolean {
    return typeof (this.#isSetting ? settingScalar(key) : plainScalar(key)) === "string";
  }

  #scalar(text: string): Value {
    if (isQuotedText(text)) return text.slice(1, -1);
    if (text === "{}") return {};
    if (text === "[]") return [];
    return this.#isSetting ? settingScalar(text) : plainScalar(text);
  }

  #note(notes: QuoteNotes, key: string | number, value: Value, text: string | undefined): void {
    if (typeof value === "string" && text !== undefined) notes.add(key, value, isQuotedText(text));
  }
}

function isQuotedText(text: string): boolean {
  return text.startsWith('"') || text.startsWith("'");
}
