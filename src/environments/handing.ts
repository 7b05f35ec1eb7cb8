/** Follows what objects hand over, from the objects of one environment to all that they lead to. */

import { isOfClusterOnly } from "../k8s/scope.ts";
import { isClusterScoped } from "../kustomize/resources/scope.ts";
import type { Applier, Resource } from "../model/applied.ts";
import { formatId } from "../model/manifest.ts";
import type { Chart } from "./chart.ts";
import type { Contents, Missing } from "./contents.ts";
import type { Handover } from "./handover.ts";
import { handoverOf } from "./handover.ts";
import { noteSet } from "./notes.ts";
import { inNamespace } from "./resource.ts";
import { handed } from "./sources.ts";
import type { Workspace } from "./workspace.ts";

export interface Handing {
  readonly applier: Applier & { readonly by: Resource };
  /** The cluster that it applies to; empty for the one that the first objects are in. */
  readonly cluster: string;
  readonly covers: readonly string[];
  readonly charts: readonly Chart[];
  readonly missing: readonly Missing[];
}

/** In the order in which they are met. One that hands over itself, or what it came from, is met once. */
export function handings(workspace: Workspace, contents: Contents): readonly Handing[] {
  const found: Handing[] = [];
  const known = new Set<string>();
  const queue = contents.resources.map((resource) => ({ resource, cluster: "" }));
  for (const { resource, cluster } of queue) {
    const handover = handoverOf(resource);
    if (resource.id.group === "argoproj.io" && resource.id.kind === "ApplicationSet") noteSet(workspace, resource);
    const key = JSON.stringify([formatId(resource.id), cluster]);
    if (handover === undefined || known.has(key)) continue;
    known.add(key);
    const handing = follow(workspace, handover, handover.cluster || cluster);
    found.push(handing);
    queue.push(...handing.applier.resources.map((one) => ({ resource: one, cluster: handing.cluster })));
  }
  return found;
}

function follow(workspace: Workspace, handover: Handover, cluster: string): Handing {
  const { kind, by, sources } = handover;
  const parts = sources.map((source) => handed(workspace, handover, source));
  const resources = parts.flatMap((part) => part.resources).map((resource) => placed(resource, handover));
  const charts = parts.flatMap(({ chart }) => chart ?? []);
  const [chart] = charts;
  const [unknown] = parts.flatMap((part) => part.unknown ?? []);
  const applier = {
    kind,
    by,
    resources,
    ...(chart === undefined ? {} : { chartVersion: chart.version }),
    ...(unknown === undefined ? {} : { unknown }),
  };
  // The same part of another namespace or cluster has other objects.
  const missing = parts
    .flatMap((part) => part.missing)
    .map((one) => ({ ...one, part: JSON.stringify([one.part, handover.namespace, cluster]) }));
  return { applier, cluster, covers: parts.flatMap((part) => part.covers), charts, missing };
}

/** The engines put objects without a namespace into the one that the handing object names. */
function placed(resource: Resource, { by, namespace, namespacePath }: Handover): Resource {
  const { apiVersion, kind } = resource.manifest;
  if (namespace === "" || resource.id.namespace !== "") return resource;
  if (isClusterScoped(apiVersion, kind) || isOfClusterOnly(apiVersion, kind)) return resource;
  return inNamespace(resource, namespace, () => by.placeOf(namespacePath));
}
