/** How a person knows an environment: by its folder or file, seen from where the search began, and by its Application. */
import type { Group } from "./groups.ts";
import { coversOf } from "./node.ts";
import { commonFolder, isBelow, nameOf } from "./paths.ts";

/** `folders` are those that were searched. */
export function groupName(group: Group, folders: readonly string[]): string {
  const name = folderName(group, folders);
  return group.application === undefined ? name : `${name}/${group.application.name}`;
}

function folderName(group: Group, folders: readonly string[]): string {
  const path = widest(group);
  const top = commonFolder(folders);
  if (path === top) return nameOf(path) || ".";
  return top !== "" && isBelow(path, top) ? path.slice(top.length + 1) : path;
}

/** What applies a folder around itself is known by that: Flux's own files stand below the folder of their cluster. */
function widest({ path, nodes }: Group): string {
  const around = nodes.flatMap(coversOf).filter((cover) => cover !== "" && isBelow(path, cover));
  return around.reduce((best, cover) => (cover.length < best.length ? cover : best), path);
}

export interface Named {
  readonly name: string;
  readonly group: Group;
}

export function namedGroups(groups: readonly Group[], folders: readonly string[]): readonly Named[] {
  return groups.map((group) => ({ group, name: groupName(group, folders) }));
}

/**
 * The same, with no name twice: an Application is known with its namespace then, and plain files whose folder's name
 * another environment has each by themselves.
 */
export function distinct(named: readonly Named[], folders: readonly string[]): readonly Named[] {
  const withNamespaces = eachTaken(named, ({ group, name }) => {
    const { application } = group;
    if (application === undefined) return [{ group, name }];
    return [{ group, name: `${folderName(group, folders)}/${application.namespace}/${application.name}` }];
  });
  return eachTaken(withNamespaces, ({ group, name }) => {
    const isPlain = group.application === undefined && group.nodes.every(({ kind }) => kind === "file");
    if (!isPlain) return [{ group, name }];
    return namedGroups(
      group.nodes.map((node) => ({ path: node.path, nodes: [node] })),
      folders,
    );
  });
}

function eachTaken(named: readonly Named[], change: (one: Named) => readonly Named[]): readonly Named[] {
  const counts = new Map<string, number>();
  for (const { name } of named) counts.set(name, (counts.get(name) ?? 0) + 1);
  return named.flatMap((one) => ((counts.get(one.name) ?? 0) > 1 ? change(one) : [one]));
}
