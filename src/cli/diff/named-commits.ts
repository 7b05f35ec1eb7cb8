/** Commits that are named where `diff` takes folders, as `git diff` takes them. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { openRepository } from "../../files/git-repository.ts";
import type { Finding } from "../../model/finding.ts";
import type { Io } from "../io.ts";
import { Problems } from "../problems.ts";
import { shellWord } from "../shell-word.ts";
import type { DiffFlags } from "./flags.ts";

export interface NamedCommits {
  /** The arguments that name commits. */
  readonly named: ReadonlySet<string>;
  readonly finding: Finding;
}

/** Undefined where no argument is a commit of the repository around the current folder, or there is none that can be read. */
export function namedCommits(folders: readonly string[], flags: DiffFlags, io: Io): NamedCommits | undefined {
  const others = folders.filter((name) => name !== "" && !isFolder(io.cwd, name));
  const repository = others.length === 0 ? undefined : soft(io, () => openRepository(io.cwd, io.env));
  if (repository === undefined) return undefined;
  const isCommit = (ref: string): boolean => soft(io, () => repository.resolve(ref)) !== undefined;
  const named = others.filter((text) => refsOf(text).every(isCommit));
  repository.close();
  if (named.length === 0) return undefined;
  const refs = named.flatMap(refsOf);
  const ends = [flags.base, ...refs, flags.head].filter((ref) => ref !== undefined);
  const [base = "", head] = ends.map(shellWord);
  const are = refs.length === 1 ? "is a commit" : "are commits";
  return {
    named: new Set(named),
    finding: {
      rule: "usage",
      severity: "error",
      message: `${named.join(" and ")} ${are}, and folders are named here`,
      fix: `Run: certctl-gitops diff --base ${base}${head === undefined ? "" : ` --head ${head}`}`,
      at: { path: named.join(" ") },
    },
  };
}

export function isFolder(cwd: string, name: string): boolean {
  return statSync(resolve(cwd, name), { throwIfNoEntry: false })?.isDirectory() === true;
}

/** `A...B` and `A..B` are both ends of a comparison; an end that is left out is HEAD (gitrevisions(7)). */
function refsOf(text: string): readonly string[] {
  const range = /^(.*?)\.\.\.?(.*)$/.exec(text);
  return range === null ? [text] : range.slice(1).map((end) => end || "HEAD");
}

function soft<T>(io: Io, step: () => T): T | undefined {
  return new Problems(io.cwd).collect(step);
}
