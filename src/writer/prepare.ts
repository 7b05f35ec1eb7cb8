/** Looks at the output folder and plans a run: everything of a write but the writing. */
import { join, resolve } from "node:path";
import { readDisk } from "../files/disk-state.ts";
import { ioFailure } from "../files/io-failure.ts";
import type { GitSettings } from "../model/environment.ts";
import type { FileTree } from "../model/tree.ts";
import { type Change, readIfThere } from "./apply.ts";
import { LOCK_NAME, type Lock, readLock, writeLock } from "./lock.ts";
import { plan, removable, type Scope } from "./plan.ts";

/**
 * The lock of an output folder, with its text; undefined where there is none. To be called after `checkOutputFolder` and `recover`.
 * InputError for a damaged one, FailureError where it can't be read.
 */
export function loadLock(root: string): { lock: Lock; text: string } | undefined {
  const path = join(resolve(root), LOCK_NAME);
  try {
    const text = readIfThere(path);
    return text === undefined ? undefined : { lock: readLock(text, join(root, LOCK_NAME)), text };
  } catch (error) {
    throw ioFailure(error, "cannot read", path);
  }
}

/**
 * The change that makes `root` hold `desired`: `loaded` is what `loadLock` gave, `next` goes into the new lock's header. Reads the
 * disk, writes nothing. The plan may have conflicts (`conflictFindings`), which `apply` does not take.
 */
export function prepare(
  root: string,
  desired: FileTree,
  loaded: ReturnType<typeof loadLock>,
  next: { readonly version: string; readonly git?: GitSettings },
  scope: Scope,
): Change {
  const disk = readDisk(resolve(root), desired, removable(desired, loaded?.lock, scope));
  const made = plan(desired, disk, loaded?.lock, scope);
  const lockText = writeLock({ ...next, files: made.recorded });
  return { root, plan: made, desired, lockText, ...(loaded === undefined ? {} : { lockBefore: loaded.text }) };
}
