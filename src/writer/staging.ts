/**
 * The staging folder beside the output folder: where a new tree is built, the lock that keeps a second run out, and what the
 * next run finds after a killed one.
 *
 * Its name carries the process that owns it (`.out.certctl-gitops-<pid>-<random>-<host>`), so that making it takes the lock, in
 * one step, and a lock of a dead process needs no taking over. Inside, `new` is the tree being built and `old` the one it replaced.
 */
import { randomBytes } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { errorCode, ioFailure } from "../files/io-failure.ts";
import { FailureError } from "../model/errors.ts";
import { removeTree } from "./remove-tree.ts";

/** No run takes that long: an older staging folder is left over, even where a process with its number lives. */
const STALE_AFTER_MS = 60 * 60 * 1000;

export interface Recovered {
  /** A killed run had left no output folder: the tree from before it is back. */
  readonly restored: boolean;
  /** Names of the staging folders of killed runs that were cleaned up. */
  readonly removed: readonly string[];
}

/**
 * Puts right what killed runs left: the tree from before is back where there is none, staging folders are gone. Writes nothing where
 * nothing is left over. A run of another live process is a FailureError that names it.
 */
export function recover(root: string): Recovered {
  try {
    if (leftovers(root).length === 0) return { restored: false, removed: [] };
    const { staging, recovered } = acquire(root);
    removeTree(staging);
    return recovered;
  } catch (error) {
    throw ioFailure(error, "cannot clean up after a killed run:", resolve(root));
  }
}

/**
 * Makes this process's staging folder, which keeps every other run out until it is removed, and recovers as `recover` does. The
 * caller removes it. Two runs that start in the same instant may both be refused; never do both go on.
 */
export function acquire(root: string): { staging: string; recovered: Recovered } {
  const folder = dirname(resolve(root));
  const { staging, others } = makeStaging(root);
  try {
    for (const other of others) {
      if (isLive(folder, other)) throw busy(root, folder, other);
    }
    let restored = false;
    for (const other of others) restored = recoverOne(resolve(root), join(folder, other.name)) || restored;
    return { staging, recovered: { restored, removed: others.map((other) => other.name) } };
  } catch (error) {
    removeTree(staging);
    throw error;
  }
}

/**
 * Makes a staging folder of this process that keeps nobody out: those of live runs are left alone, those of killed ones are removed.
 * The caller removes it.
 */
export function acquireBeside(root: string): string {
  const { staging, others } = makeStaging(root);
  const folder = dirname(staging);
  for (const other of others) if (!isLive(folder, other)) removeTree(join(folder, other.name));
  return staging;
}

function makeStaging(root: string): { staging: string; others: readonly Leftover[] } {
  const folder = dirname(resolve(root));
  const name = `${prefix(root)}${process.pid}-${randomBytes(4).toString("hex")}-${host()}`;
  const staging = join(folder, name);
  mkdirSync(folder, { recursive: true });
  mkdirSync(staging);
  try {
    return { staging, others: leftovers(root).filter((other) => other.name !== name) };
  } catch (error) {
    removeTree(staging);
    throw error;
  }
}

interface Leftover {
  readonly name: string;
  readonly pid: number;
  readonly host: string;
}

function prefix(root: string): string {
  return `.${basename(resolve(root))}.certctl-gitops-`;
}

function host(): string {
  return hostname()
    .replace(/[^A-Za-z0-9.-]/g, "_")
    .slice(0, 40);
}

function leftovers(root: string): Leftover[] {
  const start = prefix(root);
  const found: Leftover[] = [];
  for (const name of namesIn(dirname(resolve(root)))) {
    if (!name.startsWith(start)) continue;
    const [, pid, owner] = /^(\d+)-[0-9a-f]{8}-(.*)$/.exec(name.slice(start.length)) ?? [];
    if (pid !== undefined && owner !== undefined) found.push({ name, pid: Number(pid), host: owner });
  }
  return found;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** Whether its run may still be going on: asked of the process where it is one of this machine, else only of its age. */
function isLive(folder: string, other: Leftover): boolean {
  // A run is synchronous, so a staging folder of our own number is one of an earlier process with it, as in containers.
  if (other.host === host() && (other.pid === process.pid || !isRunning(other.pid))) return false;
  const stat = lstatSync(join(folder, other.name), { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs < STALE_AFTER_MS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

function busy(root: string, folder: string, other: Leftover): FailureError {
  const where = other.host === host() ? "" : ` on ${other.host}`;
  return new FailureError(
    `process ${other.pid}${where} is writing ${root}: its staging folder is ${join(folder, other.name)}`,
    "wait until it has ended, then run again; what a killed run leaves is cleaned up by the next one, after an hour at the latest",
  );
}

/**
 * Cleans up one left-over staging folder; true where the old tree had to be put back. A run has both `old` and `new` only between its
 * two renames; before, there is no `old`, after, no `new`, and `old` may be half removed.
 */
function recoverOne(root: string, staging: string): boolean {
  const old = join(staging, "old");
  const between = exists(old) && exists(join(staging, "new"));
  if (between && exists(root)) {
    throw new FailureError(
      `a run was killed while it replaced ${root}, and the folder was made anew since: the tree from before is ${old}`,
      `take what you need out of it, remove ${staging}, and run again`,
    );
  }
  if (between) renameSync(old, root);
  removeTree(staging);
  return between;
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
