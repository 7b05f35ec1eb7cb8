/** A commit, or the working tree as git would commit it, as a source of builds: links are followed as on the disk. */
import { FailureError, type InputError, inputError } from "../model/errors.ts";
import type { TreeFile } from "../model/tree.ts";
import type { Blobs } from "./git-blobs.ts";
import { WHOLE_CLONE } from "./git-problem.ts";
import { byCodeUnit, parentOf } from "./paths.ts";

export interface GitEntry {
  /** A submodule is an empty folder, as in a fresh clone. */
  readonly kind: "file" | "link" | "submodule";
  /** The object id of the content: that of a link is the text that it leads to. Empty for a submodule. */
  readonly id: string;
}

/** What stands in a tree, by its path from the repository's top; folders are the prefixes of the paths. */
export type GitEntries = ReadonlyMap<string, GitEntry>;

/** Paths are relative to the repository's top, `/`-separated, without `.` and `..`; "" is the top. */
export interface GitTree {
  /** InputError: it is not UTF-8, or its content is not in this clone. A byte order mark stays. */
  read(path: string): TreeFile | undefined;
  bytes(path: string): Uint8Array | undefined;
  isDirectory(path: string): boolean;
  real(path: string): string | undefined;
  /** The names in a directory, in the order of their code units; none where it is no directory. */
  list(path: string): readonly string[];
  /** How many bytes a file has, which takes its content; undefined for what is no file. */
  size(path: string): number | undefined;
  /** Asks for all YAML and JSON files below the folders at once, without waiting: a round for each would take far longer. */
  prefetch(folders: readonly string[]): void;
  readonly entries: GitEntries;
  /** Whether any path is a symbolic link: where none is, every path is a real one. */
  readonly hasLinks: boolean;
}

export interface TreeOrigin {
  /** Where the tree is from, for messages: `in commit 1a2b3c4`. */
  readonly label: string;
  /** The repository's top on the disk, `/`-separated: a link with an absolute target inside of it is followed. */
  readonly top: string;
}

interface Found {
  readonly real: string;
  /** Undefined: a folder. */
  readonly entry?: GitEntry;
}

/** As many links in a row as Linux follows (MAXSYMLINKS, path_resolution(7)). */
const MOST_LINKS = 40;

const PREFETCHED = /\.(?:ya?ml|json)$|(?:^|\/)Kustomization$/;

/** True for the names that builds and searches look into. */
export function isPrefetched(path: string): boolean {
  return PREFETCHED.test(path);
}

