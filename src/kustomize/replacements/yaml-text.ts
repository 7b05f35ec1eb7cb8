/**
 * Prints YAML text with changed content in the styles that it had, as go-yaml does with two spaces and compact lists.
 * What is not surely printed the same is refused.
 */
import type { Document, Node, Pair, YAMLMap, YAMLSeq } from "yaml";
import { isAlias, isMap, isScalar, isSeq } from "yaml";
import { plainScalar } from "../yaml/scalars.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, nodeText } from "../yaml/value.ts";
import { tagOf } from "./scalar-text.ts";
import { aboveLine, behind, checkComments } from "./yaml-text-comments.ts";
import type { ScalarStyle } from "./yaml-text-scalar.ts";
import { printYamlScalar, YamlTextError } from "./yaml-text-scalar.ts";

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
};

/** Go takes longer keys for complex ones. */
const LONGEST_KEY = 128;

/** The text without a line end. @throws YamlTextError where we do not know how kustomize prints it. */
export function printYaml(root: Value, text: string, document: Document): string {
  checkComments(text, document);
  const head = document.commentBefore ? `${aboveLine(0, document.commentBefore)}\n` : "";
  return (head + print(root, document.contents as Node, { indent: 0, flow: false })).trim();
}

interface Place {
  /** Where the lines of this value start. */
  readonly indent: number;
  readonly flow: boolean;
}

function print(value: Value, node: Node | undefined, place: Place): string {
  refuse(node);
  if (isMapping(value)) return printMapping(value, isMap(node) ? node : undefined, place);
  if (isList(value)) return printList(value, isSeq(node) ? node : undefined, place);
  return printScalar(value, node, place, false);
}

function refuse(node: Node | undefined): void {
  if (node === undefined) return;
  if (isAlias(node) || node.anchor || node.tag) throw new YamlTextError("it has anchors or tags");
}

function printScalar(value: Value, node: Node | undefined, place: Place, key: boolean): string {
  const before = isScalar(node) ? node : undefined;
  const style = before === undefined ? "plain" : STYLES[before.type ?? ""];
  if (style === undefined) throw new YamlTextError("it has folded blocks");
  // A null may be written in several ways, and stays as it was.
  const text = value === null && before?.value === null ? (before.source ?? "") : nodeText(value);
  return printYamlScalar(text, tagOf(value), style, { ...place, key });
}

interface Entry {
  readonly key: string;
  readonly value: string;
  /** Needs no line of its own after the key. */
  readonly short: boolean;
}

function printMapping(mapping: Mapping, node: Node | undefined, place: Place): string {
  const pairs = isMap(node) ? (node.items as Pair<Node, Node | null>[]) : [];
  const flow = place.flow || (isMap(node) && node.flow === true);
  const known = new Map(pairs.map((pair) => [keyText(pair.key), pair]));
  if (known.size !== pairs.length) throw new YamlTextError("a key stands twice");
  const keys = [...known.keys(), ...Object.keys(mapping).filter((key) => !known.has(key))];
  if (keys.length === 0) return "{}";
  const entries = keys.map((key) => printEntry(key, mapping[key] as Value, known.get(key), { ...place, flow }));
  if (flow) return `{${entries.map(({ key, value }) => `${key}: ${value}`).join(", ")}}`;
  const first = aboveLine(place.indent, node?.commentBefore);
  const lines = entries.map(
    ({ key, value, short }) => `${key}:${short ? (value === "" ? "" : ` ${value}`) : `\n${value}`}`,
  );
  return first + lines.join(`\n${" ".repeat(place.indent)}`);
}

function printEntry(key: string, value: Value, pair: Pair<Node, Node | null> | undefined, place: Place): Entry {
  const node = pair?.value ?? undefined;
  refuse(pair?.key);
  if (key.length > LONGEST_KEY) throw new YamlTextError("a key is too long");
  const above = place.flow ? "" : aboveLine(place.indent, pair?.key.commentBefore);
  const name = above + printScalar(pair === undefined ? key : keyValue(pair.key), pair?.key, place, true);
  const flow = place.flow || ((isMap(node) || isSeq(node)) && node.flow === true);
  const isBlock = !flow && ((isMapping(value) && Object.keys(value).length > 0) || (isList(value) && value.length > 0));
  const indent = isBlock && isList(value) ? place.indent : place.indent + 2;
  const printed = print(value, node, { indent, flow: place.flow });
  return { key: name, value: isBlock ? " ".repeat(indent) + printed : printed + behind(node), short: !isBlock };
}

function keyText(key: Node): string {
  if (!isScalar(key)) throw new YamlTextError("a key is no scalar");
  return key.source ?? String(key.value);
}

/** Keys stay as they are written. */
function keyValue(key: Node): Value {
  if (!isScalar(key)) throw new YamlTextError("a key is no scalar");
  return key.type === "PLAIN" ? plainScalar(key.source ?? "") : String(key.value);
}

function printList(list: readonly Value[], node: Node | undefined, place: Place): string {
  const nodes = isSeq(node) ? (node.items as Node[]) : [];
  const flow = place.flow || (isSeq(node) && node.flow === true);
  if (list.length === 0) return "[]";
  const items = list.map((item, index) => printItem(item, nodes[index], { indent: place.indent + 2, flow }));
  if (flow) return `[${items.join(", ")}]`;
  const lines = items.map((item, index) => {
    const comment = index === 0 ? node?.commentBefore : undefined;
    return aboveLine(place.indent, comment, nodes[index]?.commentBefore) + (item === "" ? "-" : `- ${item}`);
  });
  return lines.join(`\n${" ".repeat(place.indent)}`);
}

/** Comments above an item stand above its hyphen, not above its first key. */
function printItem(item: Value, node: Node | undefined, place: Place): string {
  const bare = node?.commentBefore && (isMap(node) || isSeq(node)) ? withoutCommentAbove(node) : node;
  return print(item, bare, place) + (isMap(node) || isSeq(node) ? (node.flow ? behind(node) : "") : behind(node));
}

function withoutCommentAbove(node: YAMLMap | YAMLSeq): Node {
  const copy = node.clone() as YAMLMap | YAMLSeq;
  copy.commentBefore = null;
  return copy;
}
