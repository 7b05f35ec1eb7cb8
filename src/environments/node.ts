/** What may be an environment or a part of one: a kustomization, a file or a chart, with all that it leads to. */
import type { Contents } from "./contents.ts";
import type { Handing } from "./handing.ts";
import { handings } from "./handing.ts";
import { withTreePlaces } from "./tree-beside-charts.ts";
import type { Workspace } from "./workspace.ts";

export interface Node {
  readonly kind: "kustomization" | "file" | "chart";
  readonly path: string;
  readonly contents: Contents;
  readonly handings: readonly Handing[];
}

export function nodeOf(workspace: Workspace, kind: Node["kind"], path: string, contents: Contents): Node {
  return { kind, path, contents, handings: withTreePlaces(workspace, handings(workspace, contents)) };
}

export function coversOf({ handings: followed }: Node): readonly string[] {
  return followed.flatMap(({ covers }) => covers);
}

/** Those that no other hands over. Of a circle, in which each is handed over by another, the first stands for all. */
export function topsOf(nodes: readonly Node[]): readonly Node[] {
  const byPath = new Map(nodes.map((node) => [node.path, node]));
  const below = (node: Node): Node[] => coversOf(node).flatMap((path) => byPath.get(path) ?? []);
  const covered = new Set(nodes.flatMap((node) => below(node).filter((other) => other !== node)));
  const reached = new Set<Node>();
  const reach = (start: Node): void => {
    const queue = [start];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      queue.push(...below(next));
    }
  };
  const tops = nodes.filter((node) => !covered.has(node));
  for (const node of tops) reach(node);
  const others = nodes.filter((node) => {
    if (reached.has(node)) return false;
    reach(node);
    return true;
  });
  return [...tops, ...others];
}
