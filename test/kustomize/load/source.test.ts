import { expect, it } from "vitest";
import { treeSource } from "../../../src/kustomize/load/source.ts";

it("a tree in memory is a source", () => {
  const source = treeSource(new Map([["a/b/c.txt", { text: "é\n" }]]));
  const paths = ["", "a", "a/b", "a/b/c.txt", "a/b/c", "b"];
  expect(paths.map((path) => [source.read(path)?.text, source.isDirectory(path), source.real(path)])).toEqual([
    [undefined, true, ""],
    [undefined, true, "a"],
    [undefined, true, "a/b"],
    ["é\n", false, "a/b/c.txt"],
    [undefined, false, undefined],
    [undefined, false, undefined],
  ]);
  expect([source.bytes("a/b/c.txt"), source.bytes("a")]).toEqual([new Uint8Array([0xc3, 0xa9, 0x0a]), undefined]);
});
