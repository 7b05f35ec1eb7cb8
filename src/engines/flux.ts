/** Flux: the source, and HelmReleases of the cluster's charts or a Kustomization for each stage. */
import helmRelease from "../../templates/flux/helm-release.yaml.hbs";
import kustomization from "../../templates/flux/kustomization.yaml.hbs";
import source from "../../templates/flux/source.yaml.hbs";
import stageTemplate from "../../templates/flux/stage.yaml.hbs";
import sync from "../../templates/flux/sync.yaml.hbs";
import { type ChartName, STAGES, type StageName, stage } from "../certctl/stages.ts";
import type { Environment } from "../model/environment.ts";
import type { TreeFile } from "../model/tree.ts";
import { type Chart, charts } from "./charts.ts";
import { type Rendered, repositoryPath, wrappingName } from "./engine.ts";
import { fill } from "./template.ts";

/**
 * Longer than the Jobs inside may take (activeDeadlineSeconds; Helm counts for each hook and wait by itself), and no longer than that: while
 * a release waits for pods that never get ready, Flux does not look at the commit that would heal them.
 */
const CHART_TIMEOUT: Readonly<Record<ChartName, string>> = { data: "10m", server: "20m", agents: "5m", edge: "5m" };
const STAGE_TIMEOUT: Readonly<Record<StageName, string>> = {
  config: "10m",
  database: "15m",
  credentials: "10m",
  migrate: "20m",
  server: "20m",
  enroll: "10m",
  agent: "15m",
  edge: "10m",
};

/** The files below `flux/<cluster>/`. */
export function flux(rendered: Rendered): Map<string, TreeFile> {
  const { env } = rendered;
  const files = new Map<string, TreeFile>();
  if (env.flux.sourceRef.name === "") files.set("source.yaml", sourceFile(env));
  files.set("sync.yaml", syncFile(env));
  const delivered = env.flux.delivery === "helmrelease" ? helmReleases(rendered) : kustomizations(rendered);
  for (const [path, file] of delivered) files.set(path, file);
  const list = [...files.keys()].filter((path) => !path.startsWith("charts/")).sort();
  files.set("kustomization.yaml", fill(kustomization, { files: list }, "Kustomization"));
  return new Map([...files].map(([path, file]) => [`flux/${env.name}/${path}`, file]));
}

function sourceFile(env: Environment): TreeFile {
  const name = wrappingName(env);
  const { revision, url } = env.git;
  const context = {
    name,
    namespace: env.flux.namespace,
    url,
    revision,
    refKey: refKey(revision),
    secretRef: env.flux.secretRef,
  };
  return fill(source, context, "GitRepository", name);
}

/** Without it only the source would follow Git: a release would wait for the chart of a commit that is no more. */
function syncFile(env: Environment): TreeFile {
  const name = wrappingName(env);
  const path = `./${repositoryPath(env, `flux/${env.name}`)}`;
  // It acts on the cluster that Flux runs in; the account of a cluster elsewhere is none of this one's.
  const serviceAccountName = env.flux.kubeConfigSecret === "" ? env.flux.serviceAccountName : "";
  return fill(sync, { ...common(env), name, path, serviceAccountName }, "Kustomization", name);
}

function refKey(revision: string): string {
  if (/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(revision)) return "commit";
  return revision.startsWith("refs/") ? "name" : "branch";
}

function common(env: Environment): object {
  const { sourceRef, namespace, interval, kubeConfigSecret, serviceAccountName } = env.flux;
  return {
    namespace,
    interval,
    source: sourceRef.name === "" ? { name: wrappingName(env), namespace } : sourceRef,
    kubeConfigSecret,
    serviceAccountName,
    sealedSecrets: env.secrets.provider === "sealed-secrets",
  };
}

function helmReleases(rendered: Rendered): Map<string, TreeFile> {
  const { env } = rendered;
  const files = new Map<string, TreeFile>();
  const done: Chart[] = [];
  for (const chart of charts(rendered)) {
    for (const [path, file] of chart.files) files.set(`charts/${chart.name}/${path}`, file);
    files.set(`${chart.name}.yaml`, release(env, chart, awaited(chart, done)));
    done.push(chart);
  }
  return files;
}

/** The chart with the stage that the table names, else the one just before. */
function awaited({ stages }: Chart, done: readonly Chart[]): Chart | undefined {
  const named = stages.map((s) => stage(s.name).after);
  return done.find((chart) => chart.stages.some((s) => named.includes(s.name))) ?? done.at(-1);
}

function release(env: Environment, chart: Chart, before: Chart | undefined): TreeFile {
  const name = wrappingName(env, chart.name);
  // Helm keeps its record in a namespace of the cluster that it installs to; Flux's own need not exist elsewhere.
  const remote = env.flux.kubeConfigSecret !== "";
  const folder = repositoryPath(env, `flux/${env.name}/charts/${chart.name}`);
  const context = {
    ...common(env),
    name,
    holds: describe(chart.stages.map((s) => s.name)),
    timeout: CHART_TIMEOUT[chart.name],
    targetNamespace: env.namespace.name,
    storageNamespace: remote ? env.namespace.name : "",
    createNamespace: remote && env.namespace.owned && chart.name === "data",
    chart: `./${folder}`,
    valuesFile: `./${folder}/${chart.valuesFile}`,
    dependsOn: before === undefined ? false : { name: wrappingName(env, before.name), version: before.version },
    noWait: chart.stages.every((s) => stage(s.name).gate === "none"),
  };
  return fill(helmRelease, context, "HelmRelease", name);
}

function kustomizations(rendered: Rendered): Map<string, TreeFile> {
  const { env } = rendered;
  const files = new Map<string, TreeFile>();
  const done: StageName[] = [];
  for (const { name: stageName } of rendered.stages) {
    const name = wrappingName(env, stageName);
    const { after, gate } = stage(stageName);
    const before = done.find((other) => other === after) ?? done.at(-1);
    const context = {
      ...common(env),
      name,
      holds: describe([stageName]),
      timeout: STAGE_TIMEOUT[stageName],
      path: `./${repositoryPath(env, `clusters/${env.name}/${stageName}`)}`,
      wait: gate !== "none",
      dependsOn: before === undefined ? "" : wrappingName(env, before),
      decryptionSecret: env.secrets.provider === "sops" ? env.secrets.decryptionSecretName : "",
    };
    files.set(`${stageName}.yaml`, fill(stageTemplate, context, "Kustomization", name));
    done.push(stageName);
  }
  return files;
}

function describe(stages: readonly StageName[]): string {
  const rows = STAGES.filter((row) => stages.includes(row.name));
  return `${rows.map((row) => row.name).join(", ")}: ${rows.map((row) => row.holds).join("; ")}.`;
}
