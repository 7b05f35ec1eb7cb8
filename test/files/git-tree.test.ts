import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { diskSource } from "../../src/files/disk-source.ts";
import { objectReader } from "../../src/files/git-blobs.ts";
import { type GitRepository, openRepository } from "../../src/files/git-repository.ts";
import { changedPaths, type GitTree } from "../../src/files/git-tree.ts";
import type { Tree } from "../../src/kustomize/load/source.ts";
import { FailureError, InputError } from "../../src/model/errors.ts";
import { type Folder, temporaryFolder } from "../support/folder.ts";
import { cloneOf, GIT_ENVIRONMENT, type Repository, temporaryRepository, watchedGit } from "../support/repository.ts";

let made: Folder[] = [];
let opened: GitRepository[] = [];
let repository: Repository;
const kept = <T extends Folder>(folder: T): T => {
  made.push(folder);
  return folder;
};
beforeEach(() => {
  repository = kept(temporaryRepository());
});
afterEach(() => {
  for (const one of opened) one.close();
  for (const folder of made) folder.remove();
  made = [];
  opened = [];
});

const open = (folder: Folder, env = GIT_ENVIRONMENT): GitRepository => {
  const one = openRepository(folder.path, env);
  opened.push(one);
  return one;
};
/** The tree of HEAD; a source of builds, as the compiler holds it to. */
const head = (folder: Folder = repository): GitTree & Tree => {
  const one = open(folder);
  return one.commit(one.resolve("HEAD"));
};
const link = (path: string, target: string): void => symlinkSync(target, join(repository.path, path));
const seen = (source: Tree, path: string) => [
  source.read(path)?.text,
  source.isDirectory(path),
  source.real(path),
  source.list(path).filter((name) => name !== ".git"),
  source.isDirectory(path) ? undefined : source.size(path),
];
const thrown = (step: () => unknown): unknown => {
  try {
    return step();
  } catch (error) {
    return error;
  }
};

describe("a commit as a source", () => {
  it("looks like the same files on the disk", () => {
    repository.write("a/b/file", "text\n");
    repository.write("a/run.sh", "#!/bin/sh\n");
    chmodSync(join(repository.path, "a/run.sh"), 0o755);
    repository.write("B", "\ufeffmarked\n");
    repository.write('odd/it\'s "so", two: words\n\tand é', "odd\n");
    repository.write("a-b/empty", "");
    repository.commit();
    const disk = diskSource(repository.path);
    const tree = head();
    const paths = ["", "a", "a/b", "a/b/file", "a/file", "a/b/file/x", "a/run.sh", "B", "odd", "a-b", "a-b/empty"];
    const all = [...paths, ...tree.entries.keys()];
    expect(all.map((path) => seen(tree, path))).toEqual(all.map((path) => seen(disk, path)));
    expect(tree.list("odd")).toEqual(['it\'s "so", two: words\n\tand é']);
    expect([tree.bytes("a/b/file"), tree.bytes("a"), tree.bytes("x"), tree.hasLinks]).toEqual([
      Buffer.from("text\n"),
      undefined,
      undefined,
      false,
    ]);
  });
  it("follows links as the disk does", () => {
    repository.write("a/b/file", "text\n");
    repository.write("other", "other\n");
    link("up", "a/b");
    link("a/file", "../up/../b/file");
    link("absolute", join(repository.path, "a"));
    link("a/b/top", "../..");
    link("gone", "nowhere");
    link("through", "other/..");
    link("out", "../..");
    link("out-absolute", "/etc");
    link("chain", "up");
    repository.commit();
    const disk = diskSource(repository.path);
    const tree = head();
    const paths = [
      "up",
      "up/file",
      "a/file",
      "absolute/b/file",
      "a/b/top/other",
      "gone",
      "through",
      "out",
      "chain/file",
    ];
    const all = [...paths, "out-absolute", "a", "a/b/top", "a/b/top/a/b/top/up/file"];
    expect(all.map((path) => seen(tree, path))).toEqual(all.map((path) => seen(disk, path)));
    expect(tree.hasLinks).toBe(true);
  });
  it("stops at links that lead in a circle", () => {
    link("one", "two");
    link("two", "one");
    repository.commit();
    expect(thrown(() => head().read("one"))).toEqual(
      new FailureError("one is one of more than 40 links in a row", "correct those links"),
    );
  });
  it("has an empty folder in place of a submodule", () => {
    const inner = kept(temporaryRepository());
    inner.write("x.yaml", "a: 1\n");
    inner.commit();
    repository.git("submodule", "--quiet", "add", `file://${inner.path}`, "sub");
    const before = repository.commit();
    inner.commit("more");
    repository.git("-C", "sub", "pull", "-q");
    const one = open(repository);
    const tree = one.commit(repository.commit("moved"));
    expect(seen(tree, "sub")).toEqual([undefined, true, "sub", [], undefined]);
    expect([tree.list(""), changedPaths(one.commit(before), tree)]).toEqual([[".gitmodules", "sub"], []]);
    repository.write("sub/x.yaml", "a: 2\n");
    expect(changedPaths(tree, one.workingTree(one.resolve("HEAD")))).toEqual([]);
  });
  it("refuses a text that is not UTF-8, and has its bytes", () => {
    writeFileSync(join(repository.path, "latin.yaml"), Buffer.from("a: \xe9\n", "latin1"));
    repository.write("replaced.yaml", "a: \ufffd\n");
    const commit = repository.commit();
    const tree = head();
    const error = thrown(() => tree.read("latin.yaml"));
    expect(error instanceof InputError && error.findings).toEqual([
      {
        rule: "kustomization-encoding",
        severity: "error",
        message: `latin.yaml in commit ${commit.slice(0, 12)} is not UTF-8 text`,
        fix: "Save it as UTF-8.",
        at: { file: "latin.yaml" },
      },
    ]);
    expect([tree.bytes("latin.yaml"), tree.read("replaced.yaml")]).toEqual([
      Buffer.from("a: \xe9\n", "latin1"),
      { text: "a: \ufffd\n" },
    ]);
  });
  it("has names that are no UTF-8, as Node shows them", () => {
    mkdirSync(join(repository.path, "d"));
    writeFileSync(Buffer.concat([Buffer.from(`${repository.path}/d/`), Buffer.from([0x66, 0xe9])]), "latin\n");
    const commit = repository.commit();
    const tree = head();
    expect([tree.list("d"), tree.read("d/f\ufffd")]).toEqual([["f\ufffd"], { text: "latin\n" }]);
    writeFileSync(Buffer.concat([Buffer.from(`${repository.path}/d/`), Buffer.from([0x66, 0xe9])]), "changed\n");
    const one = open(repository);
    expect(one.workingTree(commit).read("d/f\ufffd")).toEqual({ text: "changed\n" });
  });
});

