/** Builds with the program's own renderer, from the files on the disk. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { STAGE_NAMES, type StageName } from "../../src/certctl/stages.ts";
import { readTree } from "../../src/files/read-tree.ts";
import { buildKustomization, createBuildCache, treeSource } from "../../src/kustomize/build.ts";
import type { Manifest } from "../../src/model/manifest.ts";

export type Render = (directory: string) => readonly Manifest[];

/** A renderer of directories relative to the repository. */
export function renderer(repository: string): Render {
  const source = treeSource(readTree(repository, { rule: "test" }));
  const cache = createBuildCache();
  return (directory) => buildKustomization(source, directory, cache);
}

/** The stages that a cluster has, in the order of the table. */
export function stagesOf(repository: string, cluster: string, out = "out"): StageName[] {
  return STAGE_NAMES.filter((stage) => existsSync(join(repository, out, "clusters", cluster, stage)));
}
