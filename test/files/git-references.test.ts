import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type GitRepository, openRepository } from "../../src/files/git-repository.ts";
import { FailureError, InputError } from "../../src/model/errors.ts";
import { type Folder, temporaryFolder } from "../support/folder.ts";
import { asRepository, cloneOf, GIT_ENVIRONMENT, type Repository, temporaryRepository } from "../support/repository.ts";

let made: Folder[] = [];
let repository: Repository;
const kept = <T extends Folder>(folder: T): T => {
  made.push(folder);
  return folder;
};
beforeEach(() => {
  repository = kept(temporaryRepository());
});
afterEach(() => {
  for (const folder of made) folder.remove();
  made = [];
});

const open = (folder: Folder, env = GIT_ENVIRONMENT): GitRepository => openRepository(folder.path, env);
/** The rule, the message and the fix of what is thrown. */
const refusal = (step: () => unknown): readonly (string | undefined)[] => {
  try {
    step();
  } catch (error) {
    if (error instanceof InputError) return error.findings.flatMap((f) => [f.rule, f.message, f.fix]);
    if (error instanceof FailureError) return ["failure", error.message, error.fix];
    throw error;
  }
  return [];
};

const WHOLE_HISTORY =
  "`fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` in a GitLab job, `git fetch --unshallow` elsewhere.";

