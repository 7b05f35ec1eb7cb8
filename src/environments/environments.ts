/** Finds the environments of a tree, and what the engine applies in each. */
import type { Tree } from "../kustomize/load/source.ts";
import { type Applications, NO_APPLICATIONS } from "./applications.ts";
import type { Arguments } from "./arguments.ts";
import { argumentsOf } from "./arguments.ts";
import { type Beside, besideOf, joinedBeside, NOTHING_BESIDE } from "./beside.ts";
import { byApplication } from "./by-application.ts";
import { readChart } from "./chart.ts";
import { collect } from "./collect.ts";
import { compose } from "./compose.ts";
import { type Contents, isWhole } from "./contents.ts";
import { noObject } from "./environment.ts";
import type { Found } from "./found.ts";
import { Findings } from "./found.ts";
import type { Group } from "./groups.ts";
import { groupsOf } from "./groups.ts";
import { type Kustomization, readKustomization, rootsOf } from "./kustomizations.ts";
import { distinct, namedGroups } from "./names.ts";
import type { Node } from "./node.ts";
import { coversOf, nodeOf, topsOf } from "./node.ts";
import { noteLoneChart } from "./notes.ts";
import { byCodeUnit, parentOf, withAncestors } from "./paths.ts";
import { rememberedTree } from "./remembered-tree.ts";
import { SearchCache } from "./search-cache.ts";
import type { Workspace } from "./workspace.ts";
import { fileContents, kustomizationContents, workspaceOf } from "./workspace.ts";
import { bundleAround } from "./written-bundle.ts";

export { NO_APPLICATIONS } from "./applications.ts";
export { NOTHING_BESIDE } from "./beside.ts";
export type { Found, IncompleteEnvironment } from "./found.ts";
export { SearchCache } from "./search-cache.ts";
export { readStream, STANDARD_INPUT } from "./stream.ts";

export interface FindOptions {
  /** The top of the repository, a folder of the tree: there the paths of Applications and the like begin. */
  readonly repository?: string;
  /** For searches of several states of one tree, which have all in common that is the same. */
  readonly cache?: SearchCache;
  /**
   * The paths of all files and folders that differ from the tree that was searched last with this cache: that only one
   * of the two has, or with other content. Not to be given where one of them has links. Without it, only texts are shared.
   */
  readonly differing?: ReadonlySet<string>;
  /** Plain files that hold objects in another state of the tree: one of which nothing can be read any more is broken, and not something else. */
  readonly manifests?: ReadonlySet<string>;
  /** Files and folders of plain objects that are environments of their own in another state of the tree: here, too. */
  readonly plain?: ReadonlySet<string>;
  /** Folders whose kustomizations are environments in another state of the tree: they are, too, where another one came to use them. */
  readonly roots?: ReadonlySet<string>;
  /**
   * Given where plain files beside kustomizations count, too, as far as no kustomization reads them; and what another
   * state of the tree has there, so that both are grouped alike. Without it they are passed over.
   */
  readonly beside?: Beside;
  /**
   * Given where each Application in plain files that names a folder of the repository is an environment of its own; and
   * what another state of the tree has, so that both have the same. Without it they are one environment with the files around.
   */
  readonly applications?: Applications;
}

const NONE: ReadonlySet<string> = new Set();

/** `paths` are folders and files of the tree, which are looked at as one. */
export function findEnvironments(given: Tree, paths: readonly string[], options: FindOptions = {}): Found {
  const { repository, cache = new SearchCache(), differing, manifests, plain = NONE, roots = NONE } = options;
  const { beside, applications: known } = options;
  const findings = new Findings();
  const memory = options.cache?.memory(differing);
  const tree = rememberedTree(given, cache.texts, (path) => memory?.look(path));
  const asked = argumentsOf(tree, paths, findings);
  const folders = [...new Set([...asked.folders, ...asked.files.map(parentOf)])];
  const workspace = workspaceOf({ tree, repository, folders, known: manifests }, findings, cache, memory);
  const { own, groups: found } = groups(workspace, asked, { plain, roots, beside });
  const { groups: grouped, ...applications } =
    known === undefined ? { ...NO_APPLICATIONS, groups: found } : byApplication(workspace, found, known);
  const all = namedGroups(grouped, folders);
  const named = beside === undefined && known === undefined ? all : distinct(all, folders);
  const environments = named
    .flatMap(({ group, name }) => {
      const bundle = bundleAround(tree, group.path);
      return compose(name, group).map((composed) => {
        return { ...composed, ...(bundle === undefined ? {} : { bundle }) };
      });
    })
    .sort((a, b) => byCodeUnit(a.name, b.name));
  return {
    environments: environments.filter(isWhole).map(({ missing: _, ...environment }) => environment),
    incomplete: environments.filter((environment) => !isWhole(environment)),
    manifests: workspace.manifests,
    plain: new Set(
      named.flatMap(({ group: { nodes, path } }) => (nodes.every(({ kind }) => kind === "file") ? [path] : [])),
    ),
    passedOver: workspace.passedOver,
    roots: new Set(
      grouped.flatMap(({ nodes }) => nodes.flatMap((one) => (one.kind === "kustomization" ? one.path : []))),
    ),
    beside: own,
    applications,
    problems: findings.problems,
    notes: findings.notes,
  };
}