export function gitTree(entries: GitEntries, blobs: Blobs, origin: TreeOrigin): GitTree {
  const directories = directoriesOf(entries);
  const sorted = new Set<string[]>();
  const known = new Map<string, Found | undefined>();
  const hasLinks = [...entries.values()].some((entry) => entry.kind === "link");

  const plain = (path: string): Found | undefined => {
    const entry = entries.get(path);
    if (entry !== undefined) return entry.kind === "submodule" ? { real: path } : { real: path, entry };
    return directories.has(path) ? { real: path } : undefined;
  };

  const find = (path: string, links = 0): Found | undefined => {
    if (!hasLinks || path === "") return plain(path);
    if (known.has(path)) return known.get(path);
    const found = look(path, links);
    known.set(path, found);
    return found;
  };

  const look = (path: string, links: number): Found | undefined => {
    const parent = find(parentOf(path), links);
    if (parent === undefined || parent.entry !== undefined) return undefined;
    const full = join(parent.real, path.slice(path.lastIndexOf("/") + 1));
    if (full !== path) return find(full, links);
    const found = plain(path);
    return found?.entry?.kind === "link" ? follow(path, found.entry, links + 1) : found;
  };

  const follow = (link: string, entry: GitEntry, links: number): Found | undefined => {
    if (links > MOST_LINKS) {
      throw new FailureError(`${link} is one of more than ${MOST_LINKS} links in a row`, "correct those links");
    }
    const target = contentOf(link, entry).toString("utf8");
    const absolute = /^(?:\/|[A-Za-z]:)/.test(target);
    if (absolute && !target.startsWith(`${origin.top}/`)) return undefined;
    let here = find(absolute ? "" : parentOf(link), links);
    for (const step of (absolute ? target.slice(origin.top.length) : target).split("/")) {
      if (step === "" || step === ".") continue;
      if (here === undefined || here.entry !== undefined) return undefined;
      if (step === ".." && here.real === "") return undefined;
      here = find(step === ".." ? parentOf(here.real) : join(here.real, step), links);
    }
    return here;
  };

  const contentOf = (path: string, entry: GitEntry): Buffer => {
    const bytes = blobs.bytes(entry.id);
    if (bytes === undefined) throw missingContent(path, entry.id, origin.label);
    return bytes;
  };

  const fileAt = (path: string): Required<Found> | undefined => {
    const found = find(path);
    return found?.entry === undefined ? undefined : { real: found.real, entry: found.entry };
  };

  const wantBelow = (folders: readonly string[]): void => {
    const known = new Map(folders.map((folder) => [find(folder)?.real ?? folder, true]));
    const isBelow = (folder: string): boolean => {
      const answer = known.get(folder) ?? (folder !== "" && isBelow(parentOf(folder)));
      known.set(folder, answer);
      return answer;
    };
    const wanted: string[] = [];
    for (const [path, { kind, id }] of entries) {
      const isWanted = kind === "link" || (kind === "file" && isPrefetched(path));
      if (isWanted && isBelow(parentOf(path))) wanted.push(id);
    }
    blobs.want(wanted);
  };

  return {
    entries,
    hasLinks,
    prefetch: wantBelow,
    read(path) {
      const found = fileAt(path);
      if (found === undefined) return undefined;
      const file = blobs.file(found.entry.id);
      if (file === undefined) throw missingContent(found.real, found.entry.id, origin.label);
      if (file !== "binary") return file;
      const message = `${found.real} ${origin.label} is not UTF-8 text`;
      throw inputError("kustomization-encoding", message, "Save it as UTF-8.", { file: found.real });
    },
    bytes(path) {
      const found = fileAt(path);
      return found && contentOf(found.real, found.entry);
    },
    isDirectory(path) {
      const found = find(path);
      return found !== undefined && found.entry === undefined;
    },
    real: (path) => find(path)?.real,
    list(path) {
      const found = find(path);
      const names = found === undefined || found.entry !== undefined ? undefined : directories.get(found.real);
      if (names === undefined) return [];
      if (!sorted.has(names)) {
        names.sort(byCodeUnit);
        sorted.add(names);
      }
      return names;
    },
    size(path) {
      const found = fileAt(path);
      return found && contentOf(found.real, found.entry).length;
    },
  };
}

/** The names in each folder. */
function directoriesOf(entries: GitEntries): Map<string, string[]> {
  const directories = new Map<string, string[]>([["", []]]);
  const namesIn = (folder: string): string[] => {
    const known = directories.get(folder);
    if (known !== undefined) return known;
    const names: string[] = [];
    directories.set(folder, names);
    namesIn(parentOf(folder)).push(folder.slice(folder.lastIndexOf("/") + 1));
    return names;
  };
  for (const path of entries.keys()) namesIn(parentOf(path)).push(path.slice(path.lastIndexOf("/") + 1));
  return directories;
}

function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

function missingContent(path: string, id: string, label: string): InputError {
  const message = `the content of ${path} ${label} (object ${id}) is not in this clone, and nothing is ever fetched here`;
  const fix = `${WHOLE_CLONE} Where no filter is set, the repository is damaged: \`git fsck\` says more.`;
  return inputError("git-object", message, fix, { file: path });
}

/** The paths whose file, link or kind differs between two trees, in the order of their code units; no content is read. */
export function changedPaths(a: GitTree, b: GitTree): readonly string[] {
  const changed: string[] = [];
  for (const [path, entry] of a.entries) {
    const other = b.entries.get(path);
    if (other === undefined || other.kind !== entry.kind || other.id !== entry.id) changed.push(path);
  }
  for (const path of b.entries.keys()) if (!a.entries.has(path)) changed.push(path);
  return changed.sort(byCodeUnit);
}
