/** Objects as the bytes that `kustomize build` prints; what many objects share is written once. */
import { pad } from "./fold.ts";
import { jsonText } from "./json.ts";
import { sortedKeys } from "./key-order.ts";
import { numberText } from "./number-text.ts";
import { isList, isMapping, type Mapping, Scalar, type Value } from "./value.ts";
import { type Place, writeSimpleKey, writeText } from "./write-text.ts";

/** Writes one object. Throws WriteError for what kustomize refuses to write. */
export type Writer = (object: Mapping) => string;

const STEP = 2;
/** Shorter texts are quicker written again than looked up. */
const WORTH_KEEPING = 128;

/** One object, a line end last; without a `---`. */
export function writeYaml(object: Mapping): string {
  return createWriter()(object);
}

/**
 * A writer that keeps the text of every value it has met twice, by identity, for as long as the value lives. So values
 * must not change.
 */
export function createWriter(): Writer {
  const keep = new Keep();
  return (object) => block(object, 0, keep);
}

type Collection = Mapping | readonly Value[];

interface Kept {
  readonly indent: number;
  readonly text: string;
}

/** A value's first use leaves only a mark. */
class Keep {
  readonly #kept = new WeakMap<Collection, Kept | undefined>();

  find(value: Collection, indent: number): string | undefined {
    const kept = this.#kept.get(value);
    return kept?.indent === indent ? kept.text : undefined;
  }

  note(value: Collection, indent: number, text: string): void {
    if (text.length < WORTH_KEEPING) return;
    if (!this.#kept.has(value)) {
      this.#kept.set(value, undefined);
      return;
    }
    flatten(text);
    this.#kept.set(value, { indent, text });
  }
}

/** V8 keeps a joined text as a tree of its parts until somebody reads it; flat it takes less memory and joins faster. */
function flatten(text: string): void {
  text.charCodeAt(0);
}

/** A collection whose lines are indented by `indent`; the first one continues the line that it stands on. */
function block(value: Collection, indent: number, keep: Keep): string {
  const known = keep.find(value, indent);
  if (known !== undefined) return known;
  const text = isList(value) ? list(value, indent, keep) : mapping(value as Mapping, indent, keep);
  keep.note(value, indent, text);
  return text;
}

function list(items: readonly Value[], indent: number, keep: Keep): string {
  if (items.length === 0) return "[]\n";
  const place = { column: indent + STEP, indent: indent + STEP };
  const between = `${pad(indent)}- `;
  let text = "";
  for (const item of items) {
    text += text === "" ? "- " : between;
    text += isCollection(item) ? block(item, indent + STEP, keep) : scalar(item, place);
  }
  return text;
}

function mapping(entries: Mapping, indent: number, keep: Keep): string {
  const margin = pad(indent);
  let text = "";
  for (const key of sortedKeys(entries)) {
    if (text !== "") text += margin;
    const simple = writeSimpleKey(key);
    const value = entries[key] as Value;
    text +=
      simple === undefined
        ? longEntry(key, value, indent, keep)
        : `${simple}:${afterColon(simple, value, indent, keep)}`;
  }
  return text === "" ? "{}\n" : text;
}

function afterColon(key: string, value: Value, indent: number, keep: Keep): string {
  if (!isCollection(value)) return ` ${scalar(value, { column: indent + key.length + 2, indent: indent + STEP })}`;
  if (isEmpty(value)) return ` ${block(value, indent, keep)}`;
  const inner = isList(value) ? indent : indent + STEP;
  return `\n${pad(inner)}${block(value, inner, keep)}`;
}

/** `? key` and `: value`, on lines of their own. */
function longEntry(key: string, value: Value, indent: number, keep: Keep): string {
  const place = { column: indent + STEP, indent: indent + STEP };
  const start = `? ${writeText(key, place)}${pad(indent)}: `;
  return start + (isCollection(value) ? block(value, indent + STEP, keep) : scalar(value, place));
}

function isCollection(value: Value): value is Collection {
  return isList(value) || isMapping(value);
}

function isEmpty(value: Collection): boolean {
  return isList(value) ? value.length === 0 : Object.keys(value).length === 0;
}

function scalar(value: Exclude<Value, Collection>, place: Place): string {
  if (typeof value === "string") return writeText(value, place);
  if (value instanceof Scalar && value.tag === "str") return writeText(value.text, place);
  const json = jsonText(value);
  if (json.startsWith('"')) return writeText(JSON.parse(json) as string, place);
  return `${/^[-0-9]/.test(json) ? numberText(json) : json}\n`;
}
