/** A document that is read in parts is the document that is read as a whole. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type BlockCache, readInBlocks } from "../../../src/kustomize/yaml/blocks.ts";
import { NoJsonError } from "../../../src/kustomize/yaml/json.ts";
import { plainData } from "../../../src/kustomize/yaml/plain-data.ts";
import { readChunk } from "../../../src/kustomize/yaml/read.ts";
import { splitDocuments } from "../../../src/kustomize/yaml/split.ts";
import { InputError } from "../../../src/model/errors.ts";
import type { JsonValue } from "../../../src/model/json.ts";

function whole(text: string): JsonValue | undefined {
  let isRepeated = false;
  try {
    const { value } = readChunk({ text, line: 0 }, "", "setting", () => {
      isRepeated = true;
    });
    return isRepeated ? undefined : plainData(value);
  } catch (cause) {
    if (cause instanceof InputError || cause instanceof NoJsonError) return undefined;
    throw cause;
  }
}

/** Every file of the renderer's cases and of the example bundle. */
const FILES = ["test/kustomize/fixtures", "out"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".yaml"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")),
);

it("holds for every document of the cases and of the bundle, with one cache for all", () => {
  const cache: BlockCache = new Map();
  let inBlocks = 0;
  for (const text of FILES) {
    for (const { text: document } of splitDocuments(text, () => {})) {
      const value = readInBlocks(document, cache, whole);
      if (value === undefined) continue;
      inBlocks += 1;
      expect(value).toEqual(whole(document));
    }
  }
  expect(inBlocks).toBeGreaterThan(3000);
});

describe("a document of an odd form", () => {
  it.each([
    ["a sequence as far in as its key", "a:\n- b: 1\n  c: 2\n- d\ne: 3\n"],
    ["sequences in sequences", "a:\n  - - b\n    - c\n  - - d\n"],
    ["items that begin on the next line", "a:\n-\n  b: 1\n- c: 2\n"],
    ["block texts with lines that look like keys", "a: |\n  b: 1\n  # c\n\n  d: 2\n\n# e\nf: >-\n  g:\n    h\n"],
    ["a block text that keeps its last lines", "a:\n  b: |+\n    c\n\n\nd: 1\n"],
    ["a block text in a sequence", "args:\n- |\n  set -e\n  a: b\n- b\n"],
    ["texts over several lines", "a: b\n  c d\ne: 'f\n\n  g: h'\n"],
    ["a text below its key", "a:\n  b c\n  d\ne: 1\n"],
    ["keys without a value", "a:\nb:\n  c:\n  d: 1\ne:\n"],
    ["comments everywhere", "# a\nb: # c\n  # d\n  e: 1 # f\n# g\n  h: 2\n"],
    ["flow collections over several lines", "a: {b: 1,\n  c: [2,\n    3]}\nd: 1\n"],
    ["quoted keys", 'a:\n  "b c": 1\n  d: 2\n'],
    ["keys that are no texts", "a:\n  yes: 1\n  1: 2\n  null: 3\n"],
    ["a key of every JavaScript object", "a:\n  __proto__: {b: 1}\n  constructor: 2\n"],
    ["tags", "a: !!str 1\nb: 2\n"],
    ["a value without a key", "a\n"],
    ["nothing", ""],
    ["comments alone", "# a\n"],
    ["no last line break", "a:\n  b: |\n    c"],
  ])("has the same value: %s", (_name, text) => {
    const value = readInBlocks(text, new Map(), whole);
    expect(value === undefined ? whole(text) : value).toEqual(whole(text));
    expect(value).toEqual(whole(text));
  });
  it.each([
    ["anchors", "a: &x\n  b: 1\nc: *x\n"],
    ["a key twice", "a:\n  b: 1\n  b: 2\n"],
    ["a quoted text whose lines look like keys", 'a: "b\nc: d"\n'],
    ["broken YAML", "a: [b\nc: 1\n"],
    ["Windows line breaks", "a: 1\r\nb: 2\r\n"],
  ])("is left to the library: %s", (_name, text) => {
    expect(readInBlocks(text, new Map(), whole)).toBeUndefined();
  });
});

it("reads a part that repeats once", () => {
  const seen: string[] = [];
  const cache: BlockCache = new Map();
  const read = (text: string): JsonValue | undefined => {
    seen.push(text);
    return whole(text);
  };
  const one = readInBlocks("metadata:\n  name: a\nspec:\n  b: 1\n  c: 2\n", cache, read) as { spec: JsonValue };
  const two = readInBlocks("metadata:\n  name: b\nspec:\n  b: 1\n  c: 2\n", cache, read) as { spec: JsonValue };
  expect(two.spec).toBe(one.spec);
  expect(seen.filter((text) => text.includes("b: 1"))).toHaveLength(1);
});
