/** What a component is made of, and how it becomes files: one kustomize Component for each stage that it touches. */
import { AGENT } from "../../certctl/names.ts";
import type { StageName } from "../../certctl/stages.ts";
import { COMPONENT } from "../../k8s/kustomization.ts";
import { yamlFile } from "../../k8s/yaml-write.ts";
import type { JsonObject, JsonValue } from "../../model/json.ts";
import type { Manifest } from "../../model/manifest.ts";
import type { TreeFile } from "../../model/tree.ts";

export interface Component {
  readonly name: string;
  /** One sentence: what a cluster that picks it gets. */
  readonly gives: string;
  readonly stages: Partial<Record<StageName, ComponentStage>>;
}

export interface ComponentStage {
  readonly resources?: Readonly<Record<string, Manifest>>;
  readonly patches?: Readonly<Record<string, Patch>>;
}

/** Strategic merge patches: each for the object that it names, or one for all that `target` selects. */
export type Patch = readonly JsonObject[] | { readonly target: JsonObject; readonly patch: JsonObject };

/** The files of one stage of a component, below `components/`. */
export function componentTree(component: Component, stage: StageName): Map<string, TreeFile> {
  const parts = component.stages[stage];
  if (parts === undefined) throw new Error(`component ${component.name} does not touch stage ${stage}`);
  const directory = `components/${component.name}/${stage}`;
  const resources = Object.entries(parts.resources ?? {});
  const patches = Object.entries(parts.patches ?? {});
  const kustomization: Record<string, JsonValue> = { ...COMPONENT };
  if (resources.length > 0) kustomization.resources = resources.map(([file]) => file);
  if (patches.length > 0)
    kustomization.patches = patches.map(([path, patch]) =>
      "target" in patch ? { path, target: patch.target } : { path },
    );
  const tree = new Map([[`${directory}/kustomization.yaml`, yamlFile([kustomization], component.gives)]]);
  for (const [file, manifest] of resources) tree.set(`${directory}/${file}`, yamlFile([manifest]));
  for (const [file, patch] of patches) {
    tree.set(`${directory}/${file}`, yamlFile("target" in patch ? [patch.patch] : patch));
  }
  return tree;
}

/** A patch that takes an object away. */
export function remove(apiVersion: string, kind: string, name: string): JsonObject {
  return { $patch: "delete", apiVersion, kind, metadata: { name } };
}

/** A patch of the pod template of a workload. */
export function patchPod(
  kind: "Deployment" | "DaemonSet" | "StatefulSet" | "Job",
  name: string,
  spec: JsonObject,
): JsonObject {
  const apiVersion = kind === "Job" ? "batch/v1" : "apps/v1";
  return { apiVersion, kind, metadata: { name }, spec: { template: { spec } } };
}

/** Selects the agents of either kind: a patch for them must not care which one the cluster has. */
export const AGENTS: JsonObject = { kind: "DaemonSet|StatefulSet", name: AGENT };
