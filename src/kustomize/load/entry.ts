/** Reads the values of a setting with the rules of Go's JSON decoder; each error names the field, the file and the line. */
import { InputError } from "../../model/errors.ts";
import type { Finding, Place } from "../../model/finding.ts";
import { nameFix } from "../../model/near-name.ts";
import { goFloat } from "../yaml/float-text.ts";
import { meaningOf } from "../yaml/scalars.ts";
import type { Value } from "../yaml/value.ts";
import { isList, isMapping, own, Scalar } from "../yaml/value.ts";

/** Where the document of an entry comes from. */
export interface EntryFile {
  readonly file: string;
  /** Which object of the file it is, where that is a plugin: `PatchTransformer x`. */
  readonly plugin?: string;
  /** True of plugins and of files with replacements: a number or a boolean in place of a text is taken for one. */
  readonly isLoose?: boolean;
  /** Line and column of a value; only errors and provenance ask. */
  placeOf(path: readonly (string | number)[]): { readonly line?: number; readonly column?: number };
  /** The same for the key of a value, where it is known. */
  keyPlaceOf?(path: readonly (string | number)[]): { readonly line?: number; readonly column?: number };
}

/** A value of a setting and where it stands. */
export interface Entry {
  readonly from: EntryFile;
  readonly path: readonly (string | number)[];
  /** Undefined where it is missing or null. */
  readonly value: Value | undefined;
}

/** Problems that are found while reading; all of them are told at once. */
export type Problems = Finding[];

/** Turns an entry into what a build needs; a wrong form is noted, and a harmless value stands in for it. */
export type Decoder<T> = (entry: Entry, problems: Problems) => T;

/** An error at an entry: `a/kustomization.yaml: patches[0].path: there is no file b.yaml`. */
export function entryError(entry: Entry, rule: string, problem: string, fix: string): InputError {
  return new InputError([entryFinding(entry, rule, problem, fix)]);
}

export function entryFinding(entry: Entry, rule: string, problem: string, fix: string): Finding {
  const field = fieldName(entry.path);
  const { file, plugin = "" } = entry.from;
  const at: Place = { file, ...entry.from.placeOf(entry.path), ...(field === "" ? {} : { path: field }) };
  const message = [file, plugin, field, problem].filter((part) => part !== "").join(": ");
  return { rule: `kustomization-${rule}`, severity: "error", message, fix, at };
}

function fieldName(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (name, step) => (typeof step === "number" ? `${name}[${step}]` : name === "" ? step : `${name}.${step}`),
    "",
  );
}

/** The entry of a key, found without regard to upper and lower case where no key is exactly so, as Go does. */
export function member(entry: Entry, key: string): Entry {
  if (!isMapping(entry.value)) return below(entry, key, undefined);
  const exact = own(entry.value, key);
  if (exact !== undefined) return below(entry, key, exact);
  const found = looseName(Object.keys(entry.value), key);
  return below(entry, found ?? key, found === undefined ? undefined : own(entry.value, found));
}

function below({ from, path }: Entry, step: string | number, value: Value | undefined): Entry {
  return { from, path: [...path, step], value: value ?? undefined };
}

/** The last of the names that differ from a field's in upper and lower case only. Lower case has the same length. */
function looseName(names: readonly string[], field: string): string | undefined {
  const wanted = field.toLowerCase();
  return names
    .filter((name) => name.length === wanted.length && name.toLowerCase() === wanted)
    .sort()
    .at(-1);
}

/** A string; empty where the entry is missing. */
export const text: Decoder<string> = (entry, problems) => {
  if (typeof entry.value === "string") return entry.value;
  const loose = entry.from.isLoose === true ? looseText(entry.value) : undefined;
  if (loose !== undefined) return loose;
  if (entry.value !== undefined) wrongType(entry, "a string (quote it)", problems);
  return "";
};

/** What Go has as a struct inside another one, where kustomize takes nothing but texts for texts even in plugins. */
export function strict<T>(decode: Decoder<T>): Decoder<T> {
  return (entry, problems) => {
    const { from } = entry;
    if (from.isLoose !== true) return decode(entry, problems);
    return decode({ ...entry, from: { ...from, isLoose: false } }, problems);
  };
}

/** Source: sigs.k8s.io/yaml 1.6.0, yaml.go. */
function looseText(value: Value | undefined): string | undefined {
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : goFloat(value);
  if (!(value instanceof Scalar)) return undefined;
  return value.tag === "float" ? goFloat(Number(value.text)) : value.text;
}

/** A boolean; false where the entry is missing. */
export const flag: Decoder<boolean> = (entry, problems) => {
  if (typeof entry.value === "boolean") return entry.value;
  if (entry.value !== undefined) wrongType(entry, "true or false", problems);
  return false;
};

