/** The working tree as git would commit it: what git says is unchanged comes from the base, the rest from the disk. */
import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import { InputError, inputError } from "../model/errors.ts";
import { withoutCr } from "./disk-state.ts";
import { type Blobs, blobId } from "./git-blobs.ts";
import { entryOf } from "./git-commit.ts";
import type { Git } from "./git-run.ts";
import { type GitEntries, type GitEntry, isPrefetched } from "./git-tree.ts";
import { sha256 } from "./hash.ts";
import { reading } from "./io-failure.ts";

/** A path as git writes it: its bytes, since a name need not be UTF-8, and its text, under which it stands in a tree. */
interface GitPath {
  readonly bytes: Buffer;
  readonly text: string;
}

interface DiskPath extends GitPath {
  /** Where links are plain files (core.symlinks), the text of one is its target. */
  readonly isLink: boolean;
}

/** One path that git can't tell to be unchanged, git-diff-index(1). */
interface Change {
  readonly path: GitPath;
  readonly mode: string;
  /** The id of a content that is in the index as it is on the disk; undefined where only the disk has it. */
  readonly id: string | undefined;
  /** `A`, `D`, `M`, `T`, or `U` for an unmerged one. */
  readonly status: string;
}

/** A file on the disk that is not the one of the base, byte for byte. */
interface DiskFile {
  readonly path: GitPath;
  readonly bytes: Buffer;
  readonly base: GitEntry | undefined;
}

export interface WorkingTree {
  readonly git: Git;
  readonly blobs: Blobs;
  /** The repository's top, an absolute path. */
  readonly top: string;
  readonly objectFormat: string;
}

/**
 * Files that git tracks, and others that it does not ignore; the files of a sparse checkout that are not on the disk are unchanged. A file
 * has the line ends that it would be committed with, and one of Git LFS is its pointer where the base has one. A file of another filter
 * is unchanged where git says so, else it is taken as it lies on the disk. InputError: a merge is unfinished.
 */
export function workingEntries(tree: WorkingTree, base: string, baseEntries: GitEntries): GitEntries {
  const changes = changesSince(tree.git, base);
  refuseConflicts(changes);
  const entries = new Map(baseEntries);
  const onDisk: DiskPath[] = [];
  for (const { path, mode, id, status } of changes) {
    if (status === "D") entries.delete(path.text);
    else if (mode === "160000" || id !== undefined) entries.set(path.text, entryOf(mode, id ?? ""));
    else onDisk.push({ ...path, isLink: mode === "120000" });
  }
  const changed: DiskFile[] = [];
  for (const path of [...onDisk, ...untracked(tree.git)]) {
    const entry = diskEntry(tree, path, baseEntries.get(path.text), changed);
    if (entry !== undefined) entries.set(path.text, entry);
  }
  tree.blobs.want(
    changed.flatMap(({ base: entry }) => (entry === undefined || entry.kind === "submodule" ? [] : [entry.id])),
  );
  const ids = committedIds(tree.git, changed);
  changed.forEach((file, index) => {
    entries.set(file.path.text, { kind: "file", id: committedAs(tree, file, ids[index] as string) });
  });
  return entries;
}

/** `:<mode> <mode> <id> <id> <status>` and the path, each with a NUL after it; a content of the disk alone has an id of zeros. */
function changesSince(git: Git, base: string): readonly Change[] {
  // diff-index looks at the disk as the index knows it; it never writes the index, as `git diff` may.
  const command = [
    "diff-index",
    "--raw",
    "-z",
    "--no-renames",
    "--no-ext-diff",
    "--ignore-submodules=dirty",
    base,
    "--",
  ];
  const parts = git.run(command).bytes;
  const changes: Change[] = [];
  for (let at = 0; at < parts.length; ) {
    const tab = parts.indexOf(0, at);
    const end = parts.indexOf(0, tab + 1);
    const [, mode = "", , id = "", status = ""] = parts.toString("latin1", at, tab).split(" ");
    changes.push({ path: gitPath(parts.subarray(tab + 1, end)), mode, id: /^0+$/.test(id) ? undefined : id, status });
    at = end + 1;
  }
  return changes;
}

