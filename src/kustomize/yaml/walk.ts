/** Makes values of a parsed document: scalars, aliases, merge keys and duplicate keys as kustomize understands them. */
import type { Pair, ParsedNode, YAMLMap } from "yaml";
import { isAlias, isScalar as isScalarNode, isSeq } from "yaml";
import type { GrowingMapping } from "./growing.ts";
import { put } from "./growing.ts";
import { plainScalar, settingKey, settingScalar, TagError, taggedScalar, taggedSetting } from "./scalars.ts";
import type { Mapping, Value } from "./value.ts";
import { isMapping, Scalar } from "./value.ts";

/** `object`: objects and strategic merge patches; `setting`: kustomizations and JSON patches, which older YAML rules. */
export type Mode = "object" | "setting";

/** Why a document that is well-formed YAML is refused, and where in its text. */
export class WalkError extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

type Node = ParsedNode | null;
type AnyPair = Pair<ParsedNode, ParsedNode | null>;

export function valueOfDocument(root: Node, mode: Mode): Value {
  return new Walk(mode).valueOf(root, 0);
}

const LONG_TAG = "tag:yaml.org,2002:";

class Walk {
  readonly #setting: boolean;
  readonly #scalar: (text: string) => Value;
  readonly #anchors = new Map<string, Value | undefined>();

  constructor(mode: Mode) {
    this.#setting = mode === "setting";
    this.#scalar = this.#setting ? settingScalar : plainScalar;
  }

  valueOf(node: Node, depth: number): Value {
    if (node === null) return null;
    if (isAlias(node)) return this.#alias(node.source, offsetOf(node));
    const anchor = node.anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const value = isScalarNode(node) ? this.#scalarOf(node) : this.#collectionOf(node, depth);
    if (anchor !== undefined) this.#anchors.set(anchor, value);
    return value;
  }

  #alias(name: string, offset: number): Value {
    const value = this.#anchors.get(name);
    if (value !== undefined) return value;
    throw new WalkError(
      this.#anchors.has(name) ? `anchor '${name}' value contains itself` : `unknown anchor '${name}' referenced`,
      offset,
    );
  }

  #scalarOf(node: ScalarNode): Value {
    const text = String(node.value ?? "");
    const tag = node.tag;
    try {
      if (tag !== undefined && tag !== "!") return (this.#setting ? taggedSetting : taggedScalar)(shortTag(tag), text);
    } catch (cause) {
      throw cause instanceof TagError ? new WalkError(cause.message, offsetOf(node)) : cause;
    }
    return node.type === "PLAIN" && !(tag === "!" && this.#setting) ? this.#scalar(text) : text;
  }

  #collectionOf(node: ParsedNode, depth: number): Value {
    if (isSeq(node)) return node.items.map((item) => this.valueOf(item as Node, depth + 1));
    return this.#mappingOf(node as YAMLMap<ParsedNode, ParsedNode | null>, depth);
  }

  #mappingOf(node: YAMLMap<ParsedNode, ParsedNode | null>, depth: number): Mapping {
    const mapping: GrowingMapping = {};
    let merges: readonly Mapping[] | undefined;
    for (const pair of node.items as AnyPair[]) {
      if (isMergeKey(pair.key)) {
        const from = this.#mergesOf(pair, depth);
        if (this.#setting) overlay(mapping, from);
        else if (merges !== undefined) throw new WalkError("duplicate merge key", offsetOf(pair.key));
        merges = from;
      } else this.#add(mapping, pair, depth);
    }
    if (merges !== undefined && !this.#setting) underlay(mapping, merges);
    return mapping;
  }

  #add(mapping: GrowingMapping, { key, value }: AnyPair, depth: number): void {
    const name = this.#setting ? this.#settingKey(key, depth) : this.#objectKey(key, depth);
    if (!this.#setting && Object.hasOwn(mapping, name)) {
      throw new WalkError(`mapping key "${name}" already defined`, offsetOf(key));
    }
    put(mapping, name, this.valueOf(value, depth + 1));
  }

  /** Numbers and booleans as keys are only taken in the outermost mapping, where they become texts. */
  #objectKey(key: Node, depth: number): string {
    const value = this.valueOf(key, depth + 1);
    if (typeof value === "string") return value;
    if (depth > 0 || value === null || (typeof value === "object" && !(value instanceof Scalar))) throw badKey(key);
    return value instanceof Scalar ? value.text : String(value);
  }

  #settingKey(key: Node, depth: number): string {
    const value = this.valueOf(key, depth + 1);
    if (typeof value === "string") return value;
    if (typeof value === "boolean") return String(value);
    const text = isScalarNode(key) ? settingKey(String(key.value)) : undefined;
    if (text === undefined) throw badKey(key);
    return text;
  }

  /** The mappings to merge, the one that wins last. */
  #mergesOf({ key, value }: AnyPair, depth: number): readonly Mapping[] {
    const merged = this.valueOf(value, depth + 1);
    const list = Array.isArray(merged) && !isAlias(value) ? merged.toReversed() : [merged];
    if (list.every(isMapping)) return list;
    throw new WalkError("map merge requires map or sequence of maps as the value", offsetOf(key));
  }
}

type ScalarNode = Extract<ParsedNode, { value: unknown }>;

function isMergeKey(key: Node): boolean {
  return isScalarNode(key) && key.value === "<<" && key.type === "PLAIN" && (key.tag === undefined || key.tag === "!");
}

/** The older YAML lets what is merged win over the keys before it. */
function overlay(mapping: GrowingMapping, merges: readonly Mapping[]): void {
  for (const merge of merges) for (const [key, value] of Object.entries(merge)) put(mapping, key, value);
}

function underlay(mapping: GrowingMapping, merges: readonly Mapping[]): void {
  const added = new Map<string, Value>();
  for (const merge of merges) for (const [key, value] of Object.entries(merge)) added.set(key, value);
  for (const [key, value] of added) if (!Object.hasOwn(mapping, key)) put(mapping, key, value);
}

function badKey(key: Node): WalkError {
  return new WalkError("a key is not a text", key === null ? 0 : offsetOf(key));
}

function shortTag(tag: string): string {
  return tag.startsWith(LONG_TAG) ? `!!${tag.slice(LONG_TAG.length)}` : tag;
}

function offsetOf(node: ParsedNode): number {
  return node.range[0];
}
