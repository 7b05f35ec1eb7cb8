import { describe, expect, it } from "vitest";
import { throughJson } from "../../../src/kustomize/yaml/json.ts";
import { readDocuments } from "../../../src/kustomize/yaml/read.ts";
import type { Mapping } from "../../../src/kustomize/yaml/value.ts";
import { isMapping, isQuoted, mapItems, own, withKey, withoutKey } from "../../../src/kustomize/yaml/value.ts";

function read(text: string): Mapping {
  const value = readDocuments(text, "file.yaml", "object")[0]?.value ?? null;
  if (!isMapping(value)) throw new Error("no mapping");
  return value;
}

const quotes = (mapping: Mapping): unknown =>
  Object.fromEntries(Object.keys(mapping).map((key) => [key, isQuoted(own(mapping, key), mapping, key)]));

describe("isQuoted", () => {
  it("tells how a file writes its strings", () => {
    const file = read(`{a: x, b: "x", c: '5', d: yes, e: 'yes', f: 5, g: &g "x", h: *g}`);
    expect(quotes(file)).toEqual({ a: false, b: true, c: true, d: false, e: true, f: false, g: true, h: true });
    expect(quotes(read("a: |\n  x\nb: >-\n  x\n"))).toEqual({ a: true, b: true });
    expect(quotes(read(`x: &x {a: "y"}\nz: {<<: *x}\n`).z as Mapping)).toEqual({ a: true });
  });

  it("lasts when other values are set in their place", () => {
    const file = withKey(withKey(withKey(read(`{a: x, b: "x", c: 1}`), "a", "5"), "b", "z"), "c", "5");
    expect(quotes(file)).toEqual({ a: false, b: true, c: false });
    const again = withKey(withoutKey(file, "b"), "b", "z");
    expect(quotes(again)).toEqual({ a: false, c: false, b: false });
    const list = mapItems(["x", "z"], (item) => (item === "x" ? "5" : item));
    expect(list.map((item, index) => isQuoted(item, list, index))).toEqual([false, false]);
  });

  it("starts anew with JSON", () => {
    expect(quotes(throughJson(read(`{a: "x", b: yes}`)) as Mapping)).toEqual({ a: false, b: true });
  });
});
