/** Names of commits: what they lead to, which one a comparison starts from, and why one is not there. */
import { type InputError, inputError } from "../model/errors.ts";
import { nearName } from "../model/near-name.ts";
import { WHOLE_HISTORY } from "./git-problem.ts";
import type { Git } from "./git-run.ts";

export interface Branch {
  /** `origin/main`. */
  readonly name: string;
  /** The full object id of its commit. */
  readonly commit: string;
}

/** The full object id of the commit that a branch, tag, id or expression such as `HEAD~2` names. InputError: there is none. */
export function resolveCommit(git: Git, ref: string): string {
  const { bytes, status } = git.run(["rev-parse", "--verify", "--end-of-options", `${ref}^{commit}`], {
    accepted: [0, 128],
  });
  const id = bytes.toString("latin1").trim();
  // `^main` is a name to git too: what is left out of a history.
  if (status === 0 && !id.startsWith("^")) return id;
  throw unknownCommit(git, ref);
}

function unknownCommit(git: Git, ref: string): InputError {
  const names = references(git, ["refs/heads", "refs/remotes", "refs/tags"]).map(({ name }) => shortName(name));
  if (ref === "HEAD" || names.length === 0) {
    const message = `${ref} is no commit: this branch of the repository has no commit yet`;
    return inputError("git-ref", message, "Commit once, or name two folders: `diff DIR_A DIR_B`.");
  }
  const near = names.find((name) => name.endsWith(`/${ref}`)) ?? nearName(ref, names);
  const meant = near === undefined ? "Correct the name. " : `Did you mean ${near}? `;
  const fetched = `In a CI job the base has to be fetched first: ${WHOLE_HISTORY.replace("Fetch the whole history: ", "")}`;
  return inputError("git-ref", `${ref === "" ? '""' : ref} is no commit of this repository`, meant + fetched);
}

/**
 * The branch that pull requests go to: what `refs/remotes/origin/HEAD` leads to, else the HEAD of the only remote that has one, else
 * `main` or `master`, of origin first. InputError: none is there.
 */
export function defaultBranch(git: Git): Branch {
  const found = references(git, [
    "refs/remotes/*/HEAD",
    ...["main", "master"].flatMap((name) => [`refs/remotes/origin/${name}`, `refs/heads/${name}`]),
  ]);
  const byName = new Map(found.map((one) => [one.name, one]));
  const heads = found.filter(({ name }) => name.endsWith("/HEAD"));
  const head = byName.get("refs/remotes/origin/HEAD") ?? (heads.length === 1 ? heads[0] : undefined);
  if (head !== undefined) return { name: shortName(head.leadsTo || head.name), commit: head.commit };
  for (const name of ["remotes/origin/main", "remotes/origin/master", "heads/main", "heads/master"]) {
    const branch = byName.get(`refs/${name}`);
    if (branch !== undefined) return { name: shortName(branch.name), commit: branch.commit };
  }
  throw inputError(
    "git-base",
    "no default branch is known here: there is no refs/remotes/origin/HEAD, no main and no master",
    "Say what to compare with: `--base origin/BRANCH` (in a CI job, fetch it first).",
  );
}

/** The commit that two have in common and that is nearest to both. InputError: none, or none in a shallow clone. */
export function mergeBase(git: Git, isShallow: boolean, a: string, b: string): string {
  const { bytes, status } = git.run(["merge-base", a, b], { accepted: [0, 1] });
  if (status === 0) return bytes.toString("latin1").trim();
  const commits = `${a.slice(0, 12)} and ${b.slice(0, 12)}`;
  if (isShallow) {
    const message = `this is a shallow clone, and the commit that ${commits} have in common is not in it`;
    throw inputError("git-shallow", message, WHOLE_HISTORY);
  }
  const fix = "Name a commit of the same history with --base, or two folders: `diff DIR_A DIR_B`.";
  throw inputError("git-history", `${commits} have no commit in common: their histories are unrelated`, fix);
}

interface Reference {
  readonly name: string;
  readonly commit: string;
  /** Where a symbolic one leads, else empty. */
  readonly leadsTo: string;
}

function references(git: Git, patterns: readonly string[]): readonly Reference[] {
  const { bytes } = git.run(["for-each-ref", "--format=%(refname) %(objectname) %(symref)", ...patterns]);
  return bytes
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [name = "", commit = "", leadsTo = ""] = line.split(" ");
      return { name, commit, leadsTo };
    });
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes|tags)\//, "");
}
