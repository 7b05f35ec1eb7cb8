/** Where a build reads its files from; the real disk and an in-memory tree look the same. */
import type { FileTree, TreeFile } from "../../model/tree.ts";

/** Paths are `/`-separated, without a leading slash, `.` and `..`; the empty path is the top. */
export interface Source {
  /** The file, or undefined where there is none. Throws a FailureError where it cannot be read. */
  read(path: string): TreeFile | undefined;
  /** A file's bytes: generators take files that are no text. */
  bytes(path: string): Uint8Array | undefined;
  isDirectory(path: string): boolean;
  /** The path without symbolic links, or undefined where nothing is. */
  real(path: string): string | undefined;
}

/** A source that can be searched, not only asked for what a kustomization names. */
export interface Tree extends Source {
  /** The names in a directory, in the order of their code units; none where it is no directory. */
  list(path: string): readonly string[];
  /** How long a file is; undefined for what is no plain file: a directory, a device. */
  size(path: string): number | undefined;
}

/** A tree in memory as a source; its directories are the prefixes of its paths. */
export function treeSource(tree: FileTree): Tree {
  const directories = new Set<string>([""]);
  let names: ReadonlyMap<string, readonly string[]> | undefined;
  for (const path of tree.keys()) {
    for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
      const directory = path.slice(0, slash);
      if (directories.has(directory)) break;
      directories.add(directory);
    }
  }
  return {
    read: (path) => tree.get(path),
    bytes: (path) => {
      const file = tree.get(path);
      return file === undefined ? undefined : new TextEncoder().encode(file.text);
    },
    isDirectory: (path) => directories.has(path),
    real: (path) => (tree.has(path) || directories.has(path) ? path : undefined),
    list(path) {
      names ??= namesByDirectory([...tree.keys(), ...directories]);
      return names.get(path) ?? [];
    },
    size: (path) => tree.get(path)?.text.length,
  };
}

function namesByDirectory(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const path of new Set(paths)) {
    if (path === "") continue;
    const slash = path.lastIndexOf("/");
    const directory = path.slice(0, Math.max(slash, 0));
    const siblings = names.get(directory) ?? [];
    if (siblings.length === 0) names.set(directory, siblings);
    siblings.push(path.slice(slash + 1));
  }
  for (const siblings of names.values()) siblings.sort();
  return names;
}

/** A path seen from a directory, without `.` and `..`; undefined where it leaves the source. */
export function resolvePath(directory: string, path: string): string | undefined {
  const steps: string[] = directory === "" ? [] : directory.split("/");
  for (const step of path.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join("/");
}

/** True for the directory itself and everything below it. */
export function isInside(path: string, directory: string): boolean {
  return directory === "" || path === directory || path.startsWith(`${directory}/`);
}
