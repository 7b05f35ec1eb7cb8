/** Takes groups of plain files apart: each Application of Argo CD is an environment of its own, with all that it leads to. */
import type { Resource } from "../model/applied.ts";
import { formatId } from "../model/manifest.ts";
import type { Applications } from "./applications.ts";
import { isWhole } from "./contents.ts";
import type { Group } from "./groups.ts";
import { isApplication } from "./handover.ts";
import { coversOf, type Node, nodeOf } from "./node.ts";
import type { Workspace } from "./workspace.ts";

/** `known` is another state of the tree: what it has apart is so here, whatever it names, and what it has joined stays. */
export function byApplication(
  workspace: Workspace,
  groups: readonly Group[],
  known: Applications,
): Applications & { readonly groups: readonly Group[] } {
  const apart = new Set<string>();
  const others = new Set<string>();
  const joined = new Set<string>();
  const parted = groups.flatMap((group) => {
    if (group.nodes.some(({ kind }) => kind !== "file")) {
      for (const id of handingIds(group)) joined.add(id);
      return [group];
    }
    const own = new Map<string, Group>();
    for (const { resource, node } of applicationsOf(group)) {
      const id = formatId(resource.id);
      if (known.joined.has(id)) continue;
      if (!known.apart.has(id) && !isFollowed(node, id)) others.add(id);
      else own.set(id, alone(workspace, group, node, resource));
    }
    for (const id of own.keys()) apart.add(id);
    if (own.size === 0) return [group];
    const rest = restOf(workspace, group, own);
    return [...own.values(), ...(rest.nodes.length === 0 ? [] : [rest])];
  });
  return { groups: parted, apart, others, joined };
}

function handingIds({ nodes }: Group): readonly string[] {
  return nodes.flatMap(({ handings }) => handings.map(({ applier: { by } }) => formatId(by.id)));
}

function applicationsOf({ nodes }: Group): readonly { readonly resource: Resource; readonly node: Node }[] {
  return nodes.flatMap((node) =>
    node.contents.resources.flatMap((resource) => (isApplication(resource) ? [{ resource, node }] : [])),
  );
}

function isFollowed({ handings }: Node, id: string): boolean {
  return handings.some(({ applier: { by }, covers }) => covers.length > 0 && formatId(by.id) === id);
}

function alone(workspace: Workspace, { path }: Group, file: Node, resource: Resource): Group {
  // Most files hold one Application, which has been followed.
  const isOnly = file.contents.resources.length === 1 && isWhole(file.contents);
  const node = isOnly ? file : nodeOf(workspace, "file", file.path, { resources: [resource], missing: [] });
  return { path, nodes: [node], application: resource.id };
}

/** What one of the Applications applies is in its environment. */
function restOf(workspace: Workspace, group: Group, own: ReadonlyMap<string, Group>): Group {
  const covered = new Set([...own.values()].flatMap(({ nodes }) => nodes.flatMap(coversOf)));
  const nodes = group.nodes.flatMap((node) => {
    const { resources, missing } = node.contents;
    const left = resources.filter((resource) => !isApplication(resource) || !own.has(formatId(resource.id)));
    if (covered.has(node.path) || (left.length === 0 && isWhole(node.contents))) return [];
    const isAll = left.length === resources.length;
    return isAll ? [node] : [nodeOf(workspace, "file", node.path, { resources: left, missing })];
  });
  return { ...group, nodes };
}
