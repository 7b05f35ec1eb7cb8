import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FailureError, InputError } from "../../src/model/errors.ts";
import { apply } from "../../src/writer/apply.ts";
import { checkOutputFolder } from "../../src/writer/output-folder.ts";
import { changes, conflictFindings } from "../../src/writer/plan.ts";
import { acquire, recover } from "../../src/writer/staging.ts";
import { picture, planRun, put, run, siblings, temporaryFolder } from "./helpers.ts";

let folder: ReturnType<typeof temporaryFolder>;
let root: string;
beforeEach(() => {
  folder = temporaryFolder();
  root = join(folder.path, "out");
});
afterEach(() => folder.remove());

function texts(): Record<string, string> {
  const seen: Record<string, string> = {};
  for (const [path, text] of Object.entries(picture(root) ?? {})) {
    if (!path.endsWith("/") && path !== "certctl-gitops.lock") seen[path] = text.replace(/^\d+ /, "");
  }
  return seen;
}

describe("apply", () => {
  it("creates, updates and deletes, and leaves no trace beside the folder", () => {
    expect(run(root, { "a/1": "1", "a/2": "2", "b/3": "3" })).toBe(true);
    expect(texts()).toEqual({ "a/1": "1", "a/2": "2", "b/3": "3" });
    expect(run(root, { "a/1": "1", "a/2": "two", "c/d/4": "4" })).toBe(true);
    expect(texts()).toEqual({ "a/1": "1", "a/2": "two", "c/d/4": "4" });
    expect(readdirSync(root).sort()).toEqual(["a", "c", "certctl-gitops.lock"]);
    expect(siblings(root)).toEqual(["out"]);
  });
  it("makes the folders above the output folder", () => {
    root = join(folder.path, "x", "y", "out");
    run(root, { a: "1" });
    expect(texts()).toEqual({ a: "1" });
  });
  it("touches nothing when nothing changes", () => {
    run(root, { "a/1": "1" });
    const past = new Date(1e12);
    const paths = [folder.path, root, join(root, "a"), join(root, "a/1"), join(root, "certctl-gitops.lock")];
    for (const path of [...paths].reverse()) utimesSync(path, past, past);
    const before = paths.map((path) => [statSync(path).mtimeMs, statSync(path).ino, statSync(path).ctimeMs]);
    expect(run(root, { "a/1": "1" })).toBe(false);
    expect(paths.map((path) => [statSync(path).mtimeMs, statSync(path).ino, statSync(path).ctimeMs])).toEqual(before);
  });
  it("touches nothing when git turned every file into CRLF, the lock too", () => {
    run(root, { a: "1\n2\n" });
    for (const name of readdirSync(root)) {
      writeFileSync(join(root, name), readFileSync(join(root, name), "utf8").replaceAll("\n", "\r\n"));
    }
    const before = picture(root);
    expect(run(root, { a: "1\n2\n" })).toBe(false);
    expect(run(root, { a: "1\n2\n", b: "3\n" })).toBe(true);
    expect(picture(root)?.a).toBe(before?.a);
  });
  it("keeps the inode and time of what does not change", () => {
    run(root, { a: "1", b: "2" });
    const before = statSync(join(root, "a"));
    run(root, { a: "1", b: "3" });
    expect(statSync(join(root, "a"))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs, nlink: 1 });
  });
  it("replaces the lock alone in one step, where only its header changes", () => {
    run(root, { a: "1" });
    const inode = statSync(root).ino;
    const change = planRun(root, { a: "1" });
    expect(apply({ ...change, lockText: change.lockText.replace("0.1.0", "0.2.0") })).toBe(true);
    expect(readFileSync(join(root, "certctl-gitops.lock"), "utf8")).toContain("# version: 0.2.0");
    expect(statSync(root).ino).toBe(inode);
    expect(siblings(root)).toEqual(["out"]);
  });
  it("keeps foreign files, links, modes and empty folders", () => {
    run(root, { "a/1": "1", "gone/1": "1", run: "1" });
    put(root, { "a/mine": "mine", "gone/sub/mine": "mine" });
    mkdirSync(join(root, "empty/er"), { recursive: true });
    symlinkSync("../outside", join(root, "a/dangling"));
    symlinkSync(folder.path, join(root, "a/folder"));
    chmodSync(join(root, "a/mine"), 0o640);
    chmodSync(join(root, "run"), 0o755);
    chmodSync(join(root, "a"), 0o2770);
    chmodSync(join(root, "empty"), 0o555);
    spawnSync("mkfifo", [join(root, "pipe")]);
    const before = picture(root) as Record<string, string>;
    run(root, { "a/1": "one", run: "2" });
    const { "gone/1": _, ...rest } = before;
    expect(picture(root)).toEqual({
      ...rest,
      "a/1": before["a/1"]?.replace(/1$/, "one"),
      run: "755 2",
      "certctl-gitops.lock": expect.anything(),
    });
    run(root, { "a/1": "one" });
    expect(picture(root)).toHaveProperty(["empty/er/"]);
    chmodSync(join(root, "empty"), 0o755);
  });
  it("removes a folder that only it filled, and keeps one that was empty", () => {
    run(root, { "a/b/c/1": "1", "d/1": "1", "e/1": "1" });
    mkdirSync(join(root, "d/mine"));
    run(root, { "e/1": "2" });
    expect(Object.keys(picture(root) ?? {})).toEqual(["/", "certctl-gitops.lock", "d/", "d/mine/", "e/", "e/1"]);
  });
  it("turns a file into a folder", () => {
    run(root, { a: "1" });
    run(root, { "a/b": "2" });
    expect(texts()).toEqual({ "a/b": "2" });
  });
  it("refuses a plan with a conflict, and the user's bytes stay", () => {
    run(root, { a: "1", b: "1" });
    writeFileSync(join(root, "a"), "mine");
    const before = picture(root);
    const change = planRun(root, { a: "2", b: "2" });
    expect(conflictFindings(change.plan, "out")).toHaveLength(1);
    expect(() => apply(change)).toThrow(/conflict/);
    expect(picture(root)).toEqual(before);
    run(root, { a: "2", b: "2" }, { removes: true, overwrite: true });
    expect(texts()).toEqual({ a: "2", b: "2" });
  });
  it("replaces a link itself when told to, never what it leads to", () => {
    put(folder.path, { secret: "s" });
    mkdirSync(root);
    symlinkSync("../secret", join(root, "a"));
    run(root, { a: "1" }, { removes: true, overwrite: true });
    expect(texts()).toEqual({ a: "1" });
    expect(readFileSync(join(folder.path, "secret"), "utf8")).toBe("s");
  });
  it("never writes or deletes through a linked folder", () => {
    run(root, { "d/a": "1" });
    renameSync(join(root, "d"), join(folder.path, "elsewhere"));
    symlinkSync("../elsewhere", join(root, "d"));
    expect(planRun(root, { "d/a": "2" }).plan.entries[0]).toMatchObject({ action: "conflict" });
    run(root, {});
    expect(readFileSync(join(folder.path, "elsewhere/a"), "utf8")).toBe("1");
  });
  it("a run for one cluster leaves the others alone", () => {
    run(root, { "clusters/eu/a": "1", "clusters/us/a": "1" });
    run(root, { "clusters/eu/a": "2" }, { removes: false });
    expect(texts()).toEqual({ "clusters/eu/a": "2", "clusters/us/a": "1" });
    run(root, { "clusters/eu/a": "2" });
    expect(texts()).toEqual({ "clusters/eu/a": "2" });
  });
});

