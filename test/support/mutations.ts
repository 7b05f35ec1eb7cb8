/** Objects with one thing changed, as a slip of the hand changes it. */
import type { JsonObject, JsonValue } from "../../src/model/json.ts";
import { isObject } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import type { Random } from "./random.ts";

export interface Mutated {
  readonly manifest: Manifest;
  /** What was done where: `null at spec.replicas`. */
  readonly what: string;
}

type Path = readonly (string | number)[];

const SAYS_WHICH = /^(apiVersion|kind|metadata|metadata\.(name|namespace))$/;

/** Copies of an object, each changed in one place; what says which object it is stays. */
export function mutations(manifest: Manifest, count: number, random: Random): Mutated[] {
  const places = pathsOf(manifest).filter((path) => !SAYS_WHICH.test(path.join(".")));
  return Array.from({ length: count }, () => {
    const path = random.pick(places);
    const [what, change] = random.pick(CHANGES);
    return { manifest: changed(manifest, path, change) as Manifest, what: `${what} at ${path.join(".")}` };
  });
}

function pathsOf(value: JsonValue, path: Path = []): Path[] {
  const steps = isObject(value) ? Object.keys(value) : Array.isArray(value) ? [...value.keys()] : [];
  const inner = steps.flatMap((step) =>
    pathsOf((value as Record<string | number, JsonValue>)[step] as JsonValue, [...path, step]),
  );
  return path.length === 0 ? inner : [path, ...inner];
}

/** The value in place of the old one; a string in braces is a new name for the field, undefined takes it away. */
type Change = (value: JsonValue) => { value?: JsonValue; name?: (old: string) => string };

const CHANGES: readonly (readonly [string, Change])[] = [
  ["a letter too many", (value) => ({ value, name: (old) => `${old}x` })],
  ["a letter too few", (value) => ({ value, name: (old) => old.slice(0, -1) })],
  ["other case", (value) => ({ value, name: (old) => old.toUpperCase() })],
  ["nothing", () => ({})],
  ["null", () => ({ value: null })],
  ["another type", (value) => ({ value: otherType(value) })],
  ["a list", (value) => ({ value: [value] })],
  ["a mapping", (value) => ({ value: { extra: value } })],
  ["an extra field", (value) => ({ value: isObject(value) ? { ...value, extra: "x" } : value })],
  ["an empty word", () => ({ value: "" })],
  ["another word", (value) => ({ value: typeof value === "string" ? `${value}?` : value })],
  ["a fraction", () => ({ value: 1.5 })],
  ["a large number", () => ({ value: 3_000_000_000 })],
];

function otherType(value: JsonValue): JsonValue {
  if (typeof value === "string") return 7;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return true;
}

function changed(value: JsonValue, [step, ...rest]: Path, change: Change): JsonValue {
  if (step === undefined) return value;
  const entries = Object.entries(value as JsonObject).flatMap(([name, inner]): [string, JsonValue][] => {
    if (name !== String(step)) return [[name, inner]];
    if (rest.length > 0) return [[name, changed(inner, rest, change)]];
    const { value: made, name: rename } = change(inner);
    return made === undefined ? [] : [[rename === undefined ? name : rename(name), made]];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
