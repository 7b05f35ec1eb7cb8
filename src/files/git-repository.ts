/** The repository around a folder, as trees of its commits and of its working tree; nothing is fetched, and nothing written to it. */

import { type Blobs, gitBlobs } from "./git-blobs.ts";
import { commitEntries } from "./git-commit.ts";
import { type Branch, defaultBranch, mergeBase, resolveCommit } from "./git-references.ts";
import { type Environment, gitIn } from "./git-run.ts";
import { type GitEntries, type GitTree, gitTree } from "./git-tree.ts";
import { workingEntries } from "./git-working-tree.ts";

/** Commits are full object ids, as `resolve` gives them. Every InputError says the cause and the setting to change. */
export interface GitRepository {
  /** The top of the working tree, an absolute path: all paths of the trees are relative to it. */
  readonly top: string;
  readonly isShallow: boolean;
  /** The commit that a branch, tag, id or expression such as `HEAD~2` names. InputError: there is none. */
  resolve(ref: string): string;
  /** The branch that pull requests go to. InputError: none is known. */
  defaultBranch(): Branch;
  /** The nearest commit that both have in common. InputError: none, or it is not in this shallow clone. */
  mergeBase(a: string, b: string): string;
  /** The files of a commit; `prefetched` names folders (`""` for all) that are going to be searched or built. */
  commit(id: string, prefetched?: readonly string[]): GitTree;
  /** The working tree as git would commit it, seen from a commit: what is the same there is read from it. */
  workingTree(base: string, prefetched?: readonly string[]): GitTree;
  /** Ends the git that reads contents; trees read nothing new after it. */
  close(): void;
}

/** The repository around `directory`, an absolute path. InputError: there is none, git is missing, or it refuses to read it. */
export function openRepository(directory: string, env: Environment): GitRepository {
  const about = gitIn(directory, env).run([
    "rev-parse",
    "--show-object-format",
    "--is-shallow-repository",
    "--show-toplevel",
  ]);
  const [objectFormat = "", shallow, ...rest] = about.bytes.toString("utf8").split("\n");
  const top = rest.join("\n").replace(/\n$/, "");
  const isShallow = shallow === "true";
  const git = gitIn(top, env);
  const blobs: Blobs = gitBlobs(git, objectFormat);
  const listed = new Map<string, GitEntries>();

  const entriesOf = (commit: string): GitEntries => {
    if (!/^[0-9a-f]{40,64}$/.test(commit)) throw new Error(`${commit} is no full object id`);
    const known = listed.get(commit) ?? commitEntries(git, commit);
    listed.set(commit, known);
    return known;
  };
  const treeOf = (entries: GitEntries, label: string, prefetched: readonly string[]): GitTree => {
    const tree = gitTree(entries, blobs, { label, top });
    tree.prefetch(prefetched);
    return tree;
  };

  return {
    top,
    isShallow,
    resolve: (ref) => resolveCommit(git, ref),
    defaultBranch: () => defaultBranch(git),
    mergeBase: (a, b) => mergeBase(git, isShallow, a, b),
    commit: (id, prefetched = []) => treeOf(entriesOf(id), `in commit ${id.slice(0, 12)}`, prefetched),
    workingTree(base, prefetched = []) {
      const entries = workingEntries({ git, blobs, top, objectFormat }, base, entriesOf(base));
      return treeOf(entries, "in the working tree", prefetched);
    },
    close: () => blobs.close(),
  };
}
