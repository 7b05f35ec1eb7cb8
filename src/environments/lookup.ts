/** Finds the folder that an object names: its path starts at the top of a repository, of which a tree may be a part. */
import type { Tree } from "../kustomize/load/source.ts";
import { resolvePath } from "../kustomize/load/source.ts";
import { isBelow, join, withAncestors } from "./paths.ts";

export interface Surroundings {
  readonly tree: Tree;
  /** The top of the repository, where it is known. */
  readonly repository: string | undefined;
  /** Where the search began: folders that a person named, or those of named files. */
  readonly folders: readonly string[];
}

/**
 * The folder, without links, or undefined where the tree has none. A path that is nowhere as a whole may be so because
 * the tree lacks the folders that it begins with: then the longest rest of it that leads to one of the named folders,
 * or into it, counts.
 */
export function lookUp({ tree, repository, folders }: Surroundings, path: string): string | undefined {
  const tops = (folder: string): string[] => {
    const all = withAncestors(folder);
    return repository === undefined ? all : all.filter((top) => isBelow(top, repository));
  };
  for (const top of new Set([...(repository === undefined ? [] : [repository]), ...folders.flatMap(tops)])) {
    const found = folderAt(tree, top, path);
    if (found !== undefined) return found;
  }
  const steps = path.split("/").filter((step) => step !== "" && step !== ".");
  // One name alone is that of many folders.
  for (let start = 1; start <= steps.length - 2; start++) {
    const rest = steps.slice(start).join("/");
    for (const folder of folders) {
      for (const top of withAncestors(folder)) {
        const found = folderAt(tree, top, rest);
        const isNear = isBelow(folder, join(top, steps[start] ?? ""));
        if (found !== undefined && (isNear || isBelow(found, folder))) return found;
      }
    }
  }
  return undefined;
}

function folderAt(tree: Tree, top: string, path: string): string | undefined {
  const full = resolvePath(top, path);
  if (full === undefined || !isBelow(full, top) || !tree.isDirectory(full)) return undefined;
  return tree.real(full);
}
