/** The paths of a commit, by one `git ls-tree`. */
import type { Git } from "./git-run.ts";
import type { GitEntries, GitEntry } from "./git-tree.ts";

const SUBMODULE: GitEntry = { kind: "submodule", id: "" };

/** An entry by its mode, as git-ls-tree(1) and git-diff-index(1) write it; whether a file is executable changes no build. */
export function entryOf(mode: string, id: string): GitEntry {
  if (mode === "160000") return SUBMODULE;
  return { kind: mode === "120000" ? "link" : "file", id };
}

/** `commit` is a full object id. A name that is not UTF-8 has U+FFFD in it, as on the disk. */
export function commitEntries(git: Git, commit: string): GitEntries {
  const listing = git.run(["ls-tree", "-r", "-z", "--full-tree", commit]).bytes.toString("utf8");
  const entries = new Map<string, GitEntry>();
  for (let at = 0; at < listing.length; ) {
    const end = listing.indexOf("\0", at);
    const tab = listing.indexOf("\t", at);
    const [mode = "", , id = ""] = listing.slice(at, tab).split(" ");
    entries.set(listing.slice(tab + 1, end), entryOf(mode, id));
    at = end + 1;
  }
  return entries;
}
