/** Plain files beside and above kustomizations: which there may be, and which of them a kustomization reads. */
import type { Tree } from "../kustomize/load/source.ts";
import { resolvePath } from "../kustomize/load/source.ts";
import type { Kustomization } from "./kustomizations.ts";
import { isBelow, withAncestors } from "./paths.ts";

export interface Beside {
  /** Folders that have kustomizations somewhere below them. */
  readonly above: ReadonlySet<string>;
  /** Files that a kustomization of another folder names: a patch, values, or objects that are applied with it. */
  readonly read: ReadonlySet<string>;
}

export const NOTHING_BESIDE: Beside = { above: new Set(), read: new Set() };

export function besideOf(tree: Tree, kustomizations: readonly Kustomization[]): Beside {
  const above = kustomizations.flatMap(({ directory }) => withAncestors(directory).slice(1));
  const read = kustomizations.flatMap(({ directory, outside }) =>
    outside.flatMap((name) => {
      const path = resolvePath(directory, name);
      return path === undefined || isBelow(path, directory) || tree.size(path) === undefined ? [] : [path];
    }),
  );
  return { above: new Set(above), read: new Set(read) };
}

/** What both know. */
export function joinedBeside(a: Beside, b: Beside): Beside {
  return { above: new Set([...a.above, ...b.above]), read: new Set([...a.read, ...b.read]) };
}

/** True where a tree of which `known` is told has nothing else by what the other one knows. */
export function isSameBeside(tree: Tree, known: Beside, other: Beside): boolean {
  return (
    [...other.above].every((path) => known.above.has(path) || !tree.isDirectory(path)) &&
    [...other.read].every((path) => known.read.has(path) || tree.size(path) === undefined)
  );
}
