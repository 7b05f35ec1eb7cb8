/** What an engine gets and gives: rendered stages in, the files that hand a cluster over to it out. */
import type { StageName } from "../certctl/stages.ts";
import type { Environment } from "../model/environment.ts";
import type { Manifest } from "../model/manifest.ts";
import type { TreeFile } from "../model/tree.ts";

export interface RenderedStage {
  readonly name: StageName;
  readonly namespace: string;
  readonly manifests: readonly Manifest[];
}

export interface Rendered {
  readonly env: Environment;
  /** In the order of the stage table. */
  readonly stages: readonly RenderedStage[];
}

export type Engine = (rendered: Rendered) => Map<string, TreeFile>;

/** The name of every wrapping object: it contains the cluster's, so that many clusters share one engine. */
export function wrappingName(env: Environment, part = ""): string {
  return part === "" ? `certctl-${env.name}` : `certctl-${env.name}-${part}`;
}

/** A path below the output folder, as it is in the repository. */
export function repositoryPath(env: Environment, path: string): string {
  return env.git.path === "" ? path : `${env.git.path}/${path}`;
}
