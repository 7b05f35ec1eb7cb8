/** Secrets in YAML and JSON that stand in a text: they are replaced where they are, and nothing else moves. */
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  Scalar,
  type YAMLMap,
} from "yaml";
import type { JsonValue, Path } from "../model/json.ts";
import { HINT } from "./assignments.ts";
import type { Hide } from "./redacted.ts";
import { hideSecretLines } from "./secret-lines.ts";
import type { Change } from "./walk.ts";
import { hasDoubledKeys, valuesByKey } from "./yaml-keys.ts";

/** Larger ones are looked at by their lines only. */
const LONGEST = 1 << 20;

/** `changesOf`: what is not shown of the value of one document; `isOfSecret`: it patches a Secret. */
export function hideInStructure(
  text: string,
  hide: Hide,
  changesOf: (document: JsonValue) => readonly Change[],
  isOfSecret = false,
): string {
  if (!isStructured(text) || !(isOfSecret || MAY_HAVE.test(text) || HINT.test(text))) return text;
  const documents = text.length > LONGEST ? undefined : parsed(text);
  if (documents === undefined) return hideSecretLines(text, hide);
  const isJson = /^\s*[[{]/.test(text);
  const edits = documents.flatMap(({ document, value }) => {
    const nodeAt = finder(document);
    return changesOf(value).map(({ path, value: shown }) => edit(text, nodeAt(path), shown, isJson));
  });
  // What can't be found again (below keys of YAML 1.1, or that are lists) takes the whole text with it.
  return edits.some((one) => one === undefined)
    ? hide(text)
    : edited(
        text,
        edits.filter((one) => one !== undefined),
      );
}

/** Patches and manifests, whose names say nothing. */
const MAY_HAVE = /\b(?:op|kind|stringData|encryptedData)["']?\s*:/;

function isStructured(text: string): boolean {
  return text.length >= 8 && text.includes(":") && /^\s*(?:- +)*(?:[[{]|["']?[\w./-]+["']?[ \t]*:(?:\s|$))/m.test(text);
}

interface Read {
  readonly document: Document;
  readonly value: JsonValue;
}

/** Undefined where the text is neither YAML nor JSON. */
function parsed(text: string): readonly Read[] | undefined {
  try {
    const documents = parseAllDocuments(text, { logLevel: "silent", prettyErrors: false, uniqueKeys: false });
    if (!Array.isArray(documents)) return undefined;
    if (documents.some((document) => document.errors.length > 0 || hasDoubledKeys(document))) return undefined;
    return documents
      .filter(({ contents }) => isCollection(contents))
      .map((document) => ({ document, value: document.toJS({ maxAliasCount: 100 }) as JsonValue }));
  } catch {
    return undefined;
  }
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function edit(text: string, node: unknown, value: string, isJson: boolean): Edit | undefined {
  if (!isScalar(node) || !Array.isArray(node.range)) return undefined;
  const [start, end] = node.range;
  const source = text.slice(start, end);
  if (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED) {
    return { start, end, text: block(source, value) };
  }
  if (node.type === Scalar.QUOTE_SINGLE) return { start, end, text: `'${value.replaceAll("'", "''")}'` };
  if (node.type === Scalar.QUOTE_DOUBLE || isJson || !isPlain(value))
    return { start, end, text: JSON.stringify(value) };
  return { start, end, text: value };
}

/** Values are texts without line breaks here, mostly. */
const isPlain = (value: string): boolean => /^[\w</$.][^\n#:]*(?::\S[^\n#:]*)*$/.test(value);

/** With its header and its indent. */
function block(source: string, value: string): string {
  const header = /^[^\n]*\n/.exec(source)?.[0] ?? "|\n";
  const indent = /^[ \t]*(?=\S)/m.exec(source.slice(header.length))?.[0] ?? "  ";
  const lines = value.replace(/\n+$/, "").split("\n");
  const tail = /\n*$/.exec(source)?.[0] ?? "";
  return header + lines.map((line) => (line === "" ? "" : indent + line)).join("\n") + tail;
}

/** What finds the node that a path leads to, through aliases. */
function finder(document: Document): (path: Path) => unknown {
  const known = new Map<YAMLMap, ReadonlyMap<string, unknown>>();
  const inMap = (map: YAMLMap, step: string): unknown => {
    const values = known.get(map) ?? valuesByKey(map);
    known.set(map, values);
    return values.get(step);
  };
  const resolved = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
  return (path) =>
    path.reduce<unknown>((here, step) => {
      if (isMap(here)) return resolved(inMap(here, String(step)));
      return isSeq(here) ? resolved(here.items[Number(step)]) : undefined;
    }, resolved(document.contents));
}

/** In the order of their places; the value of an anchor is edited once. */
function edited(text: string, edits: readonly Edit[]): string {
  let shown = "";
  let done = 0;
  for (const one of edits.toSorted((a, b) => a.start - b.start)) {
    if (one.start < done) continue;
    shown += text.slice(done, one.start) + one.text;
    done = one.end;
  }
  return shown + text.slice(done);
}
