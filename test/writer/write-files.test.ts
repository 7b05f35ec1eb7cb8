import { chmodSync, lstatSync, mkdirSync, symlinkSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeFiles } from "../../src/writer/write-files.ts";
import { type Folder, temporaryFolder } from "../support/folder.ts";

let here: Folder;
beforeEach(() => {
  here = temporaryFolder();
});
afterEach(() => here.remove());

const write = (files: Record<string, string>, folder = "to") =>
  writeFiles(join(here.path, folder), new Map(Object.entries(files)));

describe("writeFiles", () => {
  it("makes the folders that it needs, leaves others' files, keeps modes", () => {
    here.write("to/old", "1");
    here.write("to/foreign", "f");
    chmodSync(join(here.path, "to/old"), 0o604);
    write({ old: "2", "a/b/new": "n" });
    expect(here.files()).toEqual({ "to/a/b/new": "n", "to/foreign": "f", "to/old": "2" });
    expect(lstatSync(join(here.path, "to/old")).mode & 0o777).toBe(0o604);
    write({ x: "x" }, "not/there/yet");
    expect(here.read("not/there/yet/x")).toBe("x");
  });
  it.each([
    ["a folder", () => mkdirSync(join(here.path, "to/z"))],
    ["a link", () => symlinkSync("foreign", join(here.path, "to/z"))],
  ])("puts all back where %s is in the way of one", (_what, obstacle) => {
    here.write("to/old", "1");
    here.write("to/foreign", "f");
    obstacle();
    const before = here.picture();
    expect(() => write({ old: "2", new: "n", z: "z" })).toThrow(/to\/z is no regular file/);
    expect(here.picture()).toEqual(before);
  });
  it("removes the folders that it made where it fails", () => {
    here.write("file", "f");
    expect(() => write({ "a/b": "1" }, "made/by/us/\0")).toThrow();
    expect(() => write({ "file/b": "1", "new/b": "2" }, ".")).toThrow(/cannot write/);
    expect(here.files()).toEqual({ file: "f" });
    expect(lstatSync(join(here.path, "made"), { throwIfNoEntry: false })).toBeUndefined();
    expect(lstatSync(join(here.path, "new"), { throwIfNoEntry: false })).toBeUndefined();
  });
  it.runIf(process.platform === "linux")("names the file that is asked for, and no file of its own", () => {
    expect(() => writeFiles("/proc", new Map([["x", "1"]]))).toThrow(/^cannot write \/proc\/x: /);
    const two = new Map([
      ["x", "1"],
      ["y", "2"],
    ]);
    expect(() => writeFiles("/proc", two)).toThrow(/^cannot write \/proc: /);
  });
  it("removes what a killed run left, and leaves a live one alone", () => {
    const staging = (pid: number) =>
      `to/.build.certctl-gitops-${pid}-0123abcd-${hostname()
        .replace(/[^A-Za-z0-9.-]/g, "_")
        .slice(0, 40)}/x`;
    here.write(staging(2 ** 22 + 1), "");
    here.write(staging(process.ppid), "");
    write({ a: "a" });
    expect(Object.keys(here.files())).toEqual([staging(process.ppid), "to/a"]);
  });
});