interface Known {
  readonly plain: ReadonlySet<string>;
  readonly roots: ReadonlySet<string>;
  readonly beside: Beside | undefined;
}

interface Groups {
  readonly groups: readonly Group[];
  readonly own: Beside;
}

function groups(workspace: Workspace, named: Arguments, { plain: apart, roots: known, beside: other }: Known): Groups {
  const { tree } = workspace;
  const collected = collect(tree, named.folders);
  const all = collected.kustomizations.map((directory) => readKustomization(tree, directory));
  const kept = all.filter(({ directory, isComponent }) => known.has(directory) && !isComponent);
  const roots = [...new Set([...rootsOf(all), ...kept])].map(({ directory }) =>
    nodeOf(workspace, "kustomization", directory, kustomizationContents(workspace, directory)),
  );
  const files = fileNodes(workspace, named.files, collected.files);
  const handedOver = new Set([...roots, ...files].flatMap(coversOf));
  const isHandedOver = (folder: string): boolean => handedOver.has(folder);
  const charts = collected.charts.filter((directory) => !isHandedOver(directory));
  const nodes = [...roots, ...files, ...chartNodes(workspace, charts)];
  const joining = new Set([...rootsOf(all, isHandedOver), ...kept].map(({ directory }) => directory));
  const tops = topsOf(nodes).filter(({ kind, path }) => kind !== "kustomization" || joining.has(path));
  const plain = tops.filter(({ kind }) => kind === "file");
  const own = other === undefined ? NOTHING_BESIDE : besideOf(tree, all);
  const beside = other && joinedBeside({ ...own, read: new Set([...own.read, ...linked(tree, plain, all)]) }, other);
  const found = [
    ...tops.filter(({ kind }) => kind !== "file").map((node) => ({ path: node.path, nodes: [node] })),
    ...groupsOf(plain, { kustomizations: collected.kustomizations, apart, beside, ...named }),
  ];
  return { groups: found, own };
}

/** Links to files in folders of kustomizations: what is in those is theirs. */
function linked(tree: Tree, files: readonly Node[], all: readonly Kustomization[]): readonly string[] {
  const folders = new Set(all.map(({ directory }) => directory));
  return files
    .map(({ path }) => path)
    .filter((path) => {
      const real = tree.real(path);
      return real !== undefined && real !== path && withAncestors(parentOf(real)).some((folder) => folders.has(folder));
    });
}

function fileNodes(workspace: Workspace, named: readonly string[], met: readonly string[]): readonly Node[] {
  const asked = new Set(named);
  return [...new Set([...named, ...met])].sort(byCodeUnit).flatMap((path) => {
    const contents = asked.has(path) ? namedContents(workspace, path) : fileContents(workspace, path);
    // A file of which nothing could be read still has objects: they must not look as if they were gone.
    const isNone = contents.resources.length === 0 && isWhole(contents);
    return isNone ? [] : [nodeOf(workspace, "file", path, contents)];
  });
}

/** Whoever names a file means that it holds something. */
function namedContents(workspace: Workspace, path: string): Contents {
  const { findings } = workspace;
  const before = findings.problems.length;
  const contents = fileContents(workspace, path, true);
  if (contents.resources.length === 0 && findings.problems.length === before) findings.problem(noObject(path));
  return contents;
}

/** Charts that no object installs. */
function chartNodes(workspace: Workspace, directories: readonly string[]): readonly Node[] {
  return directories.flatMap((directory) => {
    const chart = readChart(workspace, directory);
    if (chart === undefined) return [];
    if (!chart.needsHelm) return [nodeOf(workspace, "chart", directory, chart)];
    noteLoneChart(workspace, directory);
    return [];
  });
}