describe("the repository around a folder", () => {
  it("is found from any folder in it, and in a worktree", () => {
    repository.write("a/b/file", "text\n");
    const commit = repository.commit();
    const work = kept(temporaryFolder());
    repository.git("worktree", "add", "-q", join(work.path, "w"), "-b", "other");
    expect(openRepository(join(repository.path, "a/b"), GIT_ENVIRONMENT).top).toBe(repository.path);
    const other = openRepository(join(work.path, "w/a"), GIT_ENVIRONMENT);
    expect([other.top, other.resolve("HEAD"), other.resolve("other")]).toEqual([join(work.path, "w"), commit, commit]);
    const bare = kept(cloneOf(repository, "--bare"));
    bare.git("worktree", "add", "-q", join(work.path, "of-bare"), "main");
    const tree = openRepository(join(work.path, "of-bare"), GIT_ENVIRONMENT).workingTree(commit);
    expect([...tree.entries.keys()]).toEqual(["a/b/file"]);
  });
  it("is that of the folder, whatever a hook says", () => {
    const commit = repository.commit();
    const hook = { ...GIT_ENVIRONMENT, GIT_DIR: "/nowhere", GIT_WORK_TREE: "/", GIT_INDEX_FILE: "/nowhere/index" };
    expect([open(repository, hook).top, open(repository, hook).resolve("HEAD")]).toEqual([repository.path, commit]);
  });
  it("may be none, or one without a working tree", () => {
    const folder = kept(temporaryFolder());
    expect(refusal(() => open(folder))).toEqual([
      "git-repository",
      "this folder is in no git repository, so there are no commits to compare",
      "Run it inside of a repository, or name two folders: `diff DIR_A DIR_B`.",
    ]);
    asRepository(folder).git("init", "-q", "--bare");
    expect(refusal(() => open(folder))).toEqual([
      "git-repository",
      "this is a bare repository or the inside of `.git`: it has no working tree",
      "Run it in a checkout (`git worktree add` makes one).",
    ]);
    expect(refusal(() => openRepository(join(folder.path, "gone"), GIT_ENVIRONMENT))).toEqual([
      "git-repository",
      `cannot go to the folder ${join(folder.path, "gone")}: No such file or directory`,
      "Name a folder that is there.",
    ]);
  });
  it("needs git", () => {
    expect(refusal(() => open(repository, { ...GIT_ENVIRONMENT, PATH: "/nowhere" }))).toEqual([
      "git-missing",
      "git is not on the PATH, and a comparison of commits needs it",
      "Install git 2.39 or later, or name two folders: `diff DIR_A DIR_B` needs no git.",
    ]);
  });
  it("may belong to somebody else", () => {
    expect(refusal(() => open(repository, { ...GIT_ENVIRONMENT, GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" }))).toEqual([
      "git-owner",
      `git refuses to read ${repository.path}: detected dubious ownership, the folder belongs to another user than the one who runs this`,
      `Give the folder to that user, or trust it: \`git config --global --add safe.directory ${repository.path}\`.`,
    ]);
  });
  it("may have a configuration that git can't read", () => {
    repository.write(".git/config", "[core\n");
    expect(refusal(() => open(repository))).toEqual([
      "git-repository",
      expect.stringMatching(/^git cannot read this repository: bad config line \d in file \S*\.git\/config$/),
      "Correct that setting, or update git.",
    ]);
  });
});

describe("a commit by its name", () => {
  it("is that of a branch, a tag of any kind, an id, an expression", () => {
    const first = repository.commit("first");
    repository.git("tag", "-m", "v1", "v1");
    const second = repository.commit("second");
    const { resolve } = open(repository);
    expect(["main", "v1", "HEAD~1", second.slice(0, 8), "refs/heads/main"].map(resolve)).toEqual([
      second,
      first,
      first,
      second,
      second,
    ]);
  });
  it("is never an option", () => {
    repository.commit();
    const { resolve } = open(repository);
    expect(refusal(() => resolve("--git-dir"))[1]).toBe("--git-dir is no commit of this repository");
    expect(refusal(() => resolve("^main"))[1]).toBe("^main is no commit of this repository");
    expect(refusal(() => resolve(""))[1]).toBe('"" is no commit of this repository');
  });
  it("that is not there says which one is, and how to fetch it", () => {
    repository.commit();
    const clone = kept(cloneOf(repository));
    clone.git("checkout", "-q", "--detach");
    clone.git("branch", "-D", "main");
    const { resolve } = open(clone);
    const fetched = `In a CI job the base has to be fetched first: ${WHOLE_HISTORY}`;
    expect(refusal(() => resolve("main"))).toEqual([
      "git-ref",
      "main is no commit of this repository",
      `Did you mean origin/main? ${fetched}`,
    ]);
    expect(refusal(() => resolve("origin/mian"))[2]).toBe(`Did you mean origin/main? ${fetched}`);
    expect(refusal(() => resolve("0".repeat(40)))[2]).toBe(`Correct the name. ${fetched}`);
  });
  it("is none in a repository without any", () => {
    expect(refusal(() => open(repository).resolve("HEAD"))).toEqual([
      "git-ref",
      "HEAD is no commit: this branch of the repository has no commit yet",
      "Commit once, or name two folders: `diff DIR_A DIR_B`.",
    ]);
  });
});

describe("the default branch", () => {
  it("is the HEAD of origin, then that of the only remote", () => {
    repository.git("branch", "-m", "trunk");
    const commit = repository.commit();
    expect(open(kept(cloneOf(repository))).defaultBranch()).toEqual({ name: "origin/trunk", commit });
    expect(open(kept(cloneOf(repository, "-o", "up"))).defaultBranch()).toEqual({ name: "up/trunk", commit });
  });
  it("is main or master of origin, then of the repository itself", () => {
    const first = repository.commit("first");
    const second = repository.commit("second");
    expect(open(repository).defaultBranch()).toEqual({ name: "main", commit: second });
    repository.git("update-ref", "refs/remotes/origin/master", first);
    expect(open(repository).defaultBranch()).toEqual({ name: "origin/master", commit: first });
    // As `git clone` leaves it where the branch of the remote was renamed since.
    repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone");
    expect(open(repository).defaultBranch()).toEqual({ name: "origin/master", commit: first });
  });
  it("may be unknown", () => {
    repository.commit();
    repository.git("branch", "-m", "trunk");
    expect(refusal(() => open(repository).defaultBranch())).toEqual([
      "git-base",
      "no default branch is known here: there is no refs/remotes/origin/HEAD, no main and no master",
      "Say what to compare with: `--base origin/BRANCH` (in a CI job, fetch it first).",
    ]);
  });
});

describe("the merge-base", () => {
  it("is the nearest commit of both", () => {
    repository.commit("first");
    const base = repository.commit("base");
    repository.git("checkout", "-q", "-b", "side");
    const side = repository.commit("side");
    repository.git("checkout", "-q", "main");
    expect(open(repository).mergeBase(repository.commit("more"), side)).toBe(base);
  });
  it("may be none", () => {
    const a = repository.commit("a");
    repository.git("checkout", "-q", "--orphan", "other");
    const b = repository.commit("b");
    expect(refusal(() => open(repository).mergeBase(a, b))).toEqual([
      "git-history",
      `${a.slice(0, 12)} and ${b.slice(0, 12)} have no commit in common: their histories are unrelated`,
      "Name a commit of the same history with --base, or two folders: `diff DIR_A DIR_B`.",
    ]);
  });
  it("may be cut off a shallow clone", () => {
    repository.commit("base");
    repository.git("checkout", "-q", "-b", "side");
    const side = repository.commit("side");
    repository.git("checkout", "-q", "main");
    const more = repository.commit("more");
    const clone = kept(cloneOf(repository, "--depth=1", "--no-single-branch"));
    expect(refusal(() => open(clone).mergeBase(more, side))).toEqual([
      "git-shallow",
      `this is a shallow clone, and the commit that ${more.slice(0, 12)} and ${side.slice(0, 12)} have in common is not in it`,
      `Fetch the whole history: ${WHOLE_HISTORY}`,
    ]);
  });
});

describe("a repository of SHA-256 ids", () => {
  it("is read as any other", () => {
    const folder = kept(temporaryRepository("--object-format=sha256"));
    folder.write("a.yaml", "a: 1\n");
    const first = folder.commit();
    folder.write("a.yaml", "a: 2\n");
    mkdirSync(join(folder.path, "empty"));
    const repo = open(folder);
    const tree = repo.workingTree(repo.resolve("HEAD"));
    expect([first.length, tree.read("a.yaml"), tree.isDirectory("empty")]).toEqual([64, { text: "a: 2\n" }, false]);
    expect(repo.commit(first).read("a.yaml")).toEqual({ text: "a: 1\n" });
    repo.close();
  });
});
