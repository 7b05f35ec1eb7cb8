import { appendFileSync, chmodSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type GitRepository, openRepository } from "../../src/files/git-repository.ts";
import { changedPaths, type GitTree } from "../../src/files/git-tree.ts";
import { sha256 } from "../../src/files/hash.ts";
import { InputError } from "../../src/model/errors.ts";
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

interface Seen {
  readonly base: GitTree;
  readonly work: GitTree;
  readonly changed: readonly string[];
}

/** HEAD and the working tree; fails where reading them changes anything below `.git`. */
function look(folder: Repository = repository, base = "HEAD", env = GIT_ENVIRONMENT): Seen {
  const inside = folder.inside();
  const one = openRepository(folder.path, env);
  opened.push(one);
  const commit = one.resolve(base);
  const [before, work] = [one.commit(commit), one.workingTree(commit)];
  const changed = changedPaths(before, work);
  for (const path of work.entries.keys()) work.bytes(path);
  expect(folder.inside()).toEqual(inside);
  return { base: before, work, changed };
}
const link = (path: string, target: string): void => symlinkSync(target, join(repository.path, path));
/** Makes git look at the file again: its time is not the one that the index has. */
const touch = (folder: Folder, ...paths: string[]): void => {
  for (const path of paths) utimesSync(join(folder.path, path), 1, 1);
};
const texts = (tree: GitTree, ...paths: string[]) => paths.map((path) => tree.read(path)?.text);

