/** Renders both sides of a `diff`: two folders, or two states of a repository. */
import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import type { RenderedSide } from "../../diff/rendered-side.ts";
import { findOnBothSides } from "../../environments/both-sides.ts";
import type { Found } from "../../environments/environments.ts";
import { diskSource, sourcePath } from "../../files/disk-source.ts";
import { type GitRepository, openRepository } from "../../files/git-repository.ts";
import { changedPaths, type GitTree } from "../../files/git-tree.ts";
import type { Tree } from "../../kustomize/build.ts";
import type { SideName } from "../../model/difference.ts";
import { InputError } from "../../model/errors.ts";
import type { Finding } from "../../model/finding.ts";
import { foldInput } from "../fold-input.ts";
import type { Io } from "../io.ts";
import { placedEnvironment, placedFinding } from "../placed-environment.ts";
import { Problems } from "../problems.ts";
import type { DiffFlags } from "./flags.ts";
import { isFolder, namedCommits } from "./named-commits.ts";

export interface Sides {
  readonly base: RenderedSide;
  readonly head: RenderedSide;
}

/** Two sides that are there, of which nothing is rendered yet. */
export interface OpenSides {
  readonly read: () => Sides;
  /** Ends what the sides are read with; places of values can't be worked out after it. */
  readonly close: () => void;
}

/** InputError with all that is wrong with arguments, folders or the repository. */
export function openSides(folders: readonly (string | undefined)[], flags: DiffFlags, io: Io): OpenSides {
  const named = folders.filter((folder) => folder !== undefined);
  if (named.length === 0) return openRepositorySides(flags, io);
  const problems = folderProblems(named, flags, io);
  if (problems.length > 0) throw new InputError(problems);
  return { read: () => folderSides(named, io.cwd), close: () => undefined };
}

function folderProblems(folders: readonly string[], flags: DiffFlags, io: Io): readonly Finding[] {
  const wrong = (message: string, fix: string, path: string): Finding => {
    return { rule: "usage", severity: "error", message, fix, at: { path } };
  };
  const commits = namedCommits(folders, flags, io);
  const noFolders = folders
    .filter((folder) => folder === "" || !isFolder(io.cwd, folder))
    .filter((one) => commits?.named.has(one) !== true);
  const missing = noFolders.map((folder) =>
    wrong(folder === "" ? "a folder's name is empty" : `there is no folder ${folder}`, "Correct the path.", folder),
  );
  if (commits !== undefined) return [commits.finding, ...missing];
  const refs = [["--base", flags.base] as const, ["--head", flags.head] as const];
  return [
    ...(folders.length === 1
      ? [
          wrong(
            "one folder can't be compared",
            "Name both: certctl-gitops diff BEFORE AFTER. A branch goes to --base.",
            String(folders[0]),
          ),
        ]
      : []),
    ...refs.flatMap(([flag, ref]) =>
      ref === undefined
        ? []
        : [wrong(`${flag} names a state of a repository, and folders are compared`, "Leave out one of them.", flag)],
    ),
    ...missing,
  ];
}

function folderSides(folders: readonly string[], cwd: string): Sides {
  const [before = "", after = ""] = folders;
  const treeOf = (folder: string): Tree => diskSource(`/${sourcePath(realpathSync(resolve(cwd, folder)))}`);
  const [old, now] = [treeOf(before), treeOf(after)];
  const found = findOnBothSides(old, now);
  const sideIn = (folder: string, one: Found, tree: Tree): RenderedSide =>
    placedIn(folder.replace(/\/+$/, ""), sideOf({ label: folder }, one, filesOf(tree)));
  return { base: sideIn(before, found.before, old), head: sideIn(after, found.after, now) };
}

function openRepositorySides(flags: DiffFlags, io: Io): OpenSides {
  const repository = openRepository(io.cwd, io.env);
  try {
    const ends = endsOf(repository, flags, io.cwd);
    return { read: () => repositorySides(repository, ends, flags.head), close: () => repository.close() };
  } catch (error) {
    repository.close();
    throw error;
  }
}

/** The commits that a comparison begins and ends with. */
interface Ends {
  readonly target: string;
  readonly base: string;
  readonly head: string;
}

function endsOf(repository: GitRepository, flags: DiffFlags, cwd: string): Ends {
  const problems = new Problems(cwd);
  const head = problems.collect(() => repository.resolve(flags.head ?? "HEAD"));
  const target = problems.collect(() => {
    if (flags.base !== undefined) return { name: flags.base, commit: repository.resolve(flags.base) };
    // Without a HEAD nothing is said of the branch that it would be compared with.
    return head === undefined ? undefined : repository.defaultBranch();
  });
  if (head === undefined || target === undefined) throw problems.error();
  return { target: target.name, base: repository.mergeBase(target.commit, head), head };
}

function repositorySides(repository: GitRepository, { target, base, head }: Ends, named: string | undefined): Sides {
  const before = repository.commit(base, [""]);
  const after = named === undefined ? repository.workingTree(base, [""]) : repository.commit(head, [""]);
  // Where links are, one path can change what another one leads to.
  const hasLinks = before.hasLinks || after.hasLinks;
  const found = findOnBothSides(before, after, hasLinks ? undefined : new Set(changedPaths(before, after)));
  expectContents([...found.before.problems, ...found.after.problems]);
  return {
    base: sideOf({ label: target, commit: base }, found.before, filesOf(before, before.entries)),
    head: sideOf(
      named === undefined ? { label: "working tree" } : { label: named, commit: head },
      found.after,
      filesOf(after, after.entries),
    ),
  };
}

/** A clone that lacks contents is an input to be mended, and no tree that can't be rendered. */
function expectContents(problems: readonly Finding[]): void {
  const [first, ...others] = problems.filter(({ rule }) => rule === "git-object");
  if (first === undefined) return;
  const more = others.length === 0 ? "" : ` (and ${others.length} more like it)`;
  throw new InputError([{ ...first, message: `${first.message}${more}` }]);
}

function sideOf(
  name: SideName,
  { environments, incomplete, problems, notes }: Found,
  files: RenderedSide["files"],
): RenderedSide {
  return { name, environments, incomplete, problems: foldInput(problems, []), notes: foldInput([], notes), files };
}

/** A file of a repository is told by its object's id, as long as its path has no link; others by their content. */
function filesOf(tree: Tree, entries?: GitTree["entries"]): RenderedSide["files"] {
  return {
    has: (path) => tree.real(path === "." ? "" : path) !== undefined,
    contentOf(path) {
      const entry = entries?.get(path);
      if (entry?.kind === "file") return entry.id;
      const bytes = tree.bytes(path);
      return bytes && Buffer.from(bytes).toString("latin1");
    },
  };
}

/** Files of a folder are named with it, as whoever compares two folders sees them. */
function placedIn(folder: string, side: RenderedSide): RenderedSide {
  const file = (path: string): string => (folder === "." ? path : `${folder}/${path}`);
  const finding = (one: Finding): Finding => placedFinding(one, file);
  return {
    ...side,
    environments: side.environments.map((one) => placedEnvironment(one, file)),
    incomplete: side.incomplete.map((one) => ({
      ...placedEnvironment(one, file),
      missing: one.missing.map((part) => ({ ...part, problems: part.problems.map(finding) })),
    })),
    problems: side.problems.map(finding),
    notes: side.notes.map(finding),
  };
}
