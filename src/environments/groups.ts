/** Which plain files are one environment together, and which are one each. */
import type { ResourceId } from "../model/manifest.ts";
import type { Arguments } from "./arguments.ts";
import { type Beside, NOTHING_BESIDE } from "./beside.ts";
import type { Node } from "./node.ts";
import { commonFolder, isBelow, join, parentOf, withAncestors } from "./paths.ts";
import { keyOf } from "./resource.ts";

export interface Group {
  /** The folder of the files, or the only file. */
  readonly path: string;
  readonly nodes: readonly Node[];
  /** Where it holds one Application of those files, and what that leads to. */
  readonly application?: ResourceId;
}

interface Around extends Arguments {
  readonly kustomizations: readonly string[];
  /** Files and folders that are groups of their own, whatever is in them. */
  readonly apart: ReadonlySet<string>;
  /** Given where all files beside kustomizations count; undefined: only those that hand over something. */
  readonly beside: Beside | undefined;
}

/**
 * The files of a folder are one group with those of the folders below, up to the topmost folder that holds no
 * kustomization. Beside kustomizations, only files that hand over something count, or all that no kustomization reads.
 * Files that a person named are one.
 */
export function groupsOf(nodes: readonly Node[], { folders, files, kustomizations, apart, beside }: Around): Group[] {
  const { above, read } = beside ?? NOTHING_BESIDE;
  const mixed = new Set([...kustomizations.flatMap(withAncestors), ...above]);
  const isLeft = ({ path }: Node): boolean => beside === undefined || read.has(path);
  const named = new Set(files);
  const asked = nodes.filter(({ path }) => named.has(path));
  const byFolder = new Map<string, Node[]>();
  const filed = new Set(nodes.map(({ path }) => path));
  for (const met of nodes) {
    const own = parentOf(met.path);
    const isAlone = mixed.has(own) && met.handings.length === 0;
    if (named.has(met.path) || (isAlone && isLeft(met))) continue;
    const node = isAlone ? withoutFragments(met) : met;
    const around = withAncestors(own).filter((folder) => folders.some((top) => isBelow(folder, top)));
    const end = around.findIndex((folder) => mixed.has(folder));
    const top = (end < 0 ? around : around.slice(0, end)).at(-1) ?? own;
    const group = byFolder.get(top) ?? [];
    if (group.length === 0) byFolder.set(top, group);
    group.push(node);
  }
  // Files in a folder with kustomizations below it are no group with what is in other folders.
  const holdsOne = new Set(
    [...apart].flatMap((path) =>
      withAncestors(path)
        .slice(1)
        .filter((folder, index) => !mixed.has(folder) || (index === 0 && filed.has(path))),
    ),
  );
  const parted = [...byFolder].flatMap(([folder, inside]) => split({ path: folder, nodes: inside }, holdsOne));
  return [...together(asked), ...parted];
}

/** The parts of a patch and the like that are no objects keep nothing from being read. */
function withoutFragments(node: Node): Node {
  const missing = node.contents.missing.filter(({ problems }) => problems.some(({ rule }) => rule !== "not-an-object"));
  return { ...node, contents: { ...node.contents, missing } };
}

/** A group of one file is known by that. */
function together(nodes: readonly Node[]): Group[] {
  if (nodes.length === 0) return [];
  const path = commonFolder(nodes.map((node) => parentOf(node.path)));
  return split({ path, nodes }).map((group) => {
    const [only] = group.nodes;
    return group.nodes.length > 1 || only === undefined ? group : { path: only.path, nodes: [only] };
  });
}

/**
 * Where the same object stands in two files, each part of the folder is a group: a file, or a folder below. So it is
 * in the folders that `holdsOne` names.
 */
function split(group: Group, holdsOne: ReadonlySet<string> = new Set()): Group[] {
  const parts = new Map<string, Node[]>();
  for (const node of group.nodes) {
    const part = partOf(group.path, node.path);
    const nodes = parts.get(part) ?? [];
    if (nodes.length === 0) parts.set(part, nodes);
    nodes.push(node);
  }
  const isParted = holdsOne.has(group.path);
  if (parts.size > 1 && !isParted && !repeats(group.nodes)) return [group];
  const below = [...parts].flatMap(([path, nodes]) =>
    path === group.path ? [group] : split({ path, nodes }, holdsOne),
  );
  return parts.size === 1 && below.length === 1 && !isParted ? [group] : below;
}

/** The file, or the folder that it is in, right below a folder. */
function partOf(folder: string, file: string): string {
  if (file === folder) return file;
  const [step = ""] = file.slice(folder === "" ? 0 : folder.length + 1).split("/");
  return join(folder, step);
}

/** True where two files hold the same object; one that holds it twice is wrong by itself. */
function repeats(files: readonly Node[]): boolean {
  const known = new Map<string, Node>();
  for (const file of files) {
    for (const resource of file.contents.resources) {
      const key = keyOf(resource);
      if (key === undefined) continue;
      if ((known.get(key) ?? file) !== file) return true;
      known.set(key, file);
    }
  }
  return false;
}
