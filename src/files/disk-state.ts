/** What is on the disk at the paths that a run cares about, reduced to what a plan needs to know. */
import { type Dirent, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileTree } from "../model/tree.ts";
import { sha256 } from "./hash.ts";
import { errorCode, ioFailure } from "./io-failure.ts";
import { parentOf } from "./paths.ts";

/** What stands at one path. A file keeps no content: a plan over 80,000 files must not hold them all. */
export type DiskEntry =
  /** A file whose text is the wanted one, CRLF line endings aside. */
  | { readonly kind: "same" }
  /** Another file: the hashes of its bytes, and of its bytes with LF line endings. */
  | { readonly kind: "differs"; readonly sha256: string; readonly sha256Lf: string }
  | { readonly kind: "directory" | "symbolic link" | "special file" }
  /** Nothing can be here: a parent, named by its path, is no directory. */
  | { readonly kind: "below"; readonly parent: string; readonly what: "file" | "symbolic link" | "special file" };

/** A path that is not in the map is free. */
export type DiskState = ReadonlyMap<string, DiskEntry>;

const SAME: DiskEntry = { kind: "same" };

/** How a file with these bytes stands to the wanted text (undefined where none is wanted). */
export function observe(bytes: Buffer, wanted: string | undefined): DiskEntry {
  if (wanted !== undefined && bytes.equals(Buffer.from(wanted))) return SAME;
  const raw = sha256(bytes);
  const lf = withoutCr(bytes);
  if (lf === bytes) return { kind: "differs", sha256: raw, sha256Lf: raw };
  if (wanted !== undefined && lf.equals(Buffer.from(wanted))) return SAME;
  return { kind: "differs", sha256: raw, sha256Lf: sha256(lf) };
}

/**
 * Looks at the paths of `desired` and `recorded` below `root`, and at nothing else. Links are never followed. A root that is
 * missing gives an empty state; what cannot be read is a FailureError.
 */
export function readDisk(root: string, desired: FileTree, recorded: Iterable<string> = []): DiskState {
  const state = new Map<string, DiskEntry>();
  if (lstatSync(root, { throwIfNoEntry: false }) === undefined) return state;
  const list = listings(root);
  const look = (path: string): void => {
    const entry = entryAt(root, path, list, desired.get(path)?.text);
    if (entry !== undefined) state.set(path, entry);
  };
  for (const path of desired.keys()) look(path);
  for (const path of recorded) if (!desired.has(path)) look(path);
  return state;
}

type Listing = ReadonlyMap<string, Dirent> | Extract<DiskEntry, { kind: "below" }> | undefined;

/** Lists each folder once: 80,000 failing stat or open calls would cost more than everything else together. */
function listings(root: string): (folder: string) => Listing {
  const known = new Map<string, Listing>();
  const list = (folder: string): Listing => {
    if (known.has(folder)) return known.get(folder);
    const listing = read(folder);
    known.set(folder, listing);
    return listing;
  };
  const read = (folder: string): Listing => {
    if (folder !== "") {
      const parent = list(parentOf(folder));
      if (parent === undefined || "kind" in parent) return parent;
      const self = parent.get(folder.slice(folder.lastIndexOf("/") + 1));
      if (self === undefined) return undefined;
      if (!self.isDirectory()) return { kind: "below", parent: folder, what: nonDirectory(self) };
    }
    const path = join(root, folder);
    try {
      return new Map(readdirSync(path, { withFileTypes: true }).map((entry) => [entry.name, entry]));
    } catch (error) {
      throw ioFailure(error, "cannot list", path);
    }
  };
  return list;
}

function entryAt(
  root: string,
  path: string,
  list: (folder: string) => Listing,
  wanted: string | undefined,
): DiskEntry | undefined {
  const folder = parentOf(path);
  const listing = list(folder);
  if (listing === undefined || "kind" in listing) return listing;
  const entry = listing.get(folder === "" ? path : path.slice(folder.length + 1));
  if (entry === undefined) return undefined;
  if (entry.isDirectory()) return { kind: "directory" };
  const what = nonDirectory(entry);
  if (what !== "file") return { kind: what };
  const file = `${root}/${path}`;
  try {
    // Reading as text is Node's fast way, and decides nearly every file. Only U+FFFD can hide bytes that are not UTF-8.
    if (wanted !== undefined && !wanted.includes("\ufffd") && readFileSync(file, "utf8") === wanted) {
      return SAME;
    }
    return observe(readFileSync(file), wanted);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw ioFailure(error, "cannot read", file);
  }
}

function nonDirectory(entry: Dirent): "file" | "symbolic link" | "special file" {
  if (entry.isFile()) return "file";
  return entry.isSymbolicLink() ? "symbolic link" : "special file";
}

/** The bytes with every CR LF as LF; the same buffer where there is none. */
export function withoutCr(bytes: Buffer): Buffer {
  if (!bytes.includes("\r\n")) return bytes;
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 13 && bytes[i + 1] === 10) continue;
    out[length++] = bytes[i] as number;
  }
  return out.subarray(0, length);
}
