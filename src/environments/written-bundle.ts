/** Finds the bundle that `gen` wrote around a path: a person changes the fleet file, not what is in it. */
import type { Tree } from "../kustomize/load/source.ts";
import { join, withAncestors } from "./paths.ts";

const LOCK = "certctl-gitops.lock";

/** Undefined where no folder around it has a lock file. */
export function bundleAround(tree: Tree, path: string): string | undefined {
  return withAncestors(path).find((folder) => tree.size(join(folder, LOCK)) !== undefined);
}
