/** The repository as the renderer sees it: the bundle in its output folder, and the users' Components beside it. */
import { type Source, treeSource } from "../kustomize/build.ts";
import type { FileTree } from "../model/tree.ts";

/** Paths are relative to the repository; those below `outPath` are the bundle's. */
export function repositorySource(bundle: FileTree, outPath: string, own: FileTree): Source {
  const inside = treeSource(bundle);
  const outside = treeSource(own);
  const prefix = outPath === "" ? "" : `${outPath}/`;
  const below = (path: string): string | undefined => {
    if (path === outPath) return "";
    return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
  };
  return {
    read(path) {
      const inBundle = below(path);
      return (inBundle === undefined ? undefined : inside.read(inBundle)) ?? outside.read(path);
    },
    bytes(path) {
      const inBundle = below(path);
      return (inBundle === undefined ? undefined : inside.bytes(inBundle)) ?? outside.bytes(path);
    },
    real(path) {
      return this.isDirectory(path) || this.read(path) !== undefined ? path : undefined;
    },
    isDirectory(path) {
      const inBundle = below(path);
      return (
        (inBundle !== undefined && inside.isDirectory(inBundle)) ||
        outside.isDirectory(path) ||
        prefix.startsWith(`${path}/`)
      );
    },
  };
}
