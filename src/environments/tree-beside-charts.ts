/** In a bundle that `gen` wrote, charts hold what the kustomize tree beside them builds: it is held against them. */
import type { Resource } from "../model/applied.ts";
import type { Finding } from "../model/finding.ts";
import type { Path } from "../model/json.ts";
import { formatId } from "../model/manifest.ts";
import type { Chart } from "./chart.ts";
import { isWhole } from "./contents.ts";
import type { Handing } from "./handing.ts";
import { kustomizationIn } from "./kustomizations.ts";
import { join } from "./paths.ts";
import { keyOf, resourceOf } from "./resource.ts";
import { differenceButEngines, isEngineAnnotation, sameButEngines } from "./same-object.ts";
import type { Workspace } from "./workspace.ts";
import { kustomizationContents } from "./workspace.ts";

/**
 * The same, with objects of charts placed where the kustomize tree sets their values; and with that tree covered.
 * Charts that differ from it are told.
 */
export function withTreePlaces(workspace: Workspace, followed: readonly Handing[]): readonly Handing[] {
  const trees = new Map<string, Map<string, Resource>>();
  for (const tree of new Set(followed.map((handing) => treeOf(workspace, handing)))) {
    if (tree === undefined) continue;
    const contents = kustomizationContents(workspace, tree);
    const charts = followed.filter((handing) => treeOf(workspace, handing) === tree);
    if (!isWhole(contents) || !charts.every(isWhole)) continue;
    const byKey = new Map(contents.resources.map((resource) => [keyOf(resource) ?? "", resource]));
    trees.set(tree, byKey);
    workspace.findings.problem(...differences(byKey, charts));
  }
  return followed.map((handing) => {
    const tree = treeOf(workspace, handing);
    if (tree === undefined) return handing;
    const objects = trees.get(tree);
    const resources = handing.applier.resources.map((resource) => placedInTree(resource, objects));
    return { ...handing, applier: { ...handing.applier, resources }, covers: [...handing.covers, tree] };
  });
}

/** `clusters/<name>` beside `flux/<name>/charts/<chart>`; a bundle is known by its layout. */
function treeOf({ tree }: Workspace, { applier, charts }: Handing): string | undefined {
  const [chart] = charts;
  if (applier.kind !== "helm-release" || chart === undefined || chart.needsHelm) return undefined;
  const [, top = "", name] = /^(.*?\/)??flux\/([^/]+)\/charts\/[^/]+$/.exec(chart.directory) ?? [];
  if (name === undefined) return undefined;
  const directory = join(top.replace(/\/$/, ""), `clusters/${name}`);
  return kustomizationIn(tree, directory) === undefined ? undefined : directory;
}

function placedInTree(resource: Resource, objects: ReadonlyMap<string, Resource> | undefined): Resource {
  const other = objects?.get(keyOf(resource) ?? "");
  if (other === undefined || !sameButEngines(resource.manifest, other.manifest)) return resource;
  return resourceOf(resource.manifest, (path) => (isOfChart(path) ? resource : other).placeOf(path));
}

/** Helm's annotations stand in the charts only. */
function isOfChart([first, second, key]: Path): boolean {
  return first === "metadata" && second === "annotations" && typeof key === "string" && isEngineAnnotation(key);
}

/** Objects of a chart that differs that are named. */
const MOST_NAMED = 3;

function differences(objects: ReadonlyMap<string, Resource>, charts: readonly Handing[]): Finding[] {
  const inCharts = charts.flatMap(({ applier }) => applier.resources);
  const byKey = new Map(inCharts.map((resource) => [keyOf(resource) ?? "", resource]));
  const wrong = [
    ...inCharts.flatMap((resource) => {
      const other = objects.get(keyOf(resource) ?? "");
      if (other === undefined) return [{ resource, how: "is in the charts only", path: [] }];
      const path = differenceButEngines(resource.manifest, other.manifest);
      return path === undefined ? [] : [{ resource, how: `differs at ${path.join(".")}`, path }];
    }),
    ...[...objects].flatMap(([key, resource]) =>
      byKey.has(key) ? [] : [{ resource, how: "is in none of the charts", path: [] }],
    ),
  ];
  const [first] = wrong;
  if (first === undefined) return [];
  const named = wrong.slice(0, MOST_NAMED).map(({ resource, how }) => `${formatId(resource.id)} ${how}`);
  const more = wrong.length > MOST_NAMED ? `, and ${wrong.length - MOST_NAMED} more` : "";
  const message = `Flux would install something else than the kustomize tree of the cluster builds: ${named.join(", ")}${more}`;
  const fix = "Run `certctl-gitops gen`, which writes the charts anew, and commit what it changes.";
  const chart = charts.flatMap((handing): readonly Chart[] => handing.charts)[0];
  const at = byKey.has(keyOf(first.resource) ?? "")
    ? first.resource.placeOf(first.path)
    : { file: `${chart?.directory}/Chart.yaml` };
  return [{ rule: "charts-differ", severity: "error", message, fix, at }];
}
