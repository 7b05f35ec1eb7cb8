/**
 * Field paths of replacements and vars: `spec.template.spec.containers.[name=web].ports.0`.
 * Source: kustomize 5.8.1, kyaml/utils/pathsplitter.go and kyaml/yaml/fns.go (PathGetter).
 */
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, isNull, keepQuotes, nodeText, own } from "../yaml/value.ts";

/** Where a value lies in an object: keys of mappings and indexes of lists. */
export type Location = readonly (string | number)[];

export class FieldPathError extends Error {}

/** `\.` is a dot in a name; so is one between brackets, `[a.b/c]`, which go unless they hold a `=`. */
export function splitFieldPath(path: string): readonly string[] {
  const parts: string[] = [];
  const pieces = splitAtDots(path);
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index] ?? "";
    if (!piece.startsWith("[") || piece.endsWith("]")) {
      parts.push(piece);
      continue;
    }
    const close = pieces.findIndex((other, at) => at > index && other.endsWith("]"));
    const last = close < 0 ? pieces.length - 1 : close;
    const whole = pieces.slice(index, last + 1).join(".");
    parts.push(whole.includes("=") ? whole : whole.replace(/^[[\]]+|[[\]]+$/g, ""));
    index = last;
  }
  return parts;
}

function splitAtDots(path: string): readonly string[] {
  const raw = path.split(".");
  const [first = "", ...rest] = raw.length > 1 && raw[0] === "" ? raw.slice(1) : raw;
  const pieces = [first];
  for (const piece of rest) {
    const before = pieces.at(-1) ?? "";
    if (before.endsWith("\\")) pieces[pieces.length - 1] = `${before.slice(0, -1)}.${piece}`;
    else pieces.push(piece);
  }
  return pieces;
}

/** The number that a part is, as Go reads one: `+1` and `007`, too. */
export function indexOf(part: string): number | undefined {
  return /^[-+]?\d{1,15}$/.test(part) ? Number(part) : undefined;
}

/** `[key=value]`; the key of `[=value]` is empty and means the item itself. */
export function itemMatch(part: string): { key: string; value: string } | undefined {
  if (!part.startsWith("[") || !part.endsWith("]")) return undefined;
  const inner = part.slice(part.length > 1 ? 1 : 0, -1);
  const sign = inner.indexOf("=");
  if (sign < 0) throw new FieldPathError(`${part} must be of the form [key=value]`);
  return { key: inner.slice(0, sign), value: inner.slice(sign + 1) };
}

/** A value and where it lies; undefined where the path leads nowhere. @throws FieldPathError where it cannot lead anywhere. */
export function lookUp(root: Value, path: readonly string[]): { at: Location; value: Value } | undefined {
  const at: (string | number)[] = [];
  let value = root;
  for (const part of path) {
    const next = stepInto(value, part);
    if (next === undefined) return undefined;
    at.push(...next.at);
    value = next.value;
  }
  return { at, value };
}

/** One part further; blank parts lead nowhere else. */
export function stepInto(value: Value, untrimmed: string): { at: Location; value: Value } | undefined {
  const part = untrimmed.trim();
  if (part === "") return { at: [], value };
  if (part === "*") throw new FieldPathError("* cannot be used here");
  const index = part === "-" ? -1 : indexOf(part);
  if (index !== undefined) return item(value, index, part);
  const match = itemMatch(part);
  if (match === undefined) return field(value, part);
  const list = listOf(value, part);
  const found = list.findIndex((one) => fitsItem(one, match.key, match.value));
  return found < 0 ? undefined : { at: [found], value: list[found] as Value };
}

function item(value: Value, index: number, part: string): { at: Location; value: Value } | undefined {
  if (index < 0 && part !== "-") throw new FieldPathError(`the index ${part} is negative`);
  const list = listOf(value, part);
  if (part === "-" && list.length === 0) throw new FieldPathError("an empty list has no last item");
  const at = part === "-" ? list.length - 1 : index;
  return at < list.length ? { at: [at], value: list[at] as Value } : undefined;
}

function field(value: Value, key: string): { at: Location; value: Value } | undefined {
  if (isNull(value)) return undefined;
  if (!isMapping(value)) throw new FieldPathError(`${key} is looked for in what is no mapping`);
  const found = own(value, key);
  return found === undefined ? undefined : { at: [key], value: found };
}

/** The items; null has none. */
export function listOf(value: Value, part: string): readonly Value[] {
  if (isNull(value)) return [];
  if (!isList(value)) throw new FieldPathError(`${part} is looked for in what is no list`);
  return value;
}

function fitsItem(value: Value, key: string, text: string): boolean {
  if (key === "") return nodeText(value) === text;
  const found = isMapping(value) ? own(value, key) : undefined;
  return found !== undefined && nodeText(found) === text;
}

/** The object with the value at a location updated; what is not on the way is shared. */
export function updateLocation(value: Value, at: Location, update: (value: Value) => Value, depth = 0): Value {
  const step = at[depth];
  if (step === undefined) return update(value);
  if (typeof step === "number") {
    const list = value as readonly Value[];
    const changed = updateLocation(list[step] as Value, at, update, depth + 1);
    return changed === list[step] ? list : keepQuotes(list, list.with(step, changed), step);
  }
  const mapping = value as { readonly [key: string]: Value };
  const changed = updateLocation(mapping[step] as Value, at, update, depth + 1);
  return changed === mapping[step] ? mapping : keepQuotes<Mapping>(mapping, { ...mapping, [step]: changed }, step);
}

export function valueAt(root: Value, at: Location): Value {
  return at.reduce<Value>((value, step) => (value as { readonly [key: string]: Value })[step] as Value, root);
}
