/** Reads the literals, files and env files of a generator. */
import type { Entry, TextEntry } from "../load/entry.ts";
import { entryError } from "../load/entry.ts";
import type { GeneratorForm } from "../load/generator-form.ts";
import type { Root } from "../load/root.ts";
import { readBytes } from "../load/root.ts";
import { tryAll, tryEach } from "../load/try-all.ts";
import { isPrintableKey, unprintableKey } from "../yaml/made-key.ts";

/** Bytes where they are no text. */
export type Data = ReadonlyMap<string, string | Uint8Array>;
/** `shown` is what messages say of the key: a line without a key may be part of a value. */
type Pair = readonly [key: string, value: string | Uint8Array, shown?: string];

/** The data of a generated object; a key that comes twice is an error. No value gets into a message. */
export function generatorData(generator: GeneratorForm, root: Root): Data {
  const data = new Map<string, string | Uint8Array>();
  const add = ([key, value, shown = `the key ${key}`]: Pair, entry: Entry): void => {
    if (!isPrintableKey(key)) {
      const { problem, fix } = unprintableKey(key, shown);
      throw entryError(entry, "generator", problem, fix);
    }
    if (data.has(key)) throw entryError(entry, "generator", `${shown} comes twice`, "Keep one of the two.");
    data.set(key, value);
  };
  const addAll = (sources: readonly TextEntry[], read: (source: TextEntry) => readonly Pair[]): unknown =>
    tryEach(sources, (source) => {
      for (const pair of read(source)) add(pair, source.entry);
    });
  tryAll({
    envs: () => addAll(generator.envs, (source) => fromEnvFile(source, root)),
    literals: () => addAll(generator.literals, (source) => [fromLiteral(source)]),
    files: () => addAll(generator.files, (source) => [fromFile(source, root)]),
  });
  return data;
}

/** `key=value`; one pair of quotes around the value is taken off. */
function fromLiteral({ entry, text }: TextEntry): Pair {
  const equals = text.indexOf("=");
  if (equals < 1) throw entryError(entry, "generator", "this literal has no key and value", "Write key=value.");
  const value = text.slice(equals + 1);
  const quoted = value.length > 1 && /^(['"]).*\1$/s.test(value);
  return [text.slice(0, equals), quoted ? value.slice(1, -1) : value];
}

/** `path` or `key=path`; the key of a bare path is its last part. */
function fromFile({ entry, text }: TextEntry, root: Root): Pair {
  const parts = text.split("=");
  const [key, path] = parts.length === 1 ? [baseName(text), text] : parts;
  if (parts.length > 2 || !key || !path) {
    const problem = `this entry${parts.length > 1 && key ? ` of the key ${key}` : ""} names no file`;
    throw entryError(entry, "generator", problem, "Write path or key=path; values stand in `literals`.");
  }
  const shown = parts.length === 1 ? {} : { shown: `for the key ${key}` };
  return [key, textOrBytes(readBytes(root, { entry, text: path, ...shown }))];
}

function baseName(path: string): string {
  return path.replace(/\/+$/, "").split("/").at(-1) ?? path;
}

function textOrBytes(bytes: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

/** What Go counts as space, of which JavaScript lacks U+0085 and adds U+FEFF. */
const LEADING_SPACE = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** kustomize reads lines of up to 64 KiB, and stops without a word at a longer one. */
const LONGEST_LINE = 64 * 1024;

function fromEnvFile(source: TextEntry, root: Root): Pair[] {
  const text = textOrBytes(readBytes(root, source.text.includes("=") ? { ...source, shown: "named here" } : source));
  if (typeof text !== "string") {
    throw entryError(source.entry, "generator", `${source.text} is not valid UTF-8`, "Save it as UTF-8.");
  }
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  const tooLong = lines.findIndex((line) => Buffer.byteLength(line) >= LONGEST_LINE);
  return lines
    .slice(0, tooLong < 0 ? undefined : tooLong)
    .map((line, index) => ({ line: line.replace(/\r$/, "").replace(LEADING_SPACE, ""), number: index + 1 }))
    .filter(({ line }) => line !== "" && !line.startsWith("#") && !line.startsWith("="))
    .map(({ line, number }): Pair => {
      const equals = line.indexOf("=");
      if (equals >= 0) return [line.slice(0, equals), line.slice(equals + 1)];
      return [line, "", `line ${number} of ${source.text}, which has no = and so is a key as a whole,`];
    });
}
