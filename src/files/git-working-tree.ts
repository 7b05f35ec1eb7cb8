/** The working tree as git would commit it: what git says is unchanged comes from the base, the rest from the disk. */
import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import { withoutCr } from "./disk-state.ts";
import { type Blobs, blobId } from "./git-blobs.ts";
import { changesSince, type GitPath, untrackedPaths } from "./git-changes.ts";
import { entryOf } from "./git-commit.ts";
import type { Git } from "./git-run.ts";
import { type GitEntries, type GitEntry, isPrefetched } from "./git-tree.ts";
import { sha256 } from "./hash.ts";
import { reading } from "./io-failure.ts";

export interface WorkingTree {
  readonly git: Git;
  readonly blobs: Blobs;
  /** The repository's top, an absolute path. */
  readonly top: string;
  /** The hash of its object ids: `sha1` or `sha256`. */
  readonly objectFormat: string;
}

/** A file on the disk that is not that of the base byte for byte. */
interface DiskFile {
  readonly path: GitPath;
  readonly bytes: Buffer;
  readonly base: GitEntry | undefined;
}

/**
 * Files that git tracks, and others that it does not ignore; the files of a sparse checkout that are not on the disk are unchanged. A
 * file has the line ends that it would be committed with, and one that is a pointer of Git LFS in the base is one here too. A file of
 * another filter is unchanged where git says so, else it is taken as it lies on the disk. InputError: a merge is unfinished.
 */
export function workingEntries(tree: WorkingTree, base: string, baseEntries: GitEntries): GitEntries {
  const entries = new Map(baseEntries);
  const onDisk = untrackedPaths(tree.git).map((path) => ({ path, isLink: false }));
  for (const { path, mode, id, isGone } of changesSince(tree.git, base)) {
    if (isGone) entries.delete(path.text);
    else if (mode === "160000" || id !== undefined) entries.set(path.text, entryOf(mode, id ?? ""));
    else onDisk.push({ path, isLink: mode === "120000" });
  }
  const changed: DiskFile[] = [];
  for (const { path, isLink } of onDisk) {
    const found = look(tree, path, isLink, baseEntries.get(path.text));
    if ("kind" in found) entries.set(path.text, found);
    else changed.push(found);
  }
  tree.blobs.want(changed.flatMap(({ base: entry }) => (entry?.kind === "file" ? [entry.id] : [])));
  const contents = committed(tree, changed);
  changed.forEach(({ path }, index) => {
    entries.set(path.text, { kind: "file", id: tree.blobs.add(contents[index] as Buffer) });
  });
  return entries;
}

/**
 * What lies at a path. `isLink`: git takes it for a link, so a plain file holds its target (core.symlinks). A new file that builds
 * do not search is read when it is asked for: it may be a great one.
 */
function look(tree: WorkingTree, path: GitPath, isLink: boolean, base: GitEntry | undefined): GitEntry | DiskFile {
  const { blobs, top, objectFormat } = tree;
  const full = Buffer.concat([Buffer.from(`${top}/`), path.bytes]);
  const name = `${top}/${path.text}`;
  if (reading(name, () => lstatSync(full)).isSymbolicLink()) {
    return { kind: "link", id: blobs.add(reading(name, () => readlinkSync(full, "buffer"))) };
  }
  const read = (): Buffer => reading(name, () => readFileSync(full));
  if (isLink) return { kind: "link", id: blobs.add(read()) };
  if (base === undefined && !isPrefetched(path.text)) {
    const id = `on disk: ${path.text}`;
    blobs.addLater(id, () => committed(tree, [{ path, bytes: read(), base }])[0] as Buffer);
    return { kind: "file", id };
  }
  const bytes = read();
  return base?.kind === "file" && blobId(bytes, objectFormat) === base.id ? base : { path, bytes, base };
}

/** The contents that the files would be committed with, in their order: one run of git says it for all. */
function committed(tree: WorkingTree, files: readonly DiskFile[]): readonly Buffer[] {
  if (files.length === 0) return [];
  const ids = committedIds(tree.git, files);
  return files.map((file, index) => committedContent(tree, file, ids[index] as string));
}

/** The ids that the files would be committed with, by the repository's own attributes and settings. */
function committedIds(git: Git, files: readonly DiskFile[]): readonly string[] {
  const input = Buffer.from(files.map(({ path }) => `${quoted(path.bytes)}\n`).join(""));
  return git.run(["hash-object", "--stdin-paths"], { input }).bytes.toString("latin1").trim().split("\n");
}

/** A path in double quotes, every byte of it as an octal escape: git reads it so whatever is in it (git-config(1), core.quotePath). */
function quoted(path: Buffer): string {
  return `"${[...path].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("")}"`;
}

/** The content of a file that git would commit as the object `id`. */
function committedContent({ blobs, objectFormat }: WorkingTree, { bytes, base }: DiskFile, id: string): Buffer {
  const before = base?.kind === "file" ? blobs.bytes(base.id) : undefined;
  if (before !== undefined && id === base?.id) return before;
  if (id === blobId(bytes, objectFormat)) {
    return before !== undefined && isLfsPointer(before) ? lfsPointer(bytes) : bytes;
  }
  const lf = withoutCr(bytes);
  // With `text=auto` git keeps CRLF in a file that has it in the repository already (gitattributes(5)), which hash-object can't know.
  const isConverted = id === blobId(lf, objectFormat) && before?.includes("\r\n") !== true;
  return isConverted ? lf : bytes;
}

const LFS_POINTER = Buffer.from("version https://git-lfs.github.com/spec/v1\n");

function isLfsPointer(content: Buffer): boolean {
  return content.subarray(0, LFS_POINTER.length).equals(LFS_POINTER);
}

/** What Git LFS commits in place of a content (docs/spec.md of git-lfs); a pointer stays one. */
function lfsPointer(content: Buffer): Buffer {
  if (isLfsPointer(content)) return content;
  return Buffer.concat([LFS_POINTER, Buffer.from(`oid sha256:${sha256(content)}\nsize ${content.length}\n`)]);
}
