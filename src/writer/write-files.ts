/** Writes files into a folder that others write to, too: all of them or none, and each is replaced in one step. */
import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { ioFailure } from "../files/io-failure.ts";
import { FailureError } from "../model/errors.ts";
import { keepAttributes } from "./build-tree.ts";
import { removeTree } from "./remove-tree.ts";
import { acquireBeside } from "./staging.ts";

/**
 * `files` maps paths relative to `folder`, which is made where it is missing, to texts. Everything is on the disk, in a staging folder
 * inside of `folder` (on the same file system, that is), before the first file takes its place. Other files stay, and so do
 * modes. Runs into one folder do not keep each other out.
 *
 * FailureError: it can't be written, or what is in the way is no regular file. Then what was there is there again.
 */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  const made: string[] = [];
  try {
    makeFolder(folder, made);
    const staging = acquireBeside(join(folder, "build"));
    try {
      [...files.values()].forEach((text, index) => {
        writeFileSync(join(staging, `new-${index}`), text, { flag: "wx" });
      });
      for (const path of files.keys()) makeFolder(dirname(join(folder, path)), made);
      placeAll(
        staging,
        [...files.keys()].map((path) => join(folder, path)),
      );
    } finally {
      removeTree(staging);
    }
  } catch (error) {
    removeEmpty(made);
    const [only, ...others] = files.keys();
    const target = only === undefined || others.length > 0 ? folder : join(folder, only);
    throw ioFailure(error, "cannot write", target, join(folder, ".build."));
  }
}

function placeAll(staging: string, targets: readonly string[]): void {
  const placed: (() => void)[] = [];
  try {
    targets.forEach((target, index) => {
      const fresh = join(staging, `new-${index}`);
      const old = keep(target, join(staging, `old-${index}`), fresh);
      renameSync(fresh, target);
      placed.push(() => (old === undefined ? unlinkSync(target) : renameSync(old, target)));
    });
  } catch (error) {
    for (const putBack of placed.toReversed()) putBack();
    throw error;
  }
}

/** Keeps what is at a target, and gives the fresh file its mode; undefined where nothing is there. */
function keep(target: string, old: string, fresh: string): string | undefined {
  const stat = lstatSync(target, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!stat.isFile()) throw new FailureError(`${target} is no regular file`, "move it away, then run again");
  try {
    linkSync(target, old);
  } catch {
    // No hard links here, or not to somebody else's file.
    copyFileSync(target, old);
  }
  keepAttributes(fresh, stat);
  return old;
}

function makeFolder(folder: string, made: string[]): void {
  if (lstatSync(folder, { throwIfNoEntry: false }) !== undefined) return;
  makeFolder(dirname(folder), made);
  mkdirSync(folder, { recursive: true });
  made.push(folder);
}

/** Another run may have put something there meanwhile. */
function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}