describe("the working tree", () => {
  it("is the commit, where nothing changed", () => {
    repository.write("a.yaml", "a: 1\n");
    repository.write("d/b.yaml", "b: 1\n");
    repository.write("run.sh", "x\n");
    repository.commit();
    touch(repository, "a.yaml");
    chmodSync(join(repository.path, "run.sh"), 0o755);
    mkdirSync(join(repository.path, "empty"));
    const { base, work, changed } = look();
    expect([changed, work.isDirectory("empty"), work.hasLinks]).toEqual([[], false, false]);
    expect(["a.yaml", "d/b.yaml"].map((path) => work.read(path) === base.read(path))).toEqual([true, true]);
  });
  it("has what is changed, staged, new, only announced, gone and of another kind", () => {
    for (const name of ["changed", "staged", "gone", "unstaged-gone", "type", "folder/x", "back"]) {
      repository.write(`${name}.yaml`, `${name}: 1\n`);
    }
    repository.commit();
    repository.write("changed.yaml", "changed: 2\n");
    repository.write("staged.yaml", "staged: 2\n");
    repository.git("add", "staged.yaml");
    repository.write("both.yaml", "staged\n");
    repository.git("add", "both.yaml");
    repository.write("both.yaml", "then changed\n");
    repository.git("rm", "-q", "gone.yaml");
    repository.git("rm", "-q", "--cached", "back.yaml");
    rmSync(join(repository.path, "unstaged-gone.yaml"));
    rmSync(join(repository.path, "type.yaml"));
    link("type.yaml", "changed.yaml");
    rmSync(join(repository.path, "folder"), { recursive: true });
    link("folder", ".");
    repository.write("new.yaml", "new: 1\n");
    repository.write("new/other.txt", "other\n");
    repository.write("announced.yaml", "announced: 1\n");
    repository.git("add", "-N", "announced.yaml");
    const { work, changed } = look();
    expect(changed).toEqual([
      "announced.yaml",
      "both.yaml",
      "changed.yaml",
      "folder",
      "folder/x.yaml",
      "gone.yaml",
      "new.yaml",
      "new/other.txt",
      "staged.yaml",
      "type.yaml",
      "unstaged-gone.yaml",
    ]);
    expect(
      texts(work, "announced.yaml", "both.yaml", "changed.yaml", "new.yaml", "new/other.txt", "staged.yaml"),
    ).toEqual(["announced: 1\n", "then changed\n", "changed: 2\n", "new: 1\n", "other\n", "staged: 2\n"]);
    expect(texts(work, "type.yaml", "folder/new.yaml", "gone.yaml", "unstaged-gone.yaml", "back.yaml")).toEqual([
      "changed: 2\n",
      "new: 1\n",
      undefined,
      undefined,
      "back: 1\n",
    ]);
    expect([work.real("folder/new.yaml"), work.list("new")]).toEqual(["new.yaml", ["other.txt"]]);
  });
  it("has no ignored file, unless git tracks it", () => {
    repository.write(".gitignore", "*.local.yaml\n/build/\n");
    repository.write("tracked.local.yaml", "1\n");
    repository.git("add", "-f", "tracked.local.yaml");
    repository.commit();
    repository.write("own.local.yaml", "1\n");
    repository.write("build/x.yaml", "1\n");
    repository.write("tracked.local.yaml", "2\n");
    const { work, changed } = look();
    expect([changed, work.list("")]).toEqual([["tracked.local.yaml"], [".gitignore", "tracked.local.yaml"]]);
  });
  it("can be seen from an older commit", () => {
    repository.write("a.yaml", "a: 1\n");
    repository.write("b.yaml", "b: 1\n");
    repository.commit();
    repository.write("a.yaml", "a: 2\n");
    repository.commit();
    repository.write("b.yaml", "b: 2\n");
    expect(look(repository, "HEAD~1").changed).toEqual(["a.yaml", "b.yaml"]);
    repository.write("a.yaml", "a: 1\n");
    expect(look(repository, "HEAD~1").changed).toEqual(["b.yaml"]);
  });
  it("has files of any name", () => {
    const name = 'it\'s "so", two: words\n\tand é \\ $(x).yaml';
    repository.write(`d/${name}`, "a\n");
    repository.commit();
    repository.write(`d/${name}`, "b\n");
    repository.write(`d/-${name}`, "new\n");
    const { work, changed } = look();
    expect(changed).toEqual([`d/-${name}`, `d/${name}`]);
    expect(texts(work, ...changed)).toEqual(["new\n", "b\n"]);
  });
  it("is not known while a merge is unfinished", () => {
    repository.write("a.yaml", "a: 1\n");
    repository.commit();
    repository.git("checkout", "-q", "-b", "side");
    for (const name of ["a.yaml", "b.yaml"]) repository.write(name, "a: side\n");
    repository.commit();
    repository.git("checkout", "-q", "main");
    for (const name of ["a.yaml", "b.yaml"]) repository.write(name, "a: main\n");
    repository.commit();
    expect(() => repository.git("merge", "side")).toThrow();
    let error: unknown;
    try {
      look();
    } catch (thrown) {
      error = thrown;
    }
    expect(error instanceof InputError && error.findings).toEqual([
      {
        rule: "git-conflict",
        severity: "error",
        message: "a.yaml has a merge conflict, so it is not known what would be committed (and 1 more like it)",
        fix: "Resolve it and `git add` it, or compare commits with --head.",
        at: { file: "a.yaml" },
      },
    ]);
  });
  it("of a sparse checkout has the files that are not on the disk", () => {
    for (const name of ["in/a.yaml", "out/b.yaml"]) repository.write(name, `${name}\n`);
    repository.commit();
    repository.git("sparse-checkout", "set", "--cone", "in");
    repository.write("in/a.yaml", "changed\n");
    const { work, changed } = look();
    expect([changed, texts(work, "out/b.yaml")]).toEqual([["in/a.yaml"], ["out/b.yaml\n"]]);
    repository.git("sparse-checkout", "set", "--cone", "--sparse-index", "in");
    expect(look().changed).toEqual(["in/a.yaml"]);
  });
  it("leaves out a repository of its own inside of it", () => {
    repository.write("a.yaml", "a: 1\n");
    repository.commit();
    repository.git("clone", "-q", `file://${repository.path}`, "inner");
    expect([look().changed, look().work.list("")]).toEqual([[], ["a.yaml"]]);
  });
  it("takes two runs of git, and a third where a file changed", () => {
    repository.write("a.yaml", "a: 1\n");
    const commit = repository.commit();
    const watched = watchedGit(kept(temporaryFolder()));
    look(repository, "HEAD", watched.env);
    const before = watched.commands().filter((command) => !command.startsWith("cat-file"));
    expect(before.slice(2)).toEqual([
      `ls-tree -r -z --full-tree ${commit}`,
      "ls-files -z -t --unmerged --others --exclude-standard",
      `diff-index --raw -z --no-renames --no-ext-diff --ignore-submodules=dirty ${commit} --`,
    ]);
    repository.write("a.yaml", "a: 2\n");
    repository.write("b.yaml", "b: 2\n");
    look(repository, "HEAD", watched.env);
    const after = watched.commands().filter((command) => !command.startsWith("cat-file"));
    expect(after.slice(before.length + 5)).toEqual(["hash-object --stdin-paths"]);
  });
});

