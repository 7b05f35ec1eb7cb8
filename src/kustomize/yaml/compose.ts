/**
 * Makes the documents of a text by the library, and refuses before what is nested too deeply: the library goes down by
 * calls, and a regular expression that is compiled near the end of the stack ends the process.
 */
import type { CST, Document, DocumentOptions, ParsedNode, ParseOptions, SchemaOptions } from "yaml";
import { Composer, Parser } from "yaml";
import { DepthError, MOST_LEVELS } from "./depth.ts";

/** As `parseAllDocuments` of the library, of a text that nobody asks for lines. */
export function composedDocuments(
  text: string,
  options: DocumentOptions & ParseOptions & SchemaOptions,
): readonly Document.Parsed<ParsedNode>[] {
  return [...new Composer<ParsedNode>(options).compose(notTooDeep(new Parser().parse(text)))];
}

function* notTooDeep(tokens: Iterable<CST.Token>): Generator<CST.Token> {
  for (const token of tokens) {
    checkDepth(token);
    yield token;
  }
}

/** What stands in nothing is at depth 0; a document is around it. */
function checkDepth(root: CST.Token): void {
  const left: { token: CST.Token; depth: number }[] = [{ token: root, depth: -1 }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { token, depth } = next;
    if (depth > MOST_LEVELS) throw new DepthError(token.offset);
    for (const inner of insideOf(token)) left.push({ token: inner, depth: depth + 1 });
  }
}

function* insideOf(token: CST.Token): Generator<CST.Token> {
  if (token.type === "document" && token.value !== undefined) yield token.value;
  if (!("items" in token)) return;
  for (const { key, value } of token.items) {
    if (key) yield key;
    if (value) yield value;
  }
}
