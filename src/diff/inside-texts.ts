/** Two texts that are documents of one format, as data that can be compared; many environments have the same texts. */
import type { Edit } from "../model/difference.ts";
import type { JsonValue } from "../model/json.ts";
import { mayBeDocument, type ReadText, readText } from "./read-text.ts";
import { sameData } from "./same-data.ts";

type Inside = Edit["inside"];

/** What was read and compared so far. */
export interface TextCache {
  readonly texts: Map<string, ReadText | undefined>;
  readonly compared: Map<string, Map<string, Inside>>;
}

export function createTextCache(): TextCache {
  return { texts: new Map(), compared: new Map() };
}

/** Undefined unless both are documents of one format. */
export function insideTexts(
  before: string,
  after: string,
  cache: TextCache,
  compare: (before: JsonValue, after: JsonValue) => readonly Edit[],
): Inside {
  if (!mayBeDocument(before) || !mayBeDocument(after)) return undefined;
  const known = cache.compared.get(before) ?? new Map<string, Inside>();
  cache.compared.set(before, known);
  if (!known.has(after)) known.set(after, insideOf(before, after, cache, compare));
  return known.get(after);
}

function insideOf(
  before: string,
  after: string,
  cache: TextCache,
  compare: (before: JsonValue, after: JsonValue) => readonly Edit[],
): Inside {
  const old = read(before, cache);
  const now = old && read(after, cache);
  if (old === undefined || now === undefined) return undefined;
  // JSON is YAML: a text of either format beside one of the other is compared as such.
  if ((old.format === "env") !== (now.format === "env")) return undefined;
  const format = old.format === now.format ? old.format : "yaml";
  const between = (a: readonly JsonValue[], b: readonly JsonValue[]): readonly Edit[] => {
    const [x, y] = a.length === 1 && b.length === 1 ? [a[0], b[0]] : [a, b];
    return sameData(x, y) ? [] : compare(x as JsonValue, y as JsonValue);
  };
  const edits = between(old.documents, now.documents);
  const isQuoted = old.exact !== old.documents || now.exact !== now.documents;
  // A number in quotes is another value, which these edits don't tell.
  return isQuoted && between(old.exact, now.exact).length !== edits.length ? undefined : { format, edits };
}

function read(text: string, { texts }: TextCache): ReadText | undefined {
  if (!texts.has(text)) texts.set(text, readText(text));
  return texts.get(text);
}
