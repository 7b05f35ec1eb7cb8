/** What one search shares: the tree, what was built and read of it, and what there is to say. */
import type { BuildCache } from "../kustomize/build.ts";
import { createBuildCache } from "../kustomize/build.ts";
import type { Tree } from "../kustomize/load/source.ts";
import { createDocumentCache, type DocumentCache } from "../kustomize/plain-documents.ts";
import { builtResources } from "./built.ts";
import type { Contents } from "./contents.ts";
import { NOTHING_READ } from "./contents.ts";
import type { Findings } from "./found.ts";
import type { Surroundings } from "./lookup.ts";
import type { TextObjects } from "./objects.ts";
import { readPlainFile } from "./plain-file.ts";

export interface Workspace extends Surroundings {
  readonly tree: Tree;
  readonly findings: Findings;
  readonly builds: BuildCache;
  readonly documents: DocumentCache;
  /** Names of the repositories of which a path was found in the tree. */
  readonly repositories: Set<string>;
  /** What was read, by what it was read from: each thing once. */
  readonly read: Map<string, unknown>;
}

export function workspaceOf(surroundings: Surroundings, findings: Findings): Workspace {
  return {
    ...surroundings,
    findings,
    builds: createBuildCache(),
    documents: createDocumentCache(),
    repositories: new Set(),
    read: new Map(),
  };
}

/** What `make` gives, made once for the same key. */
export function once<T>({ read }: Workspace, key: string, make: () => T): T {
  if (!read.has(key)) read.set(key, make());
  return read.get(key) as T;
}

/** The objects of a kustomization; what is wrong with it is told, and then there are none. */
export function kustomizationContents(
  workspace: Workspace,
  directory: string,
  restrictor: "root-only" | "none" = "root-only",
): Contents {
  return once(workspace, `kustomization ${restrictor} ${directory}`, () => {
    const { tree: source, builds: cache, findings } = workspace;
    return findings.try(() => builtResources({ source, directory, restrictor, cache }, findings)) ?? NOTHING_READ;
  });
}

/** The objects of a file. Nothing is told of a file that is not meant for Kubernetes, except where a person has named it. */
export function fileContents(workspace: Workspace, path: string, isNamed = false): Contents {
  const { findings, tree, documents } = workspace;
  const read = once<TextObjects | undefined>(workspace, `file ${path}`, () =>
    findings.try(() => readPlainFile(tree, path, documents)),
  );
  if (read === undefined) return NOTHING_READ;
  if (!isNamed && !read.isManifest) return { resources: [], isWhole: true };
  findings.problem(...read.problems);
  return read;
}