function refuseConflicts(changes: readonly Change[]): void {
  const paths = new Set(changes.filter(({ status }) => status === "U").map(({ path }) => path.text));
  if (paths.size === 0) return;
  throw new InputError(
    [...paths].flatMap(
      (path) =>
        inputError(
          "git-conflict",
          `${path} has a merge conflict, so it is not known what would be committed`,
          "Resolve it and `git add` it, or compare commits with --head.",
          { file: path },
        ).findings,
    ),
  );
}

function untracked(git: Git): readonly DiskPath[] {
  const { bytes } = git.run(["ls-files", "--others", "--exclude-standard", "-z"]);
  const paths: DiskPath[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0, at);
    const path = gitPath(bytes.subarray(at, end));
    // With a slash, it is a repository of its own inside of this one.
    if (!path.text.endsWith("/")) paths.push({ ...path, isLink: false });
    at = end + 1;
  }
  return paths;
}

function gitPath(bytes: Buffer): GitPath {
  return { bytes, text: bytes.toString("utf8") };
}

/** The entry of a path that is on the disk; undefined for a file whose entry still has to be found: it is put into `changed`. */
function diskEntry(
  { blobs, top, objectFormat }: WorkingTree,
  path: DiskPath,
  base: GitEntry | undefined,
  changed: DiskFile[],
): GitEntry | undefined {
  const full = Buffer.concat([Buffer.from(`${top}/`), path.bytes]);
  const onDisk = reading(path.text, () => lstatSync(full));
  if (onDisk.isSymbolicLink()) {
    return { kind: "link", id: blobs.add(reading(path.text, () => readlinkSync(full, "buffer"))) };
  }
  if (base === undefined && !isPrefetched(path.text)) {
    const id = `on disk: ${path.text}`;
    blobs.addLater(id, () => reading(path.text, () => readFileSync(full)));
    return { kind: "file", id };
  }
  const bytes = reading(path.text, () => readFileSync(full));
  if (base !== undefined && blobId(bytes, objectFormat) === base.id) return base;
  if (path.isLink) return { kind: "link", id: blobs.add(bytes) };
  changed.push({ path, bytes, base });
  return undefined;
}

/** The ids that the files would be committed with, by the repository's own attributes and settings: one run of git for all. */
function committedIds(git: Git, files: readonly DiskFile[]): readonly string[] {
  if (files.length === 0) return [];
  const input = Buffer.concat(files.flatMap(({ path }) => [quoted(path.bytes), Buffer.from("\n")]));
  return git.run(["hash-object", "--stdin-paths"], { input }).bytes.toString("latin1").trim().split("\n");
}

/** A path in double quotes, every byte of it as an octal escape: git reads it so whatever is in it (git-config(1), core.quotePath). */
function quoted(path: Buffer): Buffer {
  return Buffer.from(`"${[...path].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("")}"`);
}

const LFS_POINTER = "version https://git-lfs.github.com/spec/v1\n";

/** What Git LFS commits in place of a content (its docs/spec.md); a pointer stays one. */
function lfsPointer(content: Buffer): Buffer {
  if (isLfsPointer(content)) return content;
  return Buffer.from(`${LFS_POINTER}oid sha256:${sha256(content)}\nsize ${content.length}\n`);
}

function isLfsPointer(content: Buffer): boolean {
  return content.subarray(0, LFS_POINTER.length).equals(Buffer.from(LFS_POINTER));
}

/** The id of a file's content as it would be committed, with the content put into `blobs`. */
function committedAs({ blobs, objectFormat }: WorkingTree, { bytes, base }: DiskFile, id: string): string {
  if (base !== undefined && id === base.id) return id;
  const before = base?.kind === "file" ? blobs.bytes(base.id) : undefined;
  if (id !== blobId(bytes, objectFormat)) {
    const lf = withoutCr(bytes);
    // With `text=auto` git keeps CRLF in a file that already has it in the repository (gitattributes(5)); hash-object can't know.
    const converted = id === blobId(lf, objectFormat) && before?.includes("\r\n") !== true;
    return blobs.add(converted ? lf : bytes);
  }
  return blobs.add(before !== undefined && isLfsPointer(before) ? lfsPointer(bytes) : bytes);
}
