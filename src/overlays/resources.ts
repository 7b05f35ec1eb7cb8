/** What a workload's main container asks for and may take, where a cluster says otherwise than its profile. */
import type { Resources } from "../model/environment.ts";
import { type Contribution, replace } from "./contribution.ts";
import type { Workload } from "./workloads.ts";

/** The main container is the first of each workload of the base; the whole of its resources is replaced. */
export function resources(workload: Workload, wanted: Resources, present: Resources, whose: string): Contribution[] {
  if (same(wanted, present)) return [];
  const target = { kind: workload.kind, name: workload.name };
  const value = { requests: wanted.requests, limits: wanted.limits };
  const path = "/spec/template/spec/containers/0/resources";
  const why = `How much ${whose} asks for and may take.`;
  return [replace(workload.stage, "resources.yaml", why, target, { [path]: value })];
}

/** Equal as data, whatever the order of keys. */
function same(a: Resources, b: Resources): boolean {
  const flat = (r: Resources): string => JSON.stringify([sorted(r.requests), sorted(r.limits)]);
  return flat(a) === flat(b);
}

function sorted(map: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}
