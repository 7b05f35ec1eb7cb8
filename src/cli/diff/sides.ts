/** Renders both sides of a `diff`: two folders, or two states of a repository. */
import { realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { RenderedSide } from "../../diff/rendered-side.ts";
import { type Found, findEnvironments, SearchCache } from "../../environments/environments.ts";
import { diskSource, sourcePath } from "../../files/disk-source.ts";
import { openRepository } from "../../files/git-repository.ts";
import { changedPaths, type GitTree } from "../../files/git-tree.ts";
import type { Tree } from "../../kustomize/build.ts";
import type { AppliedEnvironment } from "../../model/applied.ts";
import type { SideName } from "../../model/difference.ts";
import { InputError } from "../../model/errors.ts";
import type { Finding } from "../../model/finding.ts";
import { foldInput } from "../fold-input.ts";
import type { Io } from "../io.ts";
import type { DiffFlags } from "./flags.ts";

export interface Sides {
  readonly base: RenderedSide;
  readonly head: RenderedSide;
  /** Ends what the sides are read with; places of values can't be worked out after it. */
  readonly close: () => void;
}

/** InputError for what is wrong with arguments, folders or the repository. */
export function readSides(folders: readonly (string | undefined)[], flags: DiffFlags, io: Io): Sides {
  const named = folders.filter((folder) => folder !== undefined);
  if (named.length === 0) return repositorySides(flags, io);
  const problems = folderProblems(named, flags, io.cwd);
  if (problems.length > 0) throw new InputError(problems);
  return folderSides(named, io.cwd);
}

function folderProblems(folders: readonly string[], flags: DiffFlags, cwd: string): readonly Finding[] {
  const wrong = (message: string, fix: string, path: string): Finding => {
    return { rule: "usage", severity: "error", message, fix, at: { path } };
  };
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
    ...folders.flatMap((folder) =>
      folder !== "" && statSync(resolve(cwd, folder), { throwIfNoEntry: false })?.isDirectory() === true
        ? []
        : [
            wrong(
              folder === "" ? "a folder's name is empty" : `there is no folder ${folder}`,
              "Correct the path.",
              folder,
            ),
          ],
    ),
  ];
}

function folderSides(folders: readonly string[], cwd: string): Sides {
  const cache = new SearchCache();
  const [base, head] = folders.map((folder) => {
    const root = sourcePath(realpathSync(resolve(cwd, folder)));
    const found = findEnvironments(diskSource(`/${root}`), [""], { repository: "", cache });
    return placedIn(folder.replace(/\/+$/, ""), sideOf({ label: folder }, found));
  });
  if (base === undefined || head === undefined) throw new Error("two folders have two sides");
  return { base, head, close: () => undefined };
}

function repositorySides(flags: DiffFlags, io: Io): Sides {
  const repository = openRepository(io.cwd, io.env);
  try {
    const target =
      flags.base === undefined
        ? repository.defaultBranch()
        : { name: flags.base, commit: repository.resolve(flags.base) };
    const head = repository.resolve(flags.head ?? "HEAD");
    const base = repository.mergeBase(target.commit, head);
    const before = repository.commit(base, [""]);
    const after = flags.head === undefined ? repository.workingTree(base, [""]) : repository.commit(head, [""]);
    const found = searchBoth(before, after);
    return {
      base: sideOf({ label: target.name, commit: base }, found.before),
      head: sideOf(
        flags.head === undefined ? { label: "working tree" } : { label: flags.head, commit: head },
        found.after,
      ),
      close: () => repository.close(),
    };
  } catch (error) {
    repository.close();
    throw error;
  }
}

/** What both have in common is read and built once; where links are, one path can change what another one leads to. */
function searchBoth(before: GitTree, after: GitTree): { readonly before: Found; readonly after: Found } {
  const cache = new SearchCache();
  const hasLinks = before.hasLinks || after.hasLinks;
  const search = (tree: Tree, differing?: ReadonlySet<string>): Found =>
    findEnvironments(tree, [""], { repository: "", cache, ...(differing === undefined ? {} : { differing }) });
  return { before: search(before), after: search(after, hasLinks ? undefined : new Set(changedPaths(before, after))) };
}

function sideOf(name: SideName, { environments, incomplete, problems, notes }: Found): RenderedSide {
  return { name, environments, incomplete, problems: foldInput(problems, []), notes: foldInput([], notes) };
}

/** Files of a folder are named with it, as whoever compares two folders sees them. */
function placedIn(folder: string, side: RenderedSide): RenderedSide {
  const file = (path: string): string => (folder === "." ? path : `${folder}/${path}`);
  const placed = <T extends { readonly file?: string }>(place: T): T =>
    place.file === undefined ? place : { ...place, file: file(place.file) };
  const finding = (one: Finding): Finding => ({ ...one, at: placed(one.at) });
  const environment = (one: AppliedEnvironment): AppliedEnvironment => {
    const known = new Map(
      [...one.resources, ...one.appliers.flatMap(({ resources, by }) => [...resources, ...(by ? [by] : [])])].map(
        (resource) => [
          resource,
          { ...resource, placeOf: (path: Parameters<typeof resource.placeOf>[0]) => placed(resource.placeOf(path)) },
        ],
      ),
    );
    return {
      ...one,
      resources: one.resources.map((resource) => known.get(resource) ?? resource),
      appliers: one.appliers.map((applier) => ({
        ...applier,
        by: applier.by && known.get(applier.by),
        resources: applier.resources.map((resource) => known.get(resource) ?? resource),
      })),
    };
  };
  return {
    ...side,
    environments: side.environments.map(environment),
    incomplete: side.incomplete.map(environment),
    problems: side.problems.map(finding),
    notes: side.notes.map(finding),
  };
}
