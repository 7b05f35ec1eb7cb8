/** Decides, from what is wanted, found and recorded, what a run does with every file; nothing is touched here. */
import type { DiskEntry, DiskState } from "../files/disk-state.ts";
import { sha256 } from "../files/hash.ts";
import { byCodeUnit, checkTree } from "../files/paths.ts";
import type { Finding } from "../model/finding.ts";
import type { FileTree } from "../model/tree.ts";
import { LOCK_NAME, type Lock } from "./lock.ts";

export type Action = "create" | "update" | "delete" | "unchanged" | "conflict";

export interface PlanEntry {
  readonly path: string;
  readonly action: Action;
  /** Why, where the action alone does not say it. */
  readonly why?: string;
  /** What an update or delete replaces: a hash of the bytes, or `symbolic link`. Apply stops when it is there no more. */
  readonly before?: string;
}

export interface Plan {
  /** Sorted by path in code-unit order. Recorded files that the run leaves alone have no entry. */
  readonly entries: readonly PlanEntry[];
  /** The files of the next lock. */
  readonly recorded: ReadonlyMap<string, string>;
}

export interface Scope {
  /** Whether recorded files that are no longer wanted go: all, none, or those that the function names. */
  readonly removes: boolean | ((path: string) => boolean);
  /** Takes the wanted text over a change made by hand. Folders and links on the way to a file stay conflicts. */
  readonly overwrite?: boolean;
}

/** The paths of a lock that a run with this scope would remove: what `readDisk` has to look at beside the wanted ones. */
export function removable(desired: FileTree, lock: Lock | undefined, scope: Scope): string[] {
  const inScope = typeof scope.removes === "function" ? scope.removes : () => scope.removes === true;
  return [...(lock?.files.keys() ?? [])].filter((path) => !desired.has(path) && inScope(path));
}

/**
 * The plan for `desired`. `disk` must have been read for the paths of `desired` and `removable`. A wanted path that may not be
 * written is a bug: plain Error.
 */
export function plan(desired: FileTree, disk: DiskState, lock: Lock | undefined, scope: Scope): Plan {
  checkTree(desired);
  if (desired.has(LOCK_NAME)) throw new Error(`${LOCK_NAME} is not a file of the bundle`);
  const overwrite = scope.overwrite === true;
  const entries: PlanEntry[] = [];
  const recorded = new Map(lock?.files ?? []);
  const going = new Set<string>();
  for (const path of removable(desired, lock, scope)) {
    const entry = planRemoval(path, disk.get(path), recorded.get(path), overwrite);
    if (entry !== undefined) entries.push(entry);
    if (entry?.action === "delete") going.add(path);
    if (entry?.action !== "conflict") recorded.delete(path);
  }
  for (const [path, file] of desired) {
    entries.push(planWrite(path, disk.get(path), recorded.get(path), overwrite, going));
    recorded.set(path, sha256(file.text));
  }
  entries.sort((a, b) => byCodeUnit(a.path, b.path));
  return { entries, recorded };
}

/** The entries that change the disk; a plan without any leaves every file as it is. */
export function changes(of: Plan): readonly PlanEntry[] {
  return of.entries.filter((entry) => entry.action !== "unchanged");
}

/** The conflicts of a plan as findings, with what a person can do about each. */
export function conflictFindings(of: Plan, root: string): Finding[] {
  return of.entries
    .filter((entry) => entry.action === "conflict")
    .map((entry) => ({
      rule: "changed-by-hand",
      severity: "error",
      message: `${entry.path} is left alone: ${entry.why}`,
      fix: entry.before === undefined ? CLEAR_FIX : MOVE_FIX,
      at: { file: `${root}/${entry.path}` },
    }));
}

const CLEAR_FIX = "move what stands there out of the output folder, then run gen again";
const MOVE_FIX =
  "keep the change by moving it into the fleet file or an own: Component, which gen never writes; then run with --overwrite, " +
  "which takes the generated file, or removes this one where the bundle has it no more";

function planWrite(
  path: string,
  found: DiskEntry | undefined,
  was: string | undefined,
  overwrite: boolean,
  going: ReadonlySet<string>,
): PlanEntry {
  if (found === undefined || (found.kind === "below" && going.has(found.parent))) {
    return was === undefined
      ? { path, action: "create" }
      : { path, action: "create", why: "was deleted by hand and is restored" };
  }
  switch (found.kind) {
    case "same":
      return { path, action: "unchanged" };
    case "differs":
      if (isAsRecorded(found, was)) return { path, action: "update", before: found.sha256 };
      return byHand(path, "update", found.sha256, overwrite, was === undefined ? NOT_OURS : CHANGED);
    case "symbolic link":
      return byHand(path, "update", found.kind, overwrite, "a symbolic link is there");
    default:
      return { path, action: "conflict", why: obstacle(found) };
  }
}

/** Undefined where nothing of ours is left at the path. */
function planRemoval(
  path: string,
  found: DiskEntry | undefined,
  was: string | undefined,
  overwrite: boolean,
): PlanEntry | undefined {
  switch (found?.kind) {
    case "differs":
      if (isAsRecorded(found, was)) return { path, action: "delete", before: found.sha256 };
      return byHand(path, "delete", found.sha256, overwrite, `no longer part of the bundle, but ${CHANGED}`);
    case "symbolic link":
      return byHand(
        path,
        "delete",
        found.kind,
        overwrite,
        "no longer part of the bundle, but a symbolic link is there",
      );
    default:
      return undefined;
  }
}

const CHANGED = "it was changed by hand since it was written";
const NOT_OURS = "a file that certctl-gitops did not write is there";

function byHand(path: string, action: Action, before: string, overwrite: boolean, why: string): PlanEntry {
  return overwrite
    ? { path, action, before, why: `${why}; overwritten as told` }
    : { path, action: "conflict", before, why };
}

function isAsRecorded(found: Extract<DiskEntry, { kind: "differs" }>, was: string | undefined): boolean {
  return was !== undefined && (found.sha256 === was || found.sha256Lf === was);
}

function obstacle(found: Exclude<DiskEntry, { kind: "same" | "differs" }>): string {
  if (found.kind !== "below") return `a ${found.kind} is there`;
  return `${found.parent}, the folder that it belongs in, is a ${found.what}`;
}
