/** Makes a plan true on the disk, all of it or nothing. */
import { lstatSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ioFailure } from "../files/io-failure.ts";
import { FailureError } from "../model/errors.ts";
import type { FileTree } from "../model/tree.ts";
import { buildTree, keepAttributes } from "./build-tree.ts";
import { type Exchange, exchangeFolders } from "./exchange.ts";
import { LOCK_NAME } from "./lock.ts";
import { changes, type Plan, type PlanEntry } from "./plan.ts";
import { removeTree } from "./remove-tree.ts";
import { acquire } from "./staging.ts";

/** Everything that a write needs; `prepare` makes it. */
export interface Change {
  readonly root: string;
  readonly plan: Plan;
  readonly desired: FileTree;
  /** The lock's next text. */
  readonly lockText: string;
  /** The lock's text that the plan was made from; undefined where there was none. */
  readonly lockBefore?: string;
}

/** What happens to the lock file itself. CRLF line endings alone are no change. */
export function lockAction(change: Change): "create" | "update" | "unchanged" {
  if (change.lockBefore === undefined) return "create";
  return change.lockBefore.replace(/\r\n/g, "\n") === change.lockText ? "unchanged" : "update";
}

/**
 * Writes a change; false where there was nothing to write, and then nothing at all is touched. A plan with conflicts is refused as a
 * bug (plain Error): the caller shows them instead.
 *
 * The new tree is built complete beside the output folder, and takes its place in one step where the machine can exchange two
 * folders (`exchange.ts`). Where it can't, it takes two renames, back to back: a run that is killed between them leaves no
 * folder for the moment, and `recover` puts the old one back. A first write is one rename.
 *
 * FailureError: another run is at it, the disk is no longer what the plan saw, or it can't be written. Then the old tree is in
 * its place, and the staging folder is gone.
 */
export function apply(change: Change, exchange: Exchange = exchangeFolders): boolean {
  const root = resolve(change.root);
  const work = changes(change.plan);
  const conflict = work.find((entry) => entry.action === "conflict");
  if (conflict !== undefined) throw new Error(`a plan with a conflict (${conflict.path}) must not be applied`);
  if (work.length === 0 && lockAction(change) === "unchanged") return false;
  try {
    const { staging } = acquire(root);
    try {
      checkLock(root, change.lockBefore);
      replace(root, staging, work, change, exchange);
    } finally {
      // Except where the old tree is in there, because putting it back failed too.
      if (lstatSync(root, { throwIfNoEntry: false }) !== undefined || !isIn(staging, "old")) removeTree(staging);
    }
  } catch (error) {
    throw ioFailure(error, "cannot write", root);
  }
  return true;
}

/** Another run may have written between this one's plan and its staging folder. */
function checkLock(root: string, before: string | undefined): void {
  if (readIfThere(join(root, LOCK_NAME)) !== before) {
    throw new FailureError(
      `another run has written ${root} while this one was planned`,
      "run again: the plan is made anew",
    );
  }
}

function replace(root: string, staging: string, work: readonly PlanEntry[], change: Change, exchange: Exchange): void {
  const fresh = join(staging, "new");
  const old = join(staging, "old");
  if (work.length === 0 && change.lockBefore !== undefined) {
    // One file alone is replaced in one step.
    writeFileSync(fresh, change.lockText);
    keepAttributes(fresh, lstatSync(join(root, LOCK_NAME)));
    renameSync(fresh, join(root, LOCK_NAME));
    return;
  }
  buildTree(root, fresh, work, change.desired, change.lockText);
  if (lstatSync(root, { throwIfNoEntry: false }) === undefined) {
    renameSync(fresh, root);
    return;
  }
  if (exchange(fresh, root)) return;
  renameSync(root, old);
  try {
    renameSync(fresh, root);
  } catch (error) {
    renameSync(old, root);
    throw error;
  }
}

function isIn(folder: string, name: string): boolean {
  return lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined;
}

/** The text of a regular file, or undefined where there is none; a link is not followed, and throws like any other obstacle. */
export function readIfThere(path: string): string | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!stat.isFile()) throw new FailureError(`${path} is no regular file`, "move it away, then run again");
  return readFileSync(path, "utf8");
}
