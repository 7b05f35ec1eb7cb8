/** Finds what in an object cannot be written, for messages: they name the field and not its value. */
import type { Value } from "./value.ts";
import { isList, isMapping } from "./value.ts";

interface Part {
  readonly value: Value;
  readonly path: string;
}

/** `/spec/replicas`: the first field that `write` throws at, of a key the mapping around it; empty where it is the whole. */
export function unwritablePath(object: Value, write: (part: Value) => unknown): string {
  const seen = new Set<Value>();
  const open: Part[] = [{ value: object, path: "" }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const below = partsOf(part);
    if (below === undefined) {
      if (!isWritable(part.value, write)) return part.path;
    } else if (!seen.has(part.value)) {
      seen.add(part.value);
      if (hasBadKey(part.value, write)) return part.path;
      open.push(...below);
    }
  }
  return "";
}

/** The last one first; undefined of a scalar. */
function partsOf({ value, path }: Part): Part[] | undefined {
  if (isList(value)) return value.map((item, index) => ({ value: item, path: `${path}/${index}` })).reverse();
  if (!isMapping(value)) return undefined;
  return Object.entries(value)
    .map(([key, field]) => ({ value: field, path: `${path}/${key}` }))
    .reverse();
}

function hasBadKey(value: Value, write: (part: Value) => unknown): boolean {
  return isMapping(value) && Object.keys(value).some((key) => !isWritable({ [key]: "" }, write));
}

function isWritable(value: Value, write: (part: Value) => unknown): boolean {
  try {
    write(value);
    return true;
  } catch {
    return false;
  }
}