describe("two commits", () => {
  it("share the file objects of what is the same, and tell the paths that are not", () => {
    repository.write("same/a.yaml", "same\n");
    repository.write("changed.yaml", "1\n");
    repository.write("gone.yaml", "gone\n");
    repository.write("mode.sh", "x\n");
    repository.write("type", "same/a.yaml");
    const before = repository.commit();
    repository.write("copy.yaml", "same\n");
    repository.write("changed.yaml", "2\n");
    repository.git("rm", "-q", "gone.yaml", "type");
    link("type", "same/a.yaml");
    chmodSync(join(repository.path, "mode.sh"), 0o755);
    const after = repository.commit();
    const one = open(repository);
    const [a, b] = [one.commit(before), one.commit(after)];
    expect(b.read("same/a.yaml")).toBe(a.read("same/a.yaml"));
    expect(b.read("copy.yaml")).toBe(a.read("same/a.yaml"));
    expect(b.read("type")).toBe(a.read("same/a.yaml"));
    expect(changedPaths(a, b)).toEqual(["changed.yaml", "copy.yaml", "gone.yaml", "type"]);
    expect(changedPaths(b, a)).toEqual(changedPaths(a, b));
    expect([a.hasLinks, b.hasLinks]).toEqual([false, true]);
  });
  it("are read with one ls-tree each and one cat-file, which is asked for what a build needs alone", () => {
    for (const name of ["a.yaml", "b/Kustomization", "b/c.yml", "b/big.bin"]) repository.write(name, `1: ${name}\n`);
    const before = repository.commit();
    repository.write("b/c.yml", "2\n");
    const after = repository.commit();
    const inside = repository.inside();
    const watched = watchedGit(kept(temporaryFolder()));
    const one = open(repository, watched.env);
    const [a, b] = [one.commit(before, [""]), one.commit(after, ["b"])];
    const texts = [a, b].flatMap((tree) =>
      ["a.yaml", "b/Kustomization", "b/c.yml"].map((path) => tree.read(path)?.text),
    );
    expect(texts).toEqual([
      "1: a.yaml\n",
      "1: b/Kustomization\n",
      "1: b/c.yml\n",
      "1: a.yaml\n",
      "1: b/Kustomization\n",
      "2\n",
    ]);
    // cat-file starts in a thread of its own, before or after the next command.
    expect(watched.commands().sort()).toEqual(
      [
        "cat-file --batch",
        `ls-tree -r -z --full-tree ${before}`,
        `ls-tree -r -z --full-tree ${after}`,
        "rev-parse --show-object-format --is-shallow-repository --show-toplevel",
      ].sort(),
    );
    expect(repository.inside()).toEqual(inside);
  });
  it("may have a great many files, and great ones", () => {
    for (let i = 0; i < 300; i++) repository.write(`f/${i}.yaml`, `${i}\n`.repeat(i));
    repository.write("f/great.yaml", "great: yes\n".repeat(200_000));
    repository.commit();
    const tree = head();
    tree.prefetch(["f"]);
    for (let i = 0; i < 300; i++) expect(tree.read(`f/${i}.yaml`)?.text).toBe(`${i}\n`.repeat(i));
    expect(tree.size("f/great.yaml")).toBe(2_200_000);
  });
});