/** A whole number; 0 where the entry is missing. */
export const wholeNumber: Decoder<number> = (entry, problems) => {
  if (Number.isSafeInteger(entry.value)) return entry.value as number;
  if (entry.value !== undefined) wrongType(entry, "a whole number", problems);
  return 0;
};

/** As `wholeNumber`, up to 2^63. */
export const largeNumber: Decoder<number | Scalar> = (entry, problems) => {
  const { value } = entry;
  if (value instanceof Scalar && value.tag === "int") {
    const meaning = meaningOf(value);
    if (typeof meaning === "bigint" && BigInt.asIntN(64, meaning) === meaning)
      return new Scalar("int", String(meaning));
  }
  return wholeNumber(entry, problems);
};

/** A mapping of strings to strings; empty where the entry is missing. */
export const texts: Decoder<Readonly<Record<string, string>>> = (entry, problems) => {
  if (entry.value === undefined) return {};
  if (!isMapping(entry.value)) {
    wrongType(entry, "a mapping", problems);
    return {};
  }
  return Object.fromEntries(
    Object.entries(entry.value).map(([key, value]) => [key, text(below(entry, key, value), problems)]),
  );
};

/** A list of what `decode` reads; empty where the entry is missing. */
export function list<T>(decode: Decoder<T>): Decoder<readonly T[]> {
  return (entry, problems) => {
    if (entry.value === undefined) return [];
    if (isList(entry.value)) {
      return entry.value.map((value, index) => decode(below(entry, index, value), problems));
    }
    wrongType(entry, "a list", problems);
    return [];
  };
}

/** Undefined where the entry is missing or null. */
export function optional<T>(decode: Decoder<T>): Decoder<T | undefined> {
  return (entry, problems) => (entry.value === undefined ? undefined : decode(entry, problems));
}

/** A string with the place where it stands. */
export interface TextEntry {
  readonly entry: Entry;
  readonly text: string;
  /** What messages say of a path in place of the text, such as "for the key a". */
  readonly shown?: string;
  /** Why the text is taken for a path, where objects may stand, too. */
  readonly notInline?: InputError;
}
export const textEntry: Decoder<TextEntry> = (entry, problems) => ({ entry, text: text(entry, problems) });

type Shape<T> = { readonly [K in keyof T]: Decoder<T[K]> };

/** A mapping with these fields and no others; the result knows where it stands. */
export function record<T>(shape: Shape<T>, keys = Object.keys(shape)): Decoder<T & { readonly entry: Entry }> {
  const read = fields(shape);
  return (entry, problems) => {
    refuseOthers(entry, keys, problems);
    return read(entry, problems);
  };
}

/** As `record`, but further fields are passed over: kustomize reads plugins so. */
export function fields<T>(shape: Shape<T>): Decoder<T & { readonly entry: Entry }> {
  const names = Object.keys(shape) as (keyof T & string)[];
  const known: ReadonlySet<string> = new Set(names);
  return (entry, problems) => {
    if (entry.value !== undefined && !isMapping(entry.value)) wrongType(entry, "a mapping", problems);
    const find = isExact(entry.value, known) ? exactMember : member;
    const read = {} as T & { entry: Entry };
    for (const name of names) read[name] = shape[name](find(entry, name), problems) as (typeof read)[typeof name];
    read.entry = entry;
    return read;
  };
}

/** True where every key is written as a field is: then none has to be looked for in upper and lower case. */
function isExact(value: Value | undefined, known: ReadonlySet<string>): boolean {
  if (!isMapping(value)) return true;
  for (const key of Object.keys(value)) if (!known.has(key)) return false;
  return true;
}

function exactMember(entry: Entry, key: string): Entry {
  return below(entry, key, isMapping(entry.value) ? own(entry.value, key) : undefined);
}

function refuseOthers(entry: Entry, keys: readonly string[], problems: Problems): void {
  if (!isMapping(entry.value)) return;
  for (const key of Object.keys(entry.value)) {
    if (keys.includes(key) || looseName(keys, key) !== undefined) continue;
    const path = [...entry.path, key];
    const problem = "kustomize has no such field here";
    const finding = entryFinding({ ...entry, path }, "unknown-field", problem, nameFix(key, keys));
    problems.push({ ...finding, at: { ...finding.at, ...entry.from.keyPlaceOf?.(path) } });
  }
}

function wrongType(entry: Entry, wanted: string, problems: Problems): void {
  problems.push(entryFinding(entry, "type", `must be ${wanted}`, `Make it ${wanted}.`));
}

/** What `decode` reads, or an InputError with all its problems. */
export function decodeAll<T>(decode: Decoder<T>, entry: Entry): T {
  const problems: Problems = [];
  const read = decode(entry, problems);
  if (problems.length > 0) throw new InputError(problems);
  return read;
}
