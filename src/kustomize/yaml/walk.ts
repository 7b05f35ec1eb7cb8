/** Makes values of a parsed document: scalars, aliases, merge keys and duplicate keys as kustomize understands them. */
import type { Alias, Pair, ParsedNode, YAMLMap } from "yaml";
import { isAlias, isCollection, isScalar as isScalarNode, isSeq } from "yaml";
import { isUnreadableBlock, refolded } from "./block-text.ts";
import { DepthError, MOST_LEVELS } from "./depth.ts";
import type { Place } from "./folded-text.ts";
import { FoldedText, placeBelow } from "./folded-text.ts";
import type { GrowingMapping } from "./growing.ts";
import { put } from "./growing.ts";
import { QuoteNotes } from "./quotes.ts";
import { plainScalar, settingKey, settingScalar, TagError, taggedScalar, taggedSetting } from "./scalars.ts";
import { blockText, doubleQuoted } from "./source-text.ts";
import { TextError } from "./text-error.ts";
import type { Mapping, Value } from "./value.ts";
import { isMapping, isNull, isQuoted, NOTHING, NOTHING_IN_BRACES, Scalar, scalarText } from "./value.ts";

/** `object`: objects and strategic merge patches; `setting`: kustomizations and JSON patches, which older YAML rules. */
export type Mode = "object" | "setting";

type Node = ParsedNode | null;
type AnyPair = Pair<ParsedNode, ParsedNode | null>;

/** The value of the document with this root; `text` is what it was parsed from. */
export function valueOfDocument(root: Node, text: string, mode: Mode, repeated?: RepeatedKey[]): Value {
  return new Walk(text, mode, repeated).valueOf(root, 0);
}

/** A key that stands in its mapping for another time; of a setting the last one counts. */
export interface RepeatedKey {
  readonly name: string;
  readonly offset: number;
}

/** A few lines of aliases of aliases can stand for more values than any memory holds. */
const MOST_VALUES = 4_000_000;

/** Without the names: they may be passwords that lack quotes. */
const BAD_ANCHOR = "an anchor is not of letters, digits, - and _; a text that begins with & must be quoted";
const NO_ANCHOR = "an alias to an anchor that is not there; a text that begins with * must be quoted";

const LONG_TAG = "tag:yaml.org,2002:";
const MERGE_TAG = `${LONG_TAG}merge`;

class Walk {
  readonly #text: string;
  readonly #setting: boolean;
  readonly #scalar: (text: string) => Value;
  #flowDepth = 0;
  readonly #anchors = new Map<string, Value | undefined>();
  /** Anchors of scalars in quotes. */
  readonly #quoted = new Set<string>();
  /** How many values each anchor stands for and how many levels below it, and both of what is read so far. */
  readonly #extents = new Map<string, { readonly size: number; readonly height: number }>();
  #size = 0;
  #deepest = 0;
  #place: Place = "elsewhere";
  readonly #repeated: RepeatedKey[] | undefined;

  constructor(text: string, mode: Mode, repeated?: RepeatedKey[]) {
    this.#repeated = repeated;
    this.#text = text;
    this.#setting = mode === "setting";
    this.#scalar = this.#setting ? settingScalar : plainScalar;
  }

  valueOf(node: Node, depth: number): Value {
    this.#size += 1;
    if (node === null) return this.#setting ? null : NOTHING;
    this.#reach(depth, node);
    if (isAlias(node)) return this.#alias(node, depth);
    const anchor = node.anchor;
    if (anchor !== undefined) this.#declare(anchor, offsetOf(node));
    const before = this.#size;
    const outer = this.#deepest;
    if (anchor !== undefined) this.#deepest = depth;
    const value = isScalarNode(node) ? this.#scalarOf(node) : this.#collectionOf(node, depth);
    if (anchor !== undefined) {
      this.#anchors.set(anchor, value);
      if (isQuotedNode(node)) this.#quoted.add(anchor);
      else this.#quoted.delete(anchor);
      this.#extents.set(anchor, { size: this.#size - before, height: this.#deepest - depth });
      this.#deepest = Math.max(this.#deepest, outer);
    }
    return value;
  }