describe("a clone that lacks something", () => {
  it("says which content a partial clone lacks, and fetches nothing", () => {
    repository.git("config", "uploadpack.allowFilter", "true");
    for (const name of ["a", "b", "there"]) repository.write(`${name}.yaml`, `${name}: 1\n`);
    const commit = repository.commit();
    const clone = kept(cloneOf(repository, "--filter=blob:none", "--no-checkout"));
    clone.git("cat-file", "blob", "HEAD:there.yaml");
    const inside = clone.inside();
    const one = open(clone);
    const tree = one.commit(commit, [""]);
    const id = repository.git("rev-parse", "HEAD:a.yaml");
    const error = thrown(() => tree.read("a.yaml"));
    expect(thrown(() => tree.read("b.yaml"))).toBeInstanceOf(InputError);
    expect(error instanceof InputError && error.findings).toEqual([
      {
        rule: "git-object",
        severity: "error",
        message: `the content of a.yaml in commit ${commit.slice(0, 12)} (object ${id}) is not in this clone, and nothing is ever fetched here`,
        fix: "Check out without a filter (actions/checkout: drop `filter` and `sparse-checkout`, which sets one), or run `git fetch --refetch --no-filter` before. Where no filter is set, the repository is damaged: `git fsck` says more.",
        at: { file: "a.yaml" },
      },
    ]);
    expect(tree.read("there.yaml")).toEqual({ text: "there: 1\n" });
    expect([tree.list(""), clone.inside()]).toEqual([["a.yaml", "b.yaml", "there.yaml"], inside]);
    // What the message says helps.
    clone.git("fetch", "-q", "--refetch", "--no-filter");
    expect(head(clone).read("a.yaml")).toEqual({ text: "a: 1\n" });
  });
  it("says that folders are missing too", () => {
    repository.git("config", "uploadpack.allowFilter", "true");
    repository.write("d/a.yaml", "a: 1\n");
    const commit = repository.commit();
    const clone = kept(cloneOf(repository, "--filter=tree:0", "--no-checkout"));
    const inside = clone.inside();
    const error = thrown(() => open(clone).commit(commit));
    expect(error instanceof InputError && error.findings[0]).toMatchObject({
      rule: "git-object",
      message: "this is a partial clone, and what is compared is not all in it; nothing is ever fetched here",
    });
    expect(clone.inside()).toEqual(inside);
  });
});

describe("a git that fails", () => {
  it("is a failure with its own words", () => {
    repository.write("a.yaml", "a: 1\n");
    const commit = repository.commit();
    const folder = kept(temporaryFolder());
    const watched = watchedGit(folder);
    const script = folder.read("bin/git");
    folder.write(
      "bin/git",
      script.replace(
        "exec",
        'case "$*" in *cat-file*) echo "fatal: https://me:word@host/ broke" >&2; exit 9;; esac\nexec',
      ),
    );
    const tree = open(repository, watched.env).commit(commit, [""]);
    const failure = new FailureError(
      "git cat-file failed with exit code 9: https://host/ broke",
      "run `git fsck` in that repository, which says what is broken, then run again",
    );
    expect(thrown(() => tree.read("a.yaml"))).toEqual(failure);
    expect(thrown(() => tree.read("a.yaml"))).toEqual(failure);
  });
});

describe("the thread that git is asked through", () => {
  it("works in a bundle, and ends with the program, closed or not", async () => {
    repository.write("a.yaml", "a: 1\n");
    const commit = repository.commit();
    const folder = kept(temporaryFolder());
    const bundle = join(folder.path, "bundle.cjs");
    await build({
      entryPoints: [fileURLToPath(new URL("../../src/files/git-repository.ts", import.meta.url))],
      outfile: bundle,
      bundle: true,
      minify: true,
      platform: "node",
      format: "cjs",
      logLevel: "error",
    });
    for (const end of ["one.close()", "0"]) {
      const script = `const one = require(${JSON.stringify(bundle)}).openRepository(${JSON.stringify(repository.path)}, process.env);
        process.stdout.write(one.commit("${commit}", [""]).read("a.yaml").text); ${end}`;
      const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", script], {
        env: GIT_ENVIRONMENT as NodeJS.ProcessEnv,
        encoding: "utf8",
        timeout: 30_000,
      });
      expect([stdout, stderr, status]).toEqual(["a: 1\n", "", 0]);
    }
  });
});

describe("the output of git cat-file", () => {
  it("is cut into objects, however it comes in pieces", () => {
    const output = Buffer.from("1a blob 5\nab\ncd\n2b missing\n3c blob 0\n\n4d blob 3\nxyz\n");
    const objects = [
      { id: "1a", bytes: Buffer.from("ab\ncd") },
      { id: "2b", bytes: undefined },
      { id: "3c", bytes: Buffer.from("") },
      { id: "4d", bytes: Buffer.from("xyz") },
    ];
    for (const size of [1, 2, 3, 7, 20, 100]) {
      const read = objectReader();
      const found = [];
      for (let at = 0; at < output.length; at += size) found.push(...read(output.subarray(at, at + size)));
      expect(found).toEqual(objects);
    }
  });
});
