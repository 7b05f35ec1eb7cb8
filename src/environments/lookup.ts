/** Finds the folder that an object names: its path starts at the top of a repository, of which a tree may be a part. */
import type { Tree } from "../kustomize/load/source.ts";
import { resolvePath } from "../kustomize/load/source.ts";
import { isBelow, withAncestors } from "./paths.ts";

export interface Surroundings {
  readonly tree: Tree;
  /** The top of the repository, where it is known. */
  readonly repository: string | undefined;
  /** Where the search began: folders that a person named, or those of named files. */
  readonly folders: readonly string[];
}

/**
 * The folder, without links, or undefined where the tree has none. A path that is nowhere as a whole may be so because
 * the tree lacks the folders that it begins with: then the longest rest of it counts that is below one of the named
 * folders or beside it, the nearest first.
 */
export function lookUp({ tree, repository, folders }: Surroundings, path: string): string | undefined {
  const around = folders.flatMap(withAncestors);
  const inside = repository === undefined ? around : around.filter((top) => isBelow(top, repository));
  const tops = [...new Set([...(repository === undefined ? [] : [repository]), ...inside])];
  const steps = path.split("/").filter((step) => step !== "" && step !== ".");
  // One name alone is that of many folders.
  const last = Math.min(steps.length - 2, MOST_STEPS);
  for (let start = 0; start === 0 || start <= last; start++) {
    const rest = steps.slice(start).join("/");
    const found = tops.map((top) => folderAt(tree, top, rest)).find((folder) => folder !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** No path of a repository is as deep; the time grows with the square. */
const MOST_STEPS = 64;

function folderAt(tree: Tree, top: string, path: string): string | undefined {
  const full = resolvePath(top, path);
  if (full === undefined || !isBelow(full, top) || !tree.isDirectory(full)) return undefined;
  return tree.real(full);
}