describe("a disk that changes between plan and apply", () => {
  const cases: [string, () => void][] = [
    ["an updated file", () => writeFileSync(join(root, "update"), "mine")],
    ["a deleted file", () => writeFileSync(join(root, "delete"), "mine")],
    ["an updated file that is gone", () => unlinkSync(join(root, "update"))],
    ["a file where one is to be created", () => put(root, { create: "mine" })],
    ["a folder where a file is to be created", () => mkdirSync(join(root, "create"))],
    [
      "a link in place of a file",
      () => {
        unlinkSync(join(root, "update"));
        symlinkSync("delete", join(root, "update"));
      },
    ],
    ["another run's lock", () => run(root, { update: "1", delete: "1", other: "1" })],
  ];
  for (const [what, act] of cases) {
    it(`stops at ${what}`, () => {
      run(root, { update: "1", delete: "1" });
      const change = planRun(root, { update: "2", create: "2" });
      act();
      const before = picture(root);
      expect(() => apply(change)).toThrow(FailureError);
      expect(picture(root)).toEqual(before);
      expect(siblings(root)).toEqual(["out"]);
    });
  }
});

describe("two runs at once", () => {
  it("refuses the second and names the first, until it is gone", async () => {
    run(root, { a: "1" });
    const other = spawn("sleep", ["60"]);
    const ended = new Promise((resolve) => other.on("exit", resolve));
    const staging = join(folder.path, `.out.certctl-gitops-${other.pid}-00000000-${hostname()}`);
    put(staging, { "new/a": "half" });
    const before = picture(root);
    for (const second of [() => run(root, { a: "2" }), () => recover(root)]) {
      expect(second).toThrow(
        expect.toSatisfy((error) => error instanceof FailureError && error.message.includes(staging)),
      );
      expect(second).toThrow(`process ${other.pid}`);
    }
    expect(picture(root)).toEqual(before);
    expect(siblings(root)).toEqual([basename(staging), "out"]);
    other.kill("SIGKILL");
    await ended;
    expect(run(root, { a: "2" })).toBe(true);
    expect(siblings(root)).toEqual(["out"]);
  });
  it("takes over after an hour from a process number that lives again, and from another machine", () => {
    for (const owner of [`${process.ppid}-00000000-${hostname()}`, "1-00000000-elsewhere"]) {
      const staging = join(folder.path, `.out.certctl-gitops-${owner}`);
      mkdirSync(staging);
      expect(() => run(root, { a: owner })).toThrow(/is writing/);
      const past = new Date(Date.now() - 61 * 60 * 1000);
      utimesSync(staging, past, past);
      expect(run(root, { a: owner })).toBe(true);
    }
    expect(siblings(root)).toEqual(["out"]);
  });
  it("does not take a name that only looks alike for a staging folder", () => {
    put(folder.path, { ".out.certctl-gitops-notes/a": "mine" });
    expect(recover(root)).toEqual({ restored: false, removed: [] });
    expect(siblings(root)).toEqual([".out.certctl-gitops-notes"]);
  });
  it("does not mix up output folders side by side", () => {
    const { staging } = acquire(join(folder.path, "out.b"));
    expect(run(root, { a: "1" })).toBe(true);
    rmSync(staging, { recursive: true });
  });
});