describe("line ends", () => {
  const written = (folder: Repository, text: string): void => {
    folder.write("a.yaml", text);
    touch(folder, "a.yaml");
  };
  it.each([
    ["core.autocrlf", "* -x\n", ["config", "core.autocrlf", "true"]],
    ["eol=crlf", "*.yaml text eol=crlf\n", ["config", "core.autocrlf", "false"]],
    ["text=auto and core.eol", "* text=auto\n", ["config", "core.eol", "crlf"]],
  ])("that %s converts make no change", (_name, attributes, setting) => {
    repository.write(".gitattributes", attributes);
    repository.write("a.yaml", "a: 1\nb: 2\n");
    repository.commit();
    const clone = kept(cloneOf(repository, "--no-checkout"));
    clone.git(...setting);
    clone.git("checkout", "-q");
    expect(clone.read("a.yaml")).toBe("a: 1\r\nb: 2\r\n");
    touch(clone, "a.yaml");
    expect(look(clone).changed).toEqual([]);
    written(clone, "a: 1\r\nb: 3\r\n");
    clone.write("new.yaml", "new: 1\r\n");
    const { work, changed } = look(clone);
    expect([changed, texts(work, "a.yaml", "new.yaml")]).toEqual([
      ["a.yaml", "new.yaml"],
      ["a: 1\nb: 3\n", "new: 1\n"],
    ]);
  });
  it("that nobody converts are a change", () => {
    repository.write("a.yaml", "a: 1\n");
    repository.commit();
    written(repository, "a: 1\r\n");
    const { work, changed } = look();
    expect([changed, texts(work, "a.yaml")]).toEqual([["a.yaml"], ["a: 1\r\n"]]);
  });
  it("stay as they are in the repository, where they are CRLF there and git guesses", () => {
    repository.write("a.yaml", "a: 1\r\nb: 2\r\n");
    repository.commit();
    repository.git("config", "core.autocrlf", "true");
    touch(repository, "a.yaml");
    expect(look().changed).toEqual([]);
    written(repository, "a: 1\r\nb: 3\r\n");
    expect(texts(look().work, "a.yaml")).toEqual(["a: 1\r\nb: 3\r\n"]);
  });
});

describe("filters", () => {
  const pointer = (content: string): string =>
    `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256(content)}\nsize ${content.length}\n`;
  it("of Git LFS are not run: a content is its pointer", () => {
    repository.write("big.yaml", pointer("a: 1\n"));
    repository.commit();
    repository.write(".gitattributes", "big.yaml filter=lfs\n");
    repository.git("config", "filter.lfs.clean", "touch .git/ran; cat");
    repository.git("config", "filter.lfs.required", "true");
    repository.write("big.yaml", "a: 1\n");
    expect(look().changed).toEqual([".gitattributes"]);
    repository.write("big.yaml", "a: 2\n");
    const { work, changed } = look();
    expect([changed, texts(work, "big.yaml")]).toEqual([[".gitattributes", "big.yaml"], [pointer("a: 2\n")]]);
    repository.write("big.yaml", pointer("a: 3\n"));
    expect(texts(look().work, "big.yaml")).toEqual([pointer("a: 3\n")]);
  });
  it("of another kind say whether a file changed; one that did is as on the disk", () => {
    repository.git("config", "filter.shout.clean", "tr a-z A-Z");
    repository.git("config", "filter.shout.smudge", "tr A-Z a-z");
    repository.write(".gitattributes", "*.yaml filter=shout\n");
    repository.write("a.yaml", "a: x\n");
    repository.commit();
    expect(repository.git("cat-file", "blob", "HEAD:a.yaml")).toBe("A: X");
    touch(repository, "a.yaml");
    expect(look().changed).toEqual([]);
    appendFileSync(join(repository.path, "a.yaml"), "b: y\n");
    expect(texts(look().work, "a.yaml")).toEqual(["a: x\nb: y\n"]);
  });
});

describe("programs that a repository names", () => {
  it("are not started", () => {
    repository.write("a.yaml", "a: 1\n");
    repository.write(".gitattributes", "*.yaml diff=shown\n");
    repository.commit();
    const mark = join(kept(temporaryFolder()).path, "mark");
    const script = join(repository.path, ".git/script");
    writeFileSync(script, `#!/bin/sh\necho "$0" >>'${mark}'\n`, { mode: 0o755 });
    for (const hook of ["post-index-change", "pre-commit", "reference-transaction"]) {
      writeFileSync(join(repository.path, ".git/hooks", hook), `#!/bin/sh\necho ${hook} >>'${mark}'\n`, {
        mode: 0o755,
      });
    }
    for (const key of ["core.fsmonitor", "diff.external", "diff.shown.textconv", "diff.shown.command", "core.pager"]) {
      repository.git("config", key, script);
    }
    rmSync(mark, { force: true });
    repository.write("a.yaml", "a: 2\n");
    const { work, changed } = look(repository, "HEAD", {
      ...GIT_ENVIRONMENT,
      GIT_EXTERNAL_DIFF: script,
      GIT_PAGER: script,
    });
    expect([changed, texts(work, "a.yaml")]).toEqual([["a.yaml"], ["a: 2\n"]]);
    expect(() => rmSync(mark)).toThrow(/ENOENT/);
  });
});
