/** Clusters of a bundle by their names, as `gen` names them. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { ioFailure } from "../files/io-failure.ts";
import { InputError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { nearName } from "../model/near-name.ts";
import { listed } from "../reports/wording.ts";

/** What hands a cluster over, by engine; its own folder where nothing does. */
const ENGINES = ["argocd", "flux"] as const;
const CLUSTERS = "clusters";
const NAMED = 10;

/**
 * Arguments with each name of a cluster replaced by its folders below `out`. What is there as a path is one; `-` and
 * whatever looks like a path stays as it is. InputError with all plain names that are neither.
 */
export function withClusters(named: readonly string[], out: string, cwd: string): readonly string[] {
  const wrong: Finding[] = [];
  const paths = named.flatMap((name) => {
    if (name === "-" || !/^[^/\\]+$/.test(name) || existsSync(resolve(cwd, name))) return [name];
    const folders = foldersOf(name, out, cwd);
    if (folders.length === 0) wrong.push(noCluster(name, out, cwd));
    return folders;
  });
  if (wrong.length > 0) throw new InputError(wrong);
  return paths;
}

function foldersOf(name: string, out: string, cwd: string): readonly string[] {
  const isThere = (path: string): boolean => isFolder(resolve(cwd, path));
  const handing = ENGINES.map((engine) => join(out, engine, name)).filter(isThere);
  return handing.length > 0 ? handing : [join(out, CLUSTERS, name)].filter(isThere);
}

function noCluster(name: string, out: string, cwd: string): Finding {
  const known = clustersIn(resolve(cwd, out));
  const near = nearName(name, known);
  const fix =
    known.length === 0
      ? `There is no bundle in ${out}: run \`certctl-gitops gen\` first, say where it is with --out, or correct the path.`
      : `${near === undefined ? "" : `Did you mean ${near}? `}The clusters in ${out} are ${listed(known, NAMED)}.`;
  const message = `there is no cluster, file or folder ${name}`;
  return { rule: "no-such-cluster", severity: "error", message, fix, at: { path: name } };
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
