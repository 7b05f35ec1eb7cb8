/** Which relative paths may stand in a file tree that is written to a disk. */
import type { FileTree } from "../model/tree.ts";

/**
 * Why a path must not be written, or undefined where it is fine: relative, with `/`, no `.`, `..` or empty segment, and
 * nothing that another platform or the lock file's format reads differently (backslash, control character, drive letter).
 */
export function pathProblem(path: string): string | undefined {
  if (path === "") return "is empty";
  if (path.startsWith("/")) return "is absolute";
  if (/^[A-Za-z]:/.test(path)) return "starts with a drive letter";
  if (path.includes("\\")) return "contains a backslash";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return "contains a control character";
  for (const segment of path.split("/")) {
    if (segment === "") return "has an empty segment";
    if (segment === "." || segment === "..") return `has a ${segment} segment`;
  }
  return undefined;
}

/** The folder of a path, the empty string at the top. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** Stops at a path that must not be written, or at a file that is also a folder; both are bugs of ours: plain Errors. */
export function checkTree(tree: FileTree): void {
  const checked = new Set<string>([""]);
  for (const path of tree.keys()) {
    const problem = pathProblem(path);
    if (problem !== undefined) throw new Error(`the path ${JSON.stringify(path)} ${problem}`);
    for (let folder = parentOf(path); !checked.has(folder); folder = parentOf(folder)) {
      if (tree.has(folder)) throw new Error(`${folder} is wanted as a file and, for ${path}, as a folder`);
      checked.add(folder);
    }
  }
}

/** Plain code-unit order: the same on every locale and platform. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
