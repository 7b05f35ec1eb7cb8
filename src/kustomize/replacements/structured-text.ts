/**
 * Text of a scalar that is JSON or YAML itself: replacements reach into it.
 * Source: kustomize 5.8.1, api/filters/replacement/replacement.go.
 */
import type { Document, Node } from "yaml";
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, visit } from "yaml";
import { plainScalar } from "../yaml/scalars.ts";
import type { ScalarTag, Value } from "../yaml/value.ts";
import { Scalar } from "../yaml/value.ts";
import { JsonTextError, printJson } from "./json-text.ts";
import { plainTag, scalarValue } from "./scalar-text.ts";
import { printYaml } from "./yaml-text.ts";
import { YamlTextError } from "./yaml-text-scalar.ts";

export class StructuredTextError extends Error {}

export interface StructuredText {
  readonly root: Value;
  /** Printed in the styles that it has, as JSON is not. */
  readonly isStyled: boolean;
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
  checkEscapes(text, document as Document);
  const root = valueOfNode(document.contents as Node, document as Document);
  const first = text.trim()[0];
  const isStyled = first !== "{" && first !== "[";
  const indented = text.includes("\n") && text.includes("  ");
  return {
    root,
    isStyled,
    print: (changed) =>
      isStyled ? printYaml(changed, text, document as Document) : printJsonOf(document as Document, changed, indented),
  };
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
  if (!isScalar(node)) return new Scalar("null", "");
  if (node.tag !== undefined) return taggedValue(node.tag, node.source ?? "");
  if (node.type === "PLAIN") return node.source ? plainScalar(node.source) : new Scalar("null", "");
  return String(node.value);
}

const TAG = /^tag:yaml\.org,2002:(int|float|bool|null|str|timestamp)$/;

function taggedValue(tag: string, text: string): Value {
  const known = TAG.exec(tag)?.[1];
  if (known === undefined) throw new YamlTextError("it has tags of its own");
  return scalarValue(known as ScalarTag, text);
}

/** Go takes no half of a surrogate pair for a character. */
const HALF_PAIR = /(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]/;

function checkEscapes(text: string, document: Document): void {
  if (!HALF_PAIR.test(text)) return;
  visit(document, {
    Scalar(_key, { type, range }) {
      if (type === "QUOTE_DOUBLE" && range && HALF_PAIR.test(text.slice(range[0], range[1]))) {
        throw new StructuredTextError("an escape is no character");
      }
    },
  });
}

function printJsonOf(document: Document, root: Value, indented: boolean): string {
  visit(document, {
    Map(_key, { items }) {
      const keys = items.map(({ key }) => (isScalar(key) && key.type === "PLAIN" ? plainTag(key.source ?? "") : "str"));
      if (keys.some((tag) => tag !== "str")) throw new JsonTextError("a key is no string");
      const names = items.map(({ key }) => (isScalar(key) ? String(key.value) : ""));
      if (new Set(names).size < names.length) throw new JsonTextError("a key stands twice");
    },
  });
  return printJson(root, indented);
}
