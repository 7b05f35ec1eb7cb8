/** Reads the literals, files and env files of a generator. */
import type { Entry } from "./entry.ts";
import { entryError } from "./entry.ts";
import type { GeneratorEntry, PathEntry } from "./kustomization.ts";

/** The text of a file that a kustomization names; the entry is where it names it. */
export type ReadFile = (path: string, entry: Entry) => string;
type Pair = readonly [key: string, value: string];

/** The data of a generated object; a key that comes twice is an error. */
export function generatorData(generator: GeneratorEntry, read: ReadFile): Readonly<Record<string, string>> {
  const data = new Map<string, string>();
  const add = ([key, value]: Pair, entry: Entry): void => {
    if (data.has(key)) throw entryError(entry, "generator", `the key ${key} comes twice`, "Keep one of the two.");
    data.set(key, value);
  };
  for (const source of generator.envs) for (const pair of fromEnvFile(source, read)) add(pair, source.entry);
  for (const source of generator.files) add(fromFile(source, read), source.entry);
  for (const source of generator.literals) add(fromLiteral(source), source.entry);
  return Object.fromEntries(data);
}

/** `key=value`; one pair of quotes around the value is taken off. */
function fromLiteral({ entry, path: text }: PathEntry): Pair {
  const equals = text.indexOf("=");
  if (equals < 1)
    throw entryError(
      entry,
      "generator",
      `the literal ${JSON.stringify(text)} has no key and value`,
      "Write key=value.",
    );
  const value = text.slice(equals + 1);
  const quoted = value.length > 1 && /^(['"]).*\1$/s.test(value);
  return [text.slice(0, equals), quoted ? value.slice(1, -1) : value];
}

/** `path` or `key=path`; the key of a bare path is its last part. */
function fromFile({ entry, path: text }: PathEntry, read: ReadFile): Pair {
  const equals = text.indexOf("=");
  const [key, path] =
    equals < 0 ? [text.slice(text.lastIndexOf("/") + 1), text] : [text.slice(0, equals), text.slice(equals + 1)];
  if (key === "" || path === "" || path.includes("=")) {
    throw entryError(entry, "generator", `${JSON.stringify(text)} names no file`, "Write path or key=path.");
  }
  return [key, read(path, entry)];
}

function fromEnvFile({ entry, path }: PathEntry, read: ReadFile): Pair[] {
  const lines = read(path, entry)
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((line) => line.trimStart());
  return lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line): Pair => {
      const equals = line.indexOf("=");
      if (equals > 0) return [line.slice(0, equals), line.slice(equals + 1)];
      // kustomize takes the value of a bare name from the environment it runs in.
      throw entryError(
        entry,
        "generator",
        `${path} has the line ${JSON.stringify(line)} without a value`,
        "Write NAME=value.",
      );
    });
}
