/** Clusters of a bundle by their names, as `gen` names them. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { ioFailure } from "../files/io-failure.ts";
import { inputError } from "../model/errors.ts";
import { nearName } from "../model/near-name.ts";
import { listed } from "../reports/wording.ts";

/** What hands a cluster over, by engine; its own folder where nothing does. */
const ENGINES = ["argocd", "flux"] as const;
const CLUSTERS = "clusters";

/**
 * Arguments with each name of a cluster replaced by its folders below `out`. What is there as a path is one; `-` and
 * whatever looks like a path stays as it is. InputError for a plain name that is neither.
 */
export function withClusters(named: readonly string[], out: string, cwd: string): readonly string[] {
  return named.flatMap((name) => {
    if (name === "-" || !/^[^/\\]+$/.test(name) || existsSync(resolve(cwd, name))) return [name];
    const folders = ENGINES.map((engine) => join(out, engine, name)).filter((path) => isFolder(resolve(cwd, path)));
    if (folders.length > 0) return folders;
    const own = join(out, CLUSTERS, name);
    if (isFolder(resolve(cwd, own))) return [own];
    throw noCluster(name, out, cwd);
  });
}

function noCluster(name: string, out: string, cwd: string): Error {
  const known = clustersIn(resolve(cwd, out));
  const near = nearName(name, known);
  const fix =
    known.length === 0
      ? `There is no bundle in ${out}: run \`certctl-gitops gen\` first, say where it is with --out, or correct the path.`
      : `${near === undefined ? "" : `Did you mean ${near}? `}The clusters in ${out} are ${listed(known, 10)}.`;
  return inputError("no-such-cluster", `there is no cluster, file or folder ${name}`, fix, { path: name });
}

function clustersIn(out: string): readonly string[] {
  const folders = [CLUSTERS, ...ENGINES].map((below) => join(out, below)).filter(isFolder);
  return [...new Set(folders.flatMap(foldersIn))].sort();
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));
  } catch (error) {
    throw ioFailure(error, "cannot read", folder);
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
