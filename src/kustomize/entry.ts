/** Reads values of a kustomization and checks their form; every error names the field, the file and the line. */
import type { InputError } from "../model/errors.ts";
import { inputError } from "../model/errors.ts";
import type { JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import { placeOf } from "./documents.ts";
import { own } from "./field-path.ts";

/** A value and where it stands. */
export interface Entry {
  readonly file: string;
  readonly text: string;
  readonly path: readonly (string | number)[];
  readonly value: JsonValue | undefined;
}

/** An error at an entry: `a/kustomization.yaml: patches[0].path: there is no file b.yaml`. */
export function entryError(entry: Entry, rule: string, problem: string, fix: string): InputError {
  const field = fieldName(entry.path);
  const place = { ...placeOf(entry.file, entry.text, entry.path), ...(field === "" ? {} : { path: field }) };
  return inputError(
    `kustomization-${rule}`,
    [entry.file, field, problem].filter((part) => part !== "").join(": "),
    fix,
    place,
  );
}

function fieldName(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (name, step) => (typeof step === "number" ? `${name}[${step}]` : name === "" ? step : `${name}.${step}`),
    "",
  );
}

/** The entry of a key; its value is undefined where the key is missing or null. */
export function member(entry: Entry, key: string): Entry {
  const value = isObject(entry.value) ? (own(entry.value, key) ?? undefined) : undefined;
  return { ...entry, path: [...entry.path, key], value };
}

/** The entries of a list; none where it is missing. */
export function items(entry: Entry): Entry[] {
  if (entry.value === undefined) return [];
  if (!Array.isArray(entry.value)) throw wrongType(entry, "a list");
  return entry.value.map((value: JsonValue, index) => ({ ...entry, path: [...entry.path, index], value }));
}

/** A string, or undefined where the entry is missing. */
export function optionalText(entry: Entry): string | undefined {
  if (entry.value === undefined) return undefined;
  if (typeof entry.value !== "string") throw wrongType(entry, "a string (quote it)");
  return entry.value;
}

export function requiredText(entry: Entry): string {
  const value = optionalText(entry);
  if (value === undefined || value === "") throw wrongType(entry, "a string that is not empty");
  return value;
}

/** A boolean; false where the entry is missing. */
export function flag(entry: Entry): boolean {
  if (entry.value === undefined) return false;
  if (typeof entry.value !== "boolean") throw wrongType(entry, "true or false");
  return entry.value;
}

/** A mapping of strings to strings; empty where the entry is missing. */
export function textMap(entry: Entry): Readonly<Record<string, string>> {
  if (entry.value === undefined) return {};
  if (!isObject(entry.value)) throw wrongType(entry, "a mapping");
  return Object.fromEntries(Object.keys(entry.value).map((key) => [key, optionalText(member(entry, key)) ?? ""]));
}

export function wrongType(entry: Entry, wanted: string): InputError {
  return entryError(entry, "type", `must be ${wanted}`, `Make it ${wanted}.`);
}

/** Refuses keys outside `known`; those of `later` are real fields of kustomize that this renderer lacks. */
export function expectKeys(entry: Entry, known: readonly string[], later: readonly string[] = []): void {
  if (!isObject(entry.value)) throw wrongType(entry, "a mapping");
  for (const key of Object.keys(entry.value)) {
    if (known.includes(key)) continue;
    const at: Entry = { ...entry, path: [...entry.path, key] };
    if (later.includes(key)) {
      throw entryError(
        at,
        "unsupported",
        "this field of kustomize is not supported here",
        `Express it with ${known.join(", ")}.`,
      );
    }
    throw entryError(at, "unknown-field", "kustomize has no such field here", `Use one of ${known.join(", ")}.`);
  }
}
