/** What the paths in a kustomization mean, and which of them are refused. */
import type { TreeFile } from "../model/tree.ts";
import type { Entry } from "./entry.ts";
import { entryError } from "./entry.ts";
import type { Kustomization, PathEntry } from "./kustomization.ts";
import { hasKustomization } from "./kustomization-find.ts";
import type { Source } from "./source.ts";
import { isInside, resolvePath } from "./source.ts";

/** The directory that a path means, or undefined where it means a file. */
export function directoryAt(
  source: Source,
  kustomization: Kustomization,
  { path, entry }: PathEntry,
  chain: readonly string[],
): string | undefined {
  if (/:\/\/|^git@|^github\.com\/|\?(ref|version|submodules|timeout)=/.test(path)) {
    throw entryError(
      entry,
      "remote",
      `${path} is on another machine, and a build reads no network`,
      "Copy it into the repository and name its directory.",
    );
  }
  const directory = path.startsWith("/") ? undefined : resolvePath(kustomization.directory, path);
  if (directory === undefined || !source.isDirectory(directory)) return undefined;
  const above = chain.find((other) => isInside(other, directory));
  if (above === undefined && hasKustomization(source, directory)) return directory;
  if (above === undefined) {
    throw entryError(
      entry,
      "missing",
      `the directory ${path} has no kustomization.yaml`,
      "Add one to it, or name its files.",
    );
  }
  throw entryError(
    entry,
    "cycle",
    `${path} contains or is ${above}, which is being built`,
    "Take the reference out of the circle.",
  );
}

/** kustomize's default load restrictor: files of a kustomization lie in its directory or below. */
export function filePath(kustomization: Kustomization, path: string, entry: Entry): string {
  const resolved = path.startsWith("/") ? undefined : resolvePath(kustomization.directory, path);
  if (resolved !== undefined && isInside(resolved, kustomization.directory)) return resolved;
  throw entryError(
    entry,
    "root-only",
    `the file ${path} is outside the kustomization's directory`,
    "Move the file into it, or name a directory that has a kustomization.",
  );
}

/** The file that a kustomization names; none is an error at the place that names it. */
export function readFile(source: Source, kustomization: Kustomization, path: string, entry: Entry): TreeFile {
  const resolved = filePath(kustomization, path, entry);
  const file = source.read(resolved);
  if (file !== undefined) return file;
  throw entryError(entry, "missing", `there is no file or directory ${resolved}`, "Correct the path, or add the file.");
}
