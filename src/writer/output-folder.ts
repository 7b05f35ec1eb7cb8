/** Whether a folder may be the output folder: it is replaced as a whole, so it must be one of its own. */
import { lstatSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { ioFailure } from "../files/io-failure.ts";
import { inputError } from "../model/errors.ts";

const RULE = "output-folder";
const FIX = "name a folder of its own, for example --out out";

/**
 * Stops with an InputError when `root` (need not exist) is the current folder or above it, a link, a file, a mount point, or
 * holds a `.git`.
 */
export function checkOutputFolder(root: string, cwd: string): void {
  const full = resolve(cwd, root);
  const refuse = (message: string, fix: string): Error =>
    inputError(RULE, `${root} ${message}`, fix, { path: "--out" });
  try {
    const stat = lstatSync(full, { throwIfNoEntry: false });
    if (isInside(cwd, full) || (stat !== undefined && isInside(realpathSync(cwd), realpathSync(full)))) {
      throw refuse("is the current folder or one above it, which can't be replaced as a whole", FIX);
    }
    if (stat === undefined) return;
    if (stat.isSymbolicLink()) throw refuse("is a symbolic link", "name the folder that it leads to");
    if (!stat.isDirectory()) throw refuse("is no folder", FIX);
    if (lstatSync(join(full, ".git"), { throwIfNoEntry: false }) !== undefined) {
      throw refuse("is the root of a git repository (it holds .git), which can't be replaced as a whole", FIX);
    }
    if (stat.dev !== lstatSync(dirname(full)).dev) {
      throw refuse("is a mount point, which can't be replaced as a whole", "name a folder inside it");
    }
  } catch (error) {
    throw ioFailure(error, "cannot use the output folder", full);
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || !(way === ".." || way.startsWith(`..${sep}`) || resolve(way) === way);
}
