/** The charts of the HelmRelease delivery: rendered manifests as templates, so what is reviewed is what is installed. */
import { createHash } from "node:crypto";
import { CHART_NAMES, type ChartName, stage } from "../certctl/stages.ts";
import { writeYaml, yamlFile } from "../k8s/yaml-write.ts";
import type { JsonObject } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import type { TreeFile } from "../model/tree.ts";
import type { Rendered, RenderedStage } from "./engine.ts";

export interface Chart {
  readonly name: ChartName;
  readonly version: string;
  readonly stages: readonly RenderedStage[];
  /** The file of values, none of them, that only this content of the chart has: see valuesFile. */
  readonly valuesFile: string;
  /** The chart's files, relative to its folder. */
  readonly files: ReadonlyMap<string, TreeFile>;
}

/** The charts that this cluster has, in the order in which they are installed. */
export function charts({ stages }: Rendered): Chart[] {
  return CHART_NAMES.map((name) => ({ name, stages: stages.filter((s) => stage(s.name).chart === name) }))
    .filter((chart) => chart.stages.some((s) => s.manifests.length > 0))
    .map(({ name, stages: inChart }) => {
      const templates = templatesOf(inChart);
      const hash = contentHash(templates);
      const version = `0.1.0-h${hash}`;
      const valuesFile = `values-${hash}.yaml`;
      const meta = {
        apiVersion: "v2",
        name: `certctl-${name}`,
        description: about(inChart),
        type: "application",
        version,
      };
      const files = new Map([
        ["Chart.yaml", yamlFile([meta])],
        ...templates,
        [valuesFile, VALUES],
        // Flux puts values files into this one, and refuses a chart that has none.
        ["values.yaml", NO_VALUES],
      ]);
      return { name, version, valuesFile, stages: inChart, files };
    });
}

const NO_VALUES: TreeFile = { text: "{}\n" };

/**
 * Flux reads a new commit's charts before it applies that commit's HelmReleases, and a release of the commit before would
 * be upgraded to the new chart at once, whatever the new one waits for. So each release names a file of its chart that
 * is there with this content only: where the chart is newer than the release, it can't be built, and waits.
 */
const VALUES: TreeFile = {
  text: "# No values. The HelmRelease names this file, which comes and goes with the chart's content: so a release is never\n# upgraded to a chart that is newer than itself.\n{}\n",
};

function about(stages: readonly RenderedStage[]): string {
  return `The manifests of ${stages.map((s) => s.name).join(", ")}, as kustomize renders them`;
}

function templatesOf(stages: readonly RenderedStage[]): Map<string, TreeFile> {
  const files = new Map<string, TreeFile>();
  for (const rendered of stages) {
    for (const manifest of rendered.manifests) {
      const path = `templates/${fileName(manifest)}`;
      if (files.has(path)) throw new Error(`two objects of one chart want ${path}`);
      files.set(path, { text: escapeTemplate(writeYaml(forHelm(rendered, manifest))) });
    }
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `certctl/deployment-certctl-server.yaml` has its namespace in the name: one chart may hold two. */
function fileName(manifest: Manifest): string {
  const { namespace, name } = manifest.metadata;
  const group = manifest.apiVersion.includes("/") ? `.${manifest.apiVersion.split("/")[0]}` : "";
  const kind = `${manifest.kind}${group}`.toLowerCase();
  const parts = [kind, namespace, name].filter((part) => part !== undefined);
  return `${parts.join("-").replaceAll(/[^a-z0-9.-]/g, "_")}.yaml`;
}

/** Helm reads `{{` anywhere in a file; written like this it gives the two characters back. */
function escapeTemplate(text: string): string {
  return text.replaceAll("{{", '{{ "{{" }}');
}

/** The other engines' annotations go, Helm's come: a Job of a hook stage runs when the table says. */
function forHelm(rendered: RenderedStage, manifest: Manifest): Manifest {
  const row = stage(rendered.name);
  const kept = Object.entries((manifest.metadata.annotations ?? {}) as JsonObject).filter(
    ([key]) => !isOtherEngines(key),
  );
  // What a hook before the manifests needs must be a hook too, and come before it; one after them finds it applied.
  const weight = manifest.kind === "Job" ? row.wave : row.wave - 1;
  const isHook = manifest.kind === "Job" || row.helmHook?.startsWith("pre-") === true;
  const hook: [string, string][] =
    row.helmHook === undefined || !isHook
      ? []
      : [
          ["helm.sh/hook", row.helmHook],
          ["helm.sh/hook-delete-policy", "before-hook-creation"],
          ["helm.sh/hook-weight", String(weight)],
        ];
  const annotations = Object.fromEntries([...kept, ...hook].sort(([a], [b]) => (a < b ? -1 : 1)));
  const { annotations: _, ...metadata } = manifest.metadata;
  const withAnnotations = Object.keys(annotations).length === 0 ? metadata : { ...metadata, annotations };
  return { ...manifest, metadata: withAnnotations as Manifest["metadata"] };
}

function isOtherEngines(annotation: string): boolean {
  return annotation.startsWith("argocd.argoproj.io/") || annotation.startsWith("kustomize.toolkit.fluxcd.io/");
}

function contentHash(files: ReadonlyMap<string, TreeFile>): string {
  const hash = createHash("sha256");
  for (const [path, file] of files) hash.update(`${path}\0${file.text}\0`);
  return hash.digest("hex").slice(0, 12);
}
