/** Joins the stages of the program: environments in, the file tree of the bundle out. */
import { argocd } from "../engines/argocd.ts";
import { type Engine, type Rendered, repositoryPath } from "../engines/engine.ts";
import { flux } from "../engines/flux.ts";
import { type BuildCache, buildKustomization, createBuildCache, type Source } from "../kustomize/build.ts";
import type { EngineName, Environment } from "../model/environment.ts";
import { InputError } from "../model/errors.ts";
import { type FileTree, joinTrees, type TreeFile } from "../model/tree.ts";
import { type ClusterStage, clusterStages } from "../overlays/stages.ts";
import { clusterTree } from "../overlays/tree.ts";
import { ownObjectFindings } from "./own-objects.ts";
import { repositorySource } from "./repository.ts";
import { sharedTree } from "./shared.ts";

const ENGINES: Readonly<Record<EngineName, Engine>> = { argocd, flux };

export interface Bundle {
  /** Paths are relative to the output folder. */
  readonly tree: FileTree;
  readonly clusters: readonly Rendered[];
}

interface Cluster {
  readonly env: Environment;
  readonly stages: readonly ClusterStage[];
}

/**
 * The bundle of these environments. `own` holds the users' Components, their paths relative to the repository.
 * Throws an InputError where one of them can't be rendered.
 */
export function bundle(environments: readonly Environment[], own: FileTree): Bundle {
  const clusters = environments.map((env): Cluster => ({ env, stages: clusterStages(env) }));
  const tree = joinTrees(
    sharedTree(clusters.flatMap((c) => c.stages)),
    ...clusters.map((c) => clusterTree(c.env, c.stages)),
  );
  const source = repositorySource(tree, environments[0]?.git.path ?? "", own);
  const cache = createBuildCache();
  const rendered = clusters.map((cluster) => render(cluster, source, cache));
  const findings = rendered.flatMap((result) => ownObjectFindings(result, own));
  if (findings.length > 0) throw new InputError(findings);
  for (const result of rendered) for (const file of wrapping(result)) tree.set(...file);
  return { tree, clusters: rendered };
}

function render({ env, stages }: Cluster, source: Source, cache: BuildCache): Rendered {
  return {
    env,
    stages: stages.map(({ name, namespace }) => ({
      name,
      namespace,
      manifests: buildKustomization(source, repositoryPath(env, `clusters/${env.name}/${name}`), cache),
    })),
  };
}

function wrapping(rendered: Rendered): [string, TreeFile][] {
  return rendered.env.engines.flatMap((engine) => [...ENGINES[engine](rendered)]);
}