  #declare(anchor: string, offset: number): void {
    if (!/^[\w-]+$/.test(anchor)) throw new TextError(BAD_ANCHOR, offset);
    this.#anchors.set(anchor, undefined);
  }

  #reach(depth: number, node: ParsedNode): void {
    if (depth > MOST_LEVELS) throw new DepthError(offsetOf(node));
    this.#deepest = Math.max(this.#deepest, depth);
  }

  #alias(node: Alias.Parsed, depth: number): Value {
    const name = node.source;
    const offset = offsetOf(node);
    const value = this.#anchors.get(name);
    const { size, height } = this.#extents.get(name) ?? { size: 0, height: 0 };
    this.#reach(depth + height, node);
    this.#size += size;
    if (this.#size > MOST_VALUES) throw new TextError("aliases make this document too large", offset);
    if (value !== undefined) return value;
    throw new TextError(this.#anchors.has(name) ? "the value of an anchor contains itself" : NO_ANCHOR, offset);
  }

  #scalarOf(node: ScalarNode): Value {
    const { type, tag } = node;
    if (type === "PLAIN" && this.#flowDepth > 0) checkFlowText(node);
    if (type === "PLAIN" && tag === undefined) return this.#scalar(String(node.value ?? ""));
    const read = this.#quotedText(node);
    const text = type === "BLOCK_FOLDED" && !this.#setting ? refolded(read) : read;
    if (tag !== undefined && text === "") this.#expectBlank(node);
    if (tag === undefined) return text === read || this.#place !== "text" ? text : new FoldedText(text, read);
    if (tag === "!") return type === "PLAIN" && !this.#setting ? this.#scalar(text) : text;
    try {
      return (this.#setting ? taggedSetting : taggedScalar)(shortTag(tag), text);
    } catch (cause) {
      throw cause instanceof TagError ? new TextError(cause.message, offsetOf(node)) : cause;
    }
  }

  /** A comma or a bracket right behind a tag would belong to it. */
  #expectBlank({ range: [start] }: ScalarNode): void {
    const around = this.#text.slice(start - 1, start + 1);
    if (/^\S[^\s'">|]/.test(around)) throw new TextError("nothing separates a tag from what follows", start);
  }

  #quotedText(node: ScalarNode): string {
    const text = String(node.value ?? "");
    const [start, end] = node.range;
    if (node.type === "QUOTE_DOUBLE") return doubleQuoted(text, this.#text, start, end);
    if (node.type !== "BLOCK_LITERAL" && node.type !== "BLOCK_FOLDED") return text;
    const block = blockText(text, this.#text, start, end);
    if (block === undefined || (!this.#setting && isUnreadableBlock(block))) {
      throw new TextError("found a tab character where an indentation space is expected", start);
    }
    return block;
  }

  #collectionOf(node: ParsedNode, depth: number): Value {
    const flow = isCollection(node) && node.flow === true ? 1 : 0;
    this.#flowDepth += flow;
    const value = isSeq(node)
      ? this.#listOf(node.items as readonly Node[], depth)
      : this.#mappingOf(node as YAMLMap<ParsedNode, ParsedNode | null>, depth);
    this.#flowDepth -= flow;
    return value;
  }

  #listOf(nodes: readonly Node[], depth: number): readonly Value[] {
    const list = nodes.map((item) => this.valueOf(item, depth + 1));
    if (this.#setting) return list;
    const notes = new QuoteNotes();
    for (const [index, value] of list.entries()) this.#noteQuotes(notes, index, value, nodes[index] ?? null);
    notes.keepFor(list);
    return list;
  }

  #noteQuotes(notes: QuoteNotes, key: string | number, value: Value, node: Node): void {
    if (typeof value !== "string" || node === null) return;
    notes.add(key, value, isAlias(node) ? this.#quoted.has(node.source) : isQuotedNode(node));
  }

  #mappingOf(node: YAMLMap<ParsedNode, ParsedNode | null>, depth: number): Mapping {
    const mapping: GrowingMapping = {};
    const notes = new QuoteNotes();
    let merges: readonly Mapping[] | undefined;
    for (const pair of node.items as AnyPair[]) {
      if (isMergeKey(pair.key)) {
        const from = this.#mergesOf(pair, depth);
        if (this.#setting) overlay(mapping, from);
        else if (merges !== undefined) throw new TextError("duplicate merge key", offsetOf(pair.key));
        merges = from;
      } else if (this.#setting || !isQuotedMergeKey(pair.key)) {
        if (this.#repeated !== undefined) this.#noteRepeated(mapping, node.items as AnyPair[], pair);
        this.#add(mapping, notes, pair, depth, node.flow);
      }
    }
    if (merges !== undefined && !this.#setting) underlay(mapping, notes, merges);
    if (!this.#setting) notes.keepFor(mapping);
    return mapping;
  }

  /** A key that only a merge has set before is none. */
  #noteRepeated(mapping: GrowingMapping, pairs: readonly AnyPair[], { key }: AnyPair): void {
    if (!isScalarNode(key) || !Object.hasOwn(mapping, String(key.value))) return;
    const first = pairs.find((other) => isScalarNode(other.key) && other.key.value === key.value);
    if (first?.key !== key) this.#repeated?.push({ name: String(key.value), offset: offsetOf(key) });
  }

  #add(mapping: GrowingMapping, notes: QuoteNotes, { key, value }: AnyPair, depth: number, inBraces = false): void {
    const name = this.#setting ? this.#settingKey(key, depth) : this.#objectKey(key, depth);
    if (!this.#setting && Object.hasOwn(mapping, name)) {
      throw new TextError(`mapping key "${name}" already defined`, offsetOf(key));
    }
    const outer = this.#place;
    this.#place = placeBelow(outer, name, depth);
    const read = this.valueOf(value, depth + 1);
    this.#place = outer;
    if (!this.#setting) this.#noteQuotes(notes, name, read, value);
    put(mapping, name, inBraces && read === NOTHING && !hasForeignTag(value) ? NOTHING_IN_BRACES : read);
  }

  /** Numbers and booleans as keys are only taken in the outermost mapping, where they become texts. */
  #objectKey(key: Node, depth: number): string {
    const value = this.valueOf(key, depth + 1);
    if (typeof value === "string" && (depth === 0 || !hasForeignTag(key))) return value;
    if (depth > 0 || isNull(value) || (typeof value === "object" && !(value instanceof Scalar))) throw badKey(key);
    return value instanceof Scalar ? value.text : String(value);
  }

  #settingKey(key: Node, depth: number): string {
    const value = this.valueOf(key, depth + 1);
    if (typeof value === "string") return value;
    if (typeof value === "boolean") return String(value);
    const text = settingKey(isScalarNode(key) ? String(key.value) : scalarText(value));
    if (text === undefined) throw badKey(key);
    return text;
  }

  /** The mappings to merge, the one that wins last. */
  #mergesOf({ key, value }: AnyPair, depth: number): readonly Mapping[] {
    const merged = this.valueOf(value, depth + 1);
    const list = Array.isArray(merged) && !isAlias(value) ? merged.toReversed() : [merged];
    if (list.every(isMapping)) return list;
    throw new TextError("map merge requires map or sequence of maps as the value", offsetOf(key));
  }
}

/** go-yaml ends an unquoted text of a flow collection at a question mark: `[https://host/path?ref=v1]` is refused. */
function checkFlowText(node: ScalarNode): void {
  if (String(node.value ?? "").indexOf("?") > 0) {
    throw new TextError("a text with a question mark must be quoted inside brackets or braces", offsetOf(node));
  }
}

type ScalarNode = Extract<ParsedNode, { value: unknown }>;

function isMergeKey(key: Node): boolean {
  if (!isScalarNode(key) || key.value !== "<<") return false;
  return key.tag === MERGE_TAG || (key.type === "PLAIN" && (key.tag === undefined || key.tag === "!"));
}

/** kustomize drops the key `<<` from every mapping of an object when it has merged, and so loses quoted ones. */
function isQuotedMergeKey(key: Node): boolean {
  return isScalarNode(key) && key.value === "<<";
}

function isQuotedNode(node: ParsedNode): boolean {
  return isScalarNode(node) && node.type !== "PLAIN";
}

function hasForeignTag(key: Node): boolean {
  const tag = key === null || isAlias(key) ? undefined : key.tag;
  return tag !== undefined && tag !== "!" && shortTag(tag) !== "!!str";
}

/** The older YAML lets what is merged win over the keys before it. */
function overlay(mapping: GrowingMapping, merges: readonly Mapping[]): void {
  for (const merge of merges) for (const [key, value] of Object.entries(merge)) put(mapping, key, value);
}

function underlay(mapping: GrowingMapping, notes: QuoteNotes, merges: readonly Mapping[]): void {
  const added = new Map<string, Mapping>();
  for (const merge of merges) for (const key of Object.keys(merge)) added.set(key, merge);
  for (const [key, merge] of added) {
    if (Object.hasOwn(mapping, key)) continue;
    const value = merge[key] as Value;
    put(mapping, key, value);
    if (typeof value === "string") notes.add(key, value, isQuoted(value, merge, key));
  }
}

function badKey(key: Node): TextError {
  const hints = { template: " (a template such as {{ name }} needs quotes)", scalar: "; put it in quotes", list: "" };
  const hint = hints[isSeq(key) ? "list" : isCollection(key) ? "template" : "scalar"];
  return new TextError(`a key is not a text${hint}`, key === null ? 0 : offsetOf(key));
}

function shortTag(tag: string): string {
  return tag.startsWith(LONG_TAG) ? `!!${tag.slice(LONG_TAG.length)}` : tag;
}

function offsetOf(node: ParsedNode): number {
  return node.range[0];
}
