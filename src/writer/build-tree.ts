/** Builds the complete new tree in the staging folder: files that stay are linked, not copied, and keep everything they have. */
import {
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  type Dirent,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  type Stats,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { sha256 } from "../files/hash.ts";
import { errorCode } from "../files/io-failure.ts";
import { parentOf } from "../files/paths.ts";
import { FailureError } from "../model/errors.ts";
import type { FileTree } from "../model/tree.ts";
import { LOCK_NAME } from "./lock.ts";
import type { PlanEntry } from "./plan.ts";

/**
 * Fills `target` (must not exist) with the tree that `root` (need not exist) becomes by `changes`, with `lockText` as its lock.
 * Foreign files, links, empty folders and modes are those of `root`. FailureError where the disk is no longer what the plan saw,
 * or a folder below `root` is a mount point; else throws as `node:fs` does.
 */
export function buildTree(
  root: string,
  target: string,
  changes: readonly PlanEntry[],
  desired: FileTree,
  lockText: string,
): void {
  const pending = new Map(changes.map((entry) => [entry.path, entry]));
  const rootStat = lstatSync(root, { throwIfNoEntry: false });
  const restore: (() => void)[] = [];
  const textOf = (path: string): string => {
    const file = desired.get(path);
    if (file === undefined) throw new Error(`the plan writes ${path}, which nobody wants`);
    return file.text;
  };

  /** Brings one folder over; false where it is left out, because all that it held was deleted. */
  const walk = (prefix: string, stat: Stats): boolean => {
    mkdirSync(target + prefix, { mode: 0o700 });
    let kept = 0;
    let deleted = false;
    for (const entry of readdirSync(root + prefix, { withFileTypes: true })) {
      const path = `${prefix}/${entry.name}`;
      if (entry.isDirectory()) {
        const child = lstatSync(root + path);
        if (child.dev !== stat.dev) throw mountPoint(root + path);
        if (walk(path, child)) kept++;
        else deleted = true;
      } else if (bring(entry, path)) kept++;
      else deleted = true;
    }
    if (deleted && kept === 0 && prefix !== "") {
      rmdirSync(target + prefix);
      return false;
    }
    // Only at the end, and children first: a read-only folder could not be filled.
    restore.push(() => keepAttributes(target + prefix, stat));
    return true;
  };
  /** Brings one file over; false where it is deleted. */
  const bring = (entry: Dirent, path: string): boolean => {
    const key = path.slice(1);
    if (key === LOCK_NAME) {
      restore.push(() => keepAttributes(target + path, lstatSync(root + path)));
      return true;
    }
    const change = pending.get(key);
    if (change === undefined) {
      linkOrCopy(entry, root + path, target + path);
      return true;
    }
    if (change.before === undefined || change.before !== present(entry, root + path))
      throw changedMeanwhile(root + path);
    pending.delete(key);
    if (change.action === "delete") return false;
    writeFileSync(target + path, textOf(key), { flag: "wx" });
    if (entry.isFile()) keepAttributes(target + path, lstatSync(root + path));
    return true;
  };

  if (rootStat === undefined) mkdirSync(target);
  else walk("", rootStat);
  const made = new Set<string>([""]);
  for (const { path, action } of pending.values()) {
    if (action !== "create") throw changedMeanwhile(`${root}/${path}`);
    const folder = parentOf(path);
    if (!made.has(folder)) {
      mkdirSync(`${target}/${folder}`, { recursive: true });
      made.add(folder);
    }
    writeFileSync(`${target}/${path}`, textOf(path), { flag: "wx" });
  }
  writeFileSync(`${target}/${LOCK_NAME}`, lockText, { flag: "wx" });
  for (const keep of restore) keep();
}

/** What stands at a path that the plan changes, in the words of `PlanEntry.before`. */
function present(entry: Dirent, path: string): string {
  if (entry.isFile()) return sha256(readFileSync(path));
  return entry.isSymbolicLink() ? "symbolic link" : "";
}

function linkOrCopy(entry: Dirent, from: string, to: string): void {
  // Some systems follow a symbolic link when they make a hard one.
  if (entry.isSymbolicLink()) {
    symlinkSync(readlinkSync(from), to);
    return;
  }
  try {
    linkSync(from, to);
  } catch (error) {
    // No hard links here, or not to somebody else's file. Anything but a file can't be copied.
    if (
      !entry.isFile() ||
      !["EPERM", "EMLINK", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EACCES"].includes(errorCode(error))
    ) {
      throw error;
    }
    copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const stat = lstatSync(from);
    keepAttributes(to, stat);
    utimesSync(to, stat.atime, stat.mtime);
  }
}

/** The mode of what is replaced, and its owner where we may set one (root in a container on a mounted checkout). */
export function keepAttributes(path: string, stat: Stats): void {
  if (process.geteuid?.() === 0) chownSync(path, stat.uid, stat.gid);
  chmodSync(path, stat.mode & 0o7777);
}

function changedMeanwhile(path: string): FailureError {
  return new FailureError(`${path} was changed while this run was planned`, "run again: the plan is made anew");
}

function mountPoint(path: string): FailureError {
  return new FailureError(
    `${path} is a mount point, so the output folder can't be replaced as a whole`,
    "unmount it, or name another output folder with --out",
  );
}
