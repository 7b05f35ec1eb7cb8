/** Makes environments of what belongs together: one, or one for each cluster that its objects go to. */
import type { Applier, Resource } from "../model/applied.ts";
import { environmentOf } from "./environment.ts";
import type { IncompleteEnvironment } from "./found.ts";
import type { Group } from "./groups.ts";
import type { Handing } from "./handing.ts";
import { isOfEngine } from "./handover.ts";
import { coversOf } from "./node.ts";

/** `missing` is empty where everything of it could be read. */
export function compose(name: string, { nodes }: Group): readonly IncompleteEnvironment[] {
  const own = nodes.flatMap(({ contents }) => contents.resources);
  const followed = nodes.flatMap((node) => node.handings);
  const missing = [...nodes.map(({ contents }) => contents), ...followed].flatMap((part) => part.missing);
  const plain = ownApplier(nodes, own, followed);
  const clusters = new Set(followed.filter(({ applier }) => !carries(applier)).map(({ cluster }) => cluster));
  if (plain.length > 0) clusters.add("");
  if (own.length === 0) return missing.length === 0 ? [] : [{ ...environmentOf(name, [], []), missing }];
  if (clusters.size < 2) {
    return [{ ...environmentOf(name, [...plain, ...followed.map(({ applier }) => applier)], own), missing }];
  }
  return [...clusters].map((cluster) => {
    const here = followed.filter(({ applier, cluster: to }) => to === cluster || carries(applier));
    const appliers = [...(cluster === "" ? plain : []), ...here.map(({ applier }) => applier)];
    const others = cluster === "" ? own : [];
    const told = cluster === "" ? name : `${name} on ${cluster}`;
    return { ...environmentOf(told, appliers, others), missing };
  });
}

/** True of one that applies nothing but objects of the engines, which lead further. */
function carries({ resources }: Applier): boolean {
  return resources.every(isOfEngine);
}

/** Objects that none of those found applies, except where they only lead to others. */
function ownApplier(nodes: Group["nodes"], own: readonly Resource[], followed: readonly Handing[]): readonly Applier[] {
  const covered = new Set(nodes.flatMap(coversOf));
  const isApplied = nodes.every(({ path }) => covered.has(path));
  if (isApplied || (followed.length > 0 && own.every(isOfEngine))) return [];
  return [{ kind: "none", by: undefined, resources: own }];
}
