/** Writes the kustomizations of a cluster: `clusters/<name>/<stage>/` and the one that joins them. */

import { inStage, KEPT } from "../certctl/annotations.ts";
import type { StageName } from "../certctl/stages.ts";
import { KUSTOMIZATION } from "../k8s/kustomization.ts";
import { yamlFile } from "../k8s/yaml-write.ts";
import type { Environment } from "../model/environment.ts";
import type { JsonObject, JsonValue } from "../model/json.ts";
import type { TreeFile } from "../model/tree.ts";
import type { ClusterPatch, ImageOverride } from "./contribution.ts";
import { type ClusterStage, clusterStages } from "./stages.ts";

/** The files of one cluster, below `clusters/`. */
export function clusterTree(
  env: Environment,
  stages: readonly ClusterStage[] = clusterStages(env),
): Map<string, TreeFile> {
  const root = `clusters/${env.name}`;
  const joined = { ...KUSTOMIZATION, resources: stages.map((s) => s.name) };
  const tree = new Map([[`${root}/kustomization.yaml`, yamlFile([joined])]]);
  for (const stage of stages) {
    const folder = `${root}/${stage.name}`;
    // What a kustomization picks as a component comes before its own patches and images: to be the last word, the
    // user's stands in a kustomization around the bundle's.
    const bundled = stage.own === "" ? folder : `${folder}/bundle`;
    if (hasBundle(stage)) for (const [path, file] of stageTree(env, stage, bundled)) tree.set(path, file);
    if (stage.own !== "") for (const [path, file] of ownTree(env, stage, folder)) tree.set(path, file);
  }
  return tree;
}

/** A stage may be there for the user's own objects alone. */
function hasBundle(stage: ClusterStage): boolean {
  return stage.own === "" || stage.from !== "" || stage.contributions.length > 0;
}

function stageTree(env: Environment, stage: ClusterStage, folder: string): Map<string, TreeFile> {
  const patches = stagePatches(env, stage);
  const up = "../".repeat(folder.split("/").length);
  return filesOf(folder, kustomization(env, stage, patches, up), patches);
}

function ownTree(env: Environment, stage: ClusterStage, folder: string): Map<string, TreeFile> {
  const patches = [...ownPatches(stage.name)];
  const fields: Record<string, JsonValue> = { ...KUSTOMIZATION, namespace: stage.namespace };
  if (hasBundle(stage)) fields.resources = ["bundle"];
  fields.components = [ownPath(env, stage.own)];
  fields.patches = patches.map(patchEntry);
  return filesOf(folder, fields, patches);
}

function filesOf(folder: string, fields: JsonObject, patches: readonly ClusterPatch[]): Map<string, TreeFile> {
  const tree = new Map([[`${folder}/kustomization.yaml`, yamlFile([fields])]]);
  for (const patch of patches) {
    const path = `${folder}/${patch.file}`;
    if (tree.has(path)) throw new Error(`two concerns write ${path}`);
    tree.set(path, patchFile(patch));
  }
  return tree;
}

function patchEntry({ file, target }: ClusterPatch): JsonObject {
  return target === undefined ? { path: file } : { path: file, target };
}

function patchFile(patch: ClusterPatch): TreeFile {
  // A JSON patch is one document, a list; strategic merge patches are documents.
  const isJsonPatch = patch.body.every((part) => "op" in part);
  return isJsonPatch ? yamlFile([patch.body], patch.why) : yamlFile(patch.body, patch.why);
}

function kustomization(
  env: Environment,
  stage: ClusterStage,
  patches: readonly ClusterPatch[],
  up: string,
): JsonObject {
  const picked = stage.contributions.flatMap((c) => (c.component === undefined ? [] : [c.component]));
  const images = stage.contributions.flatMap((c) => c.images ?? []);
  const replicas = stage.contributions.flatMap((c) => (c.replicas === undefined ? [] : [c.replicas]));
  const fields: Record<string, JsonValue> = { ...KUSTOMIZATION, namespace: stage.namespace };
  if (stage.from !== "") fields.resources = [up + stage.from];
  if (picked.length > 0) fields.components = picked.map((name) => `${up}components/${name}/${stage.name}`);
  if (images.length > 0) fields.images = images.map((image: ImageOverride): JsonObject => ({ ...image }));
  if (replicas.length > 0) fields.replicas = replicas;
  if (Object.keys(env.labels).length > 0) fields.labels = [{ pairs: env.labels }];
  if (patches.length > 0) fields.patches = patches.map(patchEntry);
  return fields;
}

/** From `clusters/<name>/<stage>` of the output folder up to the repository's root and down again. */
function ownPath(env: Environment, directory: string): string {
  const depth = 3 + env.git.path.split("/").filter((part) => part !== "").length;
  return "../".repeat(depth) + directory;
}

function stagePatches(env: Environment, stage: ClusterStage): ClusterPatch[] {
  const patches = stage.contributions.flatMap((c) => (c.patch === undefined ? [] : [c.patch]));
  if (Object.keys(env.labels).length > 0) patches.push(podLabels(env));
  if (Object.keys(env.annotations).length > 0) {
    patches.push(
      forAll("annotations.yaml", "What this cluster writes on every object.", { kind: ".*" }, env.annotations),
    );
  }
  return patches;
}

/**
 * kustomize's `includeTemplates` would label the templates of volume claims too, which can't be changed once a
 * StatefulSet exists: the first new label would stop every later sync.
 */
function podLabels(env: Environment): ClusterPatch {
  const spec = { template: { metadata: { labels: env.labels } } };
  const body = [{ apiVersion: "v1", kind: "Any", metadata: { name: "any" }, spec }];
  const target = { kind: "Deployment|StatefulSet|DaemonSet|Job" };
  return { file: "pod-labels.yaml", why: "What this cluster labels its pods with.", body, target };
}

/** What the user's own objects lack: a wave, which would be the server's, and the protection of what holds data. */
function ownPatches(stage: StageName): ClusterPatch[] {
  return [
    forAll(
      "own-wave.yaml",
      "Objects of your own without a wave belong to this stage.",
      { annotationSelector: "!argocd.argoproj.io/sync-wave" },
      inStage(stage),
    ),
    forAll(
      "own-secrets.yaml",
      "Secrets and claims of your own are never deleted by an engine.",
      { kind: "Secret|SealedSecret|PersistentVolumeClaim" },
      KEPT,
    ),
  ];
}

function forAll(file: string, why: string, target: JsonObject, annotations: JsonObject): ClusterPatch {
  // kustomize wants a kind and a name in every patch; with a target it reads neither.
  const body = [{ apiVersion: "v1", kind: "Any", metadata: { name: "any", annotations } }];
  return { file, why, body, target };
}
