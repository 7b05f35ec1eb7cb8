/** What git says of the working tree: which paths may differ from a commit, which it does not track, which a merge left open. */
import { type InputError, inputError } from "../model/errors.ts";
import type { Git } from "./git-run.ts";

/** A path as git writes it: its bytes, since a name need not be UTF-8, and its text, under which it stands in a tree. */
export interface GitPath {
  readonly bytes: Buffer;
  readonly text: string;
}

/** A path of the commit or the index that git can't tell to be the same as in the commit. */
export interface Change {
  readonly path: GitPath;
  /** That of the disk, or of the index where git takes the disk to be the same: 120000 is a link, 160000 a submodule. */
  readonly mode: string;
  /** The id of a content that is in the index as it is on the disk; undefined where only the disk has it. */
  readonly id: string | undefined;
  readonly isGone: boolean;
}

/**
 * The changes since a commit. diff-index looks at the disk as the index knows it, and does not write what it finds into the index, as
 * `git diff` may. Its format (git-diff-index(1)) is `:<mode> <mode> <id> <id> <status>` and the path, each with a NUL after it; a
 * content of the disk alone has an id of zeros.
 */
export function changesSince(git: Git, commit: string): readonly Change[] {
  const options = ["--raw", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=dirty"];
  const output = git.run(["diff-index", ...options, commit, "--"]).bytes;
  const changes: Change[] = [];
  for (let at = 0; at < output.length; ) {
    const pathStart = output.indexOf(0, at) + 1;
    const end = output.indexOf(0, pathStart);
    const [, mode = "", , id = "", status] = output.toString("latin1", at, pathStart - 1).split(" ");
    const path = gitPath(output.subarray(pathStart, end));
    changes.push({ path, mode, id: /^0+$/.test(id) ? undefined : id, isGone: status === "D" });
    at = end + 1;
  }
  return changes;
}

/** The files and links that git neither tracks nor ignores. InputError: a merge left files open; the first is named. */
export function untrackedPaths(git: Git): readonly GitPath[] {
  // `? <path>` for one that is untracked, `M <mode> <id> <stage>\t<path>` for one that is unmerged.
  const output = git.run(["ls-files", "-z", "-t", "--unmerged", "--others", "--exclude-standard"]).bytes;
  const paths: GitPath[] = [];
  const open = new Set<string>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(0, at);
    const line = output.subarray(at, end);
    if (line[0] === "M".charCodeAt(0)) open.add(line.toString("utf8", line.indexOf("\t") + 1));
    // With a slash after it, it is a repository of its own inside of this one.
    else if (line.at(-1) !== "/".charCodeAt(0)) paths.push(gitPath(line.subarray(2)));
    at = end + 1;
  }
  const [first] = open;
  if (first !== undefined) throw conflict(first, open.size - 1);
  return paths;
}

function conflict(path: string, others: number): InputError {
  const more = others === 0 ? "" : ` (and ${others} more like it)`;
  return inputError(
    "git-conflict",
    `${path} has a merge conflict, so it is not known what would be committed${more}`,
    "Resolve it and `git add` it, or compare commits with --head.",
    { file: path },
  );
}

function gitPath(bytes: Buffer): GitPath {
  return { bytes, text: bytes.toString("utf8") };
}
