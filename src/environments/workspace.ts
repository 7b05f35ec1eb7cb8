/** What one search shares: the tree, what was built and read of it, and what there is to say. */
import type { BuildCache } from "../kustomize/build.ts";
import { createBuildCache } from "../kustomize/build.ts";
import type { Tree } from "../kustomize/load/source.ts";
import type { TreeMemory } from "../kustomize/load/tree-memory.ts";
import type { DocumentCache } from "../kustomize/plain-documents.ts";
import { builtResources } from "./built.ts";
import type { Contents } from "./contents.ts";
import { contentsOf } from "./contents.ts";
import type { Findings } from "./found.ts";
import { inputsOf } from "./inputs.ts";
import type { Surroundings } from "./lookup.ts";
import { readPlainFile } from "./plain-file.ts";
import type { SearchCache } from "./search-cache.ts";

export interface Workspace extends Surroundings {
  readonly tree: Tree;
  readonly findings: Findings;
  readonly cache: SearchCache;
  /** Undefined where no other search takes anything over. */
  readonly memory: TreeMemory | undefined;
  readonly builds: BuildCache;
  readonly documents: DocumentCache;
  /** Names of the repositories of which a path was found in the tree. */
  readonly repositories: Set<string>;
  /** Plain files in which objects were found. */
  readonly manifests: Set<string>;
  /** Plain files in which something is wrong, and nothing looks like an object. */
  readonly passedOver: Set<string>;
  /** Plain files that hold objects in another state of the tree. */
  readonly known: ReadonlySet<string>;
  /** What was read, by what it was read from: each thing once. */
  readonly read: Map<string, unknown>;
}

/** The tree calls the memory for every path that it is asked for. */
export function workspaceOf(
  { known = new Set(), ...surroundings }: Surroundings & { readonly known?: ReadonlySet<string> | undefined },
  findings: Findings,
  cache: SearchCache,
  memory: TreeMemory | undefined,
): Workspace {
  return {
    ...surroundings,
    known,
    findings,
    cache,
    memory,
    builds: createBuildCache(memory),
    documents: cache.documents,
    repositories: new Set(),
    manifests: new Set(),
    passedOver: new Set(),
    read: new Map(),
  };
}

/** What `make` gives, made once for the same key. */
export function once<T>({ read }: Workspace, key: string, make: () => T): T {
  if (!read.has(key)) read.set(key, make());
  return read.get(key) as T;
}

/** As `once`, for what depends on the tree alone; another state of the tree takes it where nothing was told of it. */
export function onceForAll<T>(workspace: Workspace, key: string, make: () => T): T {
  const { memory, findings } = workspace;
  return once(workspace, key, () => {
    if (memory === undefined) return make();
    const { told } = findings;
    return memory.keep(key, make, "", () => findings.told === told);
  });
}

/** The objects of a kustomization; what is wrong with it is told, and then there are none. */
export function kustomizationContents(
  workspace: Workspace,
  directory: string,
  restrictor: "root-only" | "none" = "root-only",
): Contents {
  return onceForAll(workspace, `kustomization ${restrictor} ${directory}`, () => {
    const { tree: source, builds: cache, findings } = workspace;
    const { given, problems } = findings.during(() =>
      findings.try(() => builtResources({ source, directory, restrictor, cache }, findings)),
    );
    const inputs = (): readonly string[] => inputsOf(source, [directory]);
    return contentsOf(given, { part: `kustomization ${restrictor} ${directory}`, problems, inputs });
  });
}

/** The objects of a file. Nothing is told of a file that is not meant for Kubernetes, except where a person has named it. */
export function fileContents(workspace: Workspace, path: string, isNamed = false): Contents {
  const { findings, tree, documents, known, manifests, passedOver } = workspace;
  const { given, problems } = onceForAll(workspace, `file ${path}`, () =>
    findings.during(() => findings.try(() => readPlainFile(tree, path, documents))),
  );
  const missing = { part: `file ${path}`, inputs: () => [path] };
  if (given === undefined) return contentsOf(given, { ...missing, problems });
  if (!isNamed && !given.isManifest && !known.has(path)) {
    if (given.problems.length > 0) passedOver.add(path);
    return { resources: [], missing: [] };
  }
  if (given.resources.length > 0) manifests.add(path);
  findings.problem(...given.problems);
  return contentsOf(given, { ...missing, problems: given.problems });
}
