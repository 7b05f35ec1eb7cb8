import { symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { diskSource, sourcePath } from "../../src/files/disk-source.ts";
import type { Source } from "../../src/kustomize/load/source.ts";
import { type Folder, temporaryFolder } from "../support/folder.ts";

let here: Folder;
beforeEach(() => {
  here = temporaryFolder();
  here.write("a/b/file", "text\n");
  here.write("other", "other\n");
});
afterEach(() => here.remove());

const link = (path: string, target: string): void => symlinkSync(target, join(here.path, path));
const seen = (source: Source, path: string) => [source.read(path)?.text, source.isDirectory(path), source.real(path)];
const NOTHING = [undefined, false, undefined];

describe("a folder as a source", () => {
  it("has its files and folders, and nothing else", () => {
    const source = diskSource(here.path);
    expect(["", "a", "a/b", "a/b/file", "a/file", "a/b/file/x", "n\0"].map((path) => seen(source, path))).toEqual([
      [undefined, true, ""],
      [undefined, true, "a"],
      [undefined, true, "a/b"],
      ["text\n", false, "a/b/file"],
      NOTHING,
      NOTHING,
      NOTHING,
    ]);
    expect([source.bytes("a/b/file"), source.bytes("a"), source.bytes("x")]).toEqual([
      Buffer.from("text\n"),
      undefined,
      undefined,
    ]);
  });
  it("follows links inside of it, step by step", () => {
    link("up", "a/b");
    link("a/file", "../up/../b/file");
    link("absolute", join(here.path, "a"));
    link("a/b/top", "../..");
    const source = diskSource(here.path);
    expect(["up", "up/file", "a/file", "absolute/b/file", "a/b/top/other"].map((path) => seen(source, path))).toEqual([
      [undefined, true, "a/b"],
      ["text\n", false, "a/b/file"],
      ["text\n", false, "a/b/file"],
      ["text\n", false, "a/b/file"],
      ["other\n", false, "other"],
    ]);
  });
  it("has nothing at the end of a link to nothing, or out of it", () => {
    link("gone", "nowhere");
    link("through", "other/..");
    link("a/out", "../other");
    link("a/absolute", join(here.path, "other"));
    const below = diskSource(join(here.path, "a"));
    expect([seen(below, "out"), seen(below, "absolute")]).toEqual([NOTHING, NOTHING]);
    const source = diskSource(here.path);
    expect([seen(source, "gone"), seen(source, "through")]).toEqual([NOTHING, NOTHING]);
  });
  it("fails at links that lead to each other", () => {
    link("x", "y");
    link("y", "x");
    expect(() => diskSource(here.path).read("x")).toThrow(/more than 40 links in a row/);
  });
  it("refuses text that is not UTF-8, but gives its bytes; a mark at the start and U+FFFD stay", () => {
    writeFileSync(join(here.path, "latin"), Buffer.from([0xe9, 0x0a]));
    here.write("marked", "\ufeffa\ufffd");
    const source = diskSource(here.path);
    expect(() => source.read("latin")).toThrow(/latin is not UTF-8 text/);
    expect(source.bytes("latin")).toEqual(Buffer.from([0xe9, 0x0a]));
    expect(source.read("marked")?.text).toBe("\ufeffa\ufffd");
  });
  it("keeps what it was asked for twice, and where things are", () => {
    const source = diskSource(here.path);
    const texts = [source, source, source].map(() => source.read("a/b/file"));
    expect(texts[1]).toBe(texts[2]);
    here.remove();
    expect(seen(source, "a/b/file")).toEqual(["text\n", false, "a/b/file"]);
  });
  it("fails where it cannot read", () => {
    // A file without content that counts as larger than any text: even root cannot read it.
    writeFileSync(join(here.path, "huge"), "");
    truncateSync(join(here.path, "huge"), 2 ** 32);
    expect(() => diskSource(here.path).read("huge")).toThrow(/cannot read .*huge/);
  });
});

describe("the whole disk as a source", () => {
  it("has absolute paths without the first slash, and links anywhere", () => {
    link("absolute", join(here.path, "a/b/file"));
    link("high", `${"../".repeat(50)}${here.path.slice(1)}/other`);
    const at = sourcePath(here.path);
    const source = diskSource();
    expect(at).toBe(here.path.slice(1));
    expect([seen(source, `${at}/absolute`), seen(source, `${at}/high`), seen(source, "")]).toEqual([
      ["text\n", false, `${at}/a/b/file`],
      ["other\n", false, `${at}/other`],
      [undefined, true, ""],
    ]);
  });
});
