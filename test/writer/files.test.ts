import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readDisk } from "../../src/files/disk-state.ts";
import { sha256 } from "../../src/files/hash.ts";
import { readTree } from "../../src/files/read-tree.ts";
import { InputError } from "../../src/model/errors.ts";
import { put, temporaryFolder, tree } from "./helpers.ts";

let folder: ReturnType<typeof temporaryFolder>;
let own: string;
beforeEach(() => {
  folder = temporaryFolder();
  own = join(folder.path, "own");
  mkdirSync(own);
});
afterEach(() => folder.remove());

describe("readTree", () => {
  const at = { file: "certctl-gitops.yaml", line: 3, path: "clusters[0].own.edge" };
  const read = (maxBytes = 1000) => readTree(own, { rule: "own-component", at, maxBytes });
  const refused = (message: RegExp, maxBytes?: number): void => {
    let thrown: unknown;
    try {
      read(maxBytes);
    } catch (error) {
      thrown = error;
    }
    if (!(thrown instanceof InputError)) throw thrown ?? new Error("nothing was refused");
    expect(thrown.findings).toEqual([
      {
        rule: "own-component",
        severity: "error",
        message: expect.stringMatching(message),
        fix: expect.stringMatching(/./),
        at,
      },
    ]);
  };

  it("reads files in code-unit order, without .git", () => {
    put(own, { "b/1": "x", "a-b": "ü\r\n", "a/1": "\ufeffbom", B: "", ".git/config": "x", "sub/.git/x": "x" });
    expect([...read()].map(([path, file]) => [path, file.text])).toEqual([
      ["B", ""],
      ["a-b", "ü\r\n"],
      ["a/1", "\ufeffbom"],
      ["b/1", "x"],
    ]);
  });
  it("follows a link to a file inside, by whatever way the folder is named", () => {
    put(own, { a: "x" });
    symlinkSync("a", join(own, "b"));
    symlinkSync(folder.path, join(folder.path, "way"));
    own = join(folder.path, "way/own");
    expect([...read().keys()]).toEqual(["a", "b"]);
    expect(read().get("b")?.text).toBe("x");
  });
  it("refuses links that lead out, to a folder, to nothing or in a circle", () => {
    put(folder.path, { secret: "s", "own-2/a": "s" });
    mkdirSync(join(own, "sub"));
    for (const target of ["../secret", "/etc/passwd", "../own-2/a", "sub", ".", "nothing", "link"]) {
      symlinkSync(target, join(own, "link"));
      refused(/is a link/);
      spawnSync("rm", [join(own, "link")]);
    }
  });
  it("refuses what is no text, no regular file, or too much", () => {
    put(own, { a: "12345" });
    refused(/more than 4 bytes/, 4);
    writeFileSync(join(own, "b"), Buffer.from([0xff]));
    refused(/not UTF-8/);
    writeFileSync(join(own, "b"), "");
    spawnSync("mkfifo", [join(own, "pipe")]);
    refused(/no regular file/);
  });
  it("refuses a folder that is missing, a file or a link", () => {
    put(folder.path, { file: "" });
    symlinkSync("own", join(folder.path, "link"));
    for (const [name, message] of [
      ["none", /does not exist/],
      ["file", /is no folder/],
      ["link", /is no folder/],
    ] as const) {
      own = join(folder.path, name);
      refused(message);
    }
  });
});

describe("readDisk", () => {
  it("says of each path what is there, and looks at no other", () => {
    put(own, { "d/same": "a\n", "d/crlf": "a\r\n", "d/other": "b\n", "d/recorded": "r", "d/foreign": "f", file: "" });
    mkdirSync(join(own, "d/folder"));
    symlinkSync("same", join(own, "d/link"));
    symlinkSync("d", join(own, "way"));
    const wanted = ["d/same", "d/crlf", "d/other", "d/folder", "d/link", "d/none", "no/such/f", "file/x/y", "way/same"];
    const state = readDisk(own, tree(Object.fromEntries(wanted.map((path) => [path, "a\n"]))), [
      "d/recorded",
      "d/gone",
    ]);
    const hashed = (text: string) => ({ kind: "differs", sha256: sha256(text), sha256Lf: sha256(text) });
    expect(Object.fromEntries(state)).toEqual({
      "d/same": { kind: "same" },
      "d/crlf": { kind: "same" },
      "d/other": hashed("b\n"),
      "d/folder": { kind: "directory" },
      "d/link": { kind: "symbolic link" },
      "file/x/y": { kind: "below", parent: "file", what: "file" },
      "way/same": { kind: "below", parent: "way", what: "symbolic link" },
      "d/recorded": hashed("r"),
    });
  });
  it("does not take bytes that are not UTF-8 for the replacement character", () => {
    writeFileSync(join(own, "a"), Buffer.from([0xff]));
    expect(readDisk(own, tree({ a: "\ufffd" })).get("a")?.kind).toBe("differs");
    writeFileSync(join(own, "a"), "\ufffd");
    expect(readDisk(own, tree({ a: "\ufffd" })).get("a")?.kind).toBe("same");
  });
  it("is empty where the folder is missing", () => {
    expect(readDisk(join(own, "none"), tree({ a: "" })).size).toBe(0);
  });
});