describe("recover", () => {
  const dead = (): string => {
    const { pid } = spawnSync("true");
    return join(folder.path, `.out.certctl-gitops-${pid}-00000000-${hostname()}`);
  };
  it("puts the old tree back where a run was killed between the renames", () => {
    run(root, { a: "1" });
    const before = picture(root);
    const staging = dead();
    put(staging, { "new/a": "2" });
    renameSync(root, join(staging, "old"));
    expect(recover(root)).toEqual({ restored: true, removed: [basename(staging)] });
    expect(picture(root)).toEqual(before);
    expect(siblings(root)).toEqual(["out"]);
  });
  it("stops where the folder was made anew since, and loses neither", () => {
    const staging = dead();
    put(staging, { "new/a": "2", "old/a": "1" });
    put(root, { a: "3" });
    expect(() => recover(root)).toThrow(/made anew/);
    expect(picture(join(staging, "old"))).toHaveProperty("a");
    expect(siblings(root)).toEqual([basename(staging), "out"]);
  });
  it("does not bring back a half removed old tree when the folder was removed by hand", () => {
    put(dead(), { "old/a": "1" });
    expect(recover(root)).toMatchObject({ restored: false });
    expect(siblings(root)).toEqual([]);
  });
  it("writes nothing where nothing is left over", () => {
    const past = new Date(1e12);
    utimesSync(folder.path, past, past);
    recover(root);
    recover(join(folder.path, "no", "such", "out"));
    expect(statSync(folder.path).mtimeMs).toBe(1e12);
  });
});

describe("what can't be written", () => {
  it("is a FailureError with path and fix, for a file in a folder's place", () => {
    put(folder.path, { file: "" });
    const below = join(folder.path, "file", "out");
    expect(() => planRun(below, { a: "1" })).toThrow(FailureError);
    expect(() => run(join(folder.path, "file/x/out"), { a: "1" })).toThrow(FailureError);
  });
  it("is a FailureError where the lock is a link or a folder", () => {
    put(folder.path, { secret: "s" });
    mkdirSync(root);
    symlinkSync("../secret", join(root, "certctl-gitops.lock"));
    expect(() => planRun(root, { a: "1" })).toThrow(/no regular file/);
    unlinkSync(join(root, "certctl-gitops.lock"));
    mkdirSync(join(root, "certctl-gitops.lock"));
    expect(() => planRun(root, { a: "1" })).toThrow(/no regular file/);
  });
});

describe("checkOutputFolder", () => {
  const refused = (path: string, cwd: string): string => {
    try {
      checkOutputFolder(path, cwd);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      expect(error.findings[0]).toMatchObject({ rule: "output-folder", fix: expect.stringMatching(/./) });
      return error.message;
    }
    return "";
  };
  it("refuses what can't be replaced as a whole", () => {
    const cwd = join(folder.path, "repo/sub");
    mkdirSync(cwd, { recursive: true });
    mkdirSync(join(folder.path, "repo/other/.git"), { recursive: true });
    put(folder.path, { "repo/worktree/.git": "gitdir: x", "repo/file": "" });
    symlinkSync("other", join(folder.path, "repo/link"));
    symlinkSync(join(folder.path, "repo"), join(folder.path, "way"));
    for (const path of [".", "..", "../..", "/", cwd, "x/..", join(folder.path, "way/sub")]) {
      expect(refused(path, cwd), path).toMatch(/current folder/);
    }
    expect(refused("../other", cwd)).toMatch(/\.git/);
    expect(refused("../worktree", cwd)).toMatch(/\.git/);
    expect(refused("../link", cwd)).toMatch(/symbolic link/);
    expect(refused("../file", cwd)).toMatch(/no folder/);
    expect(refused("/proc", cwd)).toMatch(process.platform === "linux" ? /mount point/ : /./);
    for (const path of ["out", "out/", "./out/x", "../out", "..out", "/nonexistent/out"]) {
      expect(refused(path, cwd), path).toBe("");
    }
  });
});

describe("files with more than one link", () => {
  it("an update never writes through a hard link", () => {
    run(root, { a: "1" });
    linkSync(join(root, "a"), join(folder.path, "other"));
    run(root, { a: "2" });
    expect(readFileSync(join(folder.path, "other"), "utf8")).toBe("1");
    expect(lstatSync(join(root, "a")).nlink).toBe(1);
    expect(changes(planRun(root, { a: "2" }).plan)).toEqual([]);
  });
});
