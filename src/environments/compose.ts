/** Makes environments of what belongs together: one, or one for each cluster that its objects go to. */
import type { AppliedEnvironment, Applier, Resource } from "../model/applied.ts";
import { environmentOf } from "./environment.ts";
import type { Group } from "./groups.ts";
import type { Handing } from "./handing.ts";
import { isOfEngine } from "./handover.ts";
import { coversOf } from "./node.ts";

export interface Composed {
  readonly environment: AppliedEnvironment;
  readonly isWhole: boolean;
}

export function compose(name: string, { nodes }: Group): readonly Composed[] {
  const own = nodes.flatMap(({ contents }) => contents.resources);
  const followed = nodes.flatMap((node) => node.handings);
  const isWhole = nodes.every(({ contents }) => contents.isWhole) && followed.every((handing) => handing.isWhole);
  const plain = ownApplier(nodes, own, followed);
  const clusters = new Set(followed.filter(({ applier }) => !carries(applier)).map(({ cluster }) => cluster));
  if (plain.length > 0) clusters.add("");
  if (own.length === 0) return isWhole ? [] : [{ environment: environmentOf(name, [], []), isWhole }];
  if (clusters.size < 2) {
    return [{ environment: environmentOf(name, [...plain, ...followed.map(({ applier }) => applier)], own), isWhole }];
  }
  return [...clusters].map((cluster) => {
    const here = followed.filter(({ applier, cluster: to }) => to === cluster || carries(applier));
    const appliers = [...(cluster === "" ? plain : []), ...here.map(({ applier }) => applier)];
    const others = cluster === "" ? own : [];
    const told = cluster === "" ? name : `${name} on ${cluster}`;
    return { environment: environmentOf(told, appliers, others), isWhole };
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
