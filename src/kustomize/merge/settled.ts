/**
 * Whether a value that a patch says nothing of stays as it is. Mostly it does; kustomize walks through it all the same,
 * and drops fields without a value and items that it cannot tell apart. Answers are kept per value: overlays share bases.
 */
import { getsQuotes } from "../yaml/plain-words.ts";
import { notesOf } from "../yaml/quotes.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, isNull, nodeText, own, UntypedText } from "../yaml/value.ts";

import type { Schema, SchemaSet } from "./schema.ts";

interface Answer {
  readonly schema: Schema | undefined;
  readonly schemas: SchemaSet;
  readonly settled: boolean;
}

const answers = new WeakMap<object, Answer>();

/** `schema` is what is known of the value; kinds of embedded objects are looked up in `schemas`. */
export function isSettled(value: Value, schema: Schema | undefined, schemas: SchemaSet): boolean {
  if (isMapping(value) || isList(value)) {
    const known = answers.get(value);
    if (known !== undefined && known.schema === schema && known.schemas === schemas) return known.settled;
    const settled = isMapping(value) ? mapSettled(value, schema, schemas) : listSettled(value, schema, schemas);
    answers.set(value, { schema, schemas, settled });
    return settled;
  }
  if (value instanceof UntypedText) return false;
  return !(isNull(value) && nodeText(value) === "");
}

function mapSettled(value: Mapping, schema: Schema | undefined, schemas: SchemaSet): boolean {
  if (hasTextsToQuote(value)) return false;
  return Object.entries(value).every(([key, field]) => {
    if (key === "") return false;
    const below = schema?.field(key) ?? ownSchema(field, schemas);
    return isSettled(field, below, schemas);
  });
}

/** Texts without quotes that kustomize quotes in passing. */
function hasTextsToQuote(mapping: Mapping): boolean {
  for (const [key, isQuoted] of notesOf(mapping) ?? []) {
    const text = own(mapping, String(key));
    if (!isQuoted && typeof text === "string" && getsQuotes(text)) return true;
  }
  return false;
}

/** The schema of an embedded object that names its kind. */
function ownSchema(value: Value, schemas: SchemaSet): Schema | undefined {
  if (!isMapping(value)) return undefined;
  const [apiVersion, kind] = [own(value, "apiVersion"), own(value, "kind")];
  return typeof apiVersion === "string" && typeof kind === "string" ? schemas.schemaOf(apiVersion, kind) : undefined;
}

function listSettled(items: readonly Value[], schema: Schema | undefined, schemas: SchemaSet): boolean {
  const keys = schema?.mergeKeys;
  if (keys === undefined) return true;
  const ids = items.map((item) => (keys.length === 0 ? scalarId(item) : tupleId(item, keys)));
  if (ids.includes(undefined) || new Set(ids).size < items.length) return false;
  return items.every((item) => isSettled(item, schema?.items, schemas));
}

function scalarId(item: Value): string | undefined {
  if (isNull(item) || isMapping(item) || isList(item)) return undefined;
  const text = nodeText(item);
  return text === "" ? undefined : text;
}

/** Undefined unless the item has every key. */
function tupleId(item: Value, keys: readonly string[]): string | undefined {
  if (!isMapping(item)) return undefined;
  const values = keys.map((key) => scalarId(own(item, key) ?? null));
  return values.includes(undefined) ? undefined : JSON.stringify(values);
}
