/**
 * Text of a scalar that is JSON or YAML itself: replacements reach into it.
 * Source: kustomize 5.8.1, api/filters/replacement/replacement.go.
 */
import type { Document, Node } from "yaml";
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments } from "yaml";
import type { Value } from "../yaml/value.ts";
import { isList, isMapping, Scalar } from "../yaml/value.ts";
import { plainTag, plainValue } from "./plain-scalar.ts";

export class StructuredTextError extends Error {}

export interface StructuredText {
  readonly root: Value;
  /** The text with another content. @throws StructuredTextError where kustomize, or we, cannot print it. */
  print(root: Value): string;
}

/** @throws StructuredTextError where the text is no YAML, or empty. */
export function parseStructured(text: string): StructuredText {
  const [document] = parseAllDocuments(text, { schema: "core", uniqueKeys: false, merge: false });
  if (document === undefined || !("contents" in document) || document.errors.length > 0) {
    throw new StructuredTextError("the text is no YAML");
  }
  if (document.contents === null) throw new StructuredTextError("the text holds nothing");
  const root = valueOfNode(document.contents as Node, document as Document);
  const first = text.trim()[0];
  return { root, print: (changed) => (first === "{" || first === "[" ? printJson(changed, text) : printYaml(changed)) };
}

function valueOfNode(node: Node | null, document: Document): Value {
  if (isAlias(node)) return valueOfNode((node.resolve(document) ?? null) as Node | null, document);
  if (isSeq(node)) return node.items.map((item) => valueOfNode(item as Node, document));
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => {
      if (!isScalar(key)) throw new StructuredTextError("a key is no scalar");
      return [key.source ?? String(key.value), valueOfNode(value as Node | null, document)] as const;
    });
    return Object.fromEntries(entries);
  }
  if (!isScalar(node)) return null;
  return node.type === "PLAIN" ? plainValue(node.source ?? "") : String(node.value);
}

function printJson(root: Value, before: string): string {
  const data = sorted(root);
  const indented = before.includes("\n") && before.includes("  ");
  const text = JSON.stringify(data, undefined, indented ? 2 : undefined) ?? "null";
  return text.replace(/[<>&\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function sorted(value: Value): unknown {
  if (isList(value)) return value.map(sorted);
  if (isMapping(value)) {
    const keys = Object.keys(value).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return Object.fromEntries(keys.map((key) => [key, sorted(value[key] as Value)]));
  }
  if (!(value instanceof Scalar)) return value;
  if (plainTag(value.text) !== value.tag) throw new StructuredTextError(`${value.text} does not fit its type`);
  return Number(value.text);
}

function printYaml(_root: Value): string {
  throw new StructuredTextError("not yet");
}
