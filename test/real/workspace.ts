/** A repository in a temporary folder with a fleet file, as a user would have it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "../../src/model/json.ts";
import { accepted, type Cell, DEFAULT_PLACES, GROUPS, type Group, type Places } from "./matrix.ts";
import { writeOwnComponents } from "./own.ts";
import { certctlGitops } from "./process.ts";

const made: string[] = [];

/** A folder with the fleet file of these clusters and the users' own Components. */
export function repository(cells: readonly Cell[], defaults: JsonObject = {}, path = "out"): string {
  const root = mkdtempSync(join(tmpdir(), "certctl-gitops-real-"));
  made.push(root);
  writeOwnComponents(root);
  const fleet = {
    apiVersion: "certctl-gitops/v1alpha1",
    kind: "Fleet",
    git: { url: "https://github.com/acme/gitops.git", path },
    defaults,
    clusters: cells.map(({ name, settings }) => ({ name, ...settings })),
  };
  // JSON is YAML; a line for each setting gives problems a place.
  writeFileSync(join(root, "certctl-gitops.yaml"), `${JSON.stringify(fleet, null, 2)}\n`);
  return root;
}

/** Writes the bundle; throws with what the program said where it does not end well. */
export async function generate(cells: readonly Cell[], defaults: JsonObject = {}, path = "out"): Promise<string> {
  const root = repository(cells, defaults, path);
  for (const check of [[], ["--check"]]) {
    const { code, stdout, stderr } = await certctlGitops(["gen", "--out", path, ...check], root);
    if (code !== 0) throw new Error(`gen ${check.join(" ")} ended with ${code}\n${stderr}${stdout}`);
  }
  return root;
}

/** The bundles of all groups, by group. */
export async function generateGroups(places: Places = DEFAULT_PLACES): Promise<Record<Group, string>> {
  const defaults =
    places === DEFAULT_PLACES
      ? {}
      : { namespace: { name: places.server }, argocd: { namespace: places.argocd }, flux: { namespace: places.flux } };
  const roots: [Group, string][] = [];
  for (const group of GROUPS) roots.push([group, await generate(accepted(group, places), defaults)]);
  return Object.fromEntries(roots) as Record<Group, string>;
}

/** Removes every folder that this module made. */
export function removeRepositories(): void {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
}
