/** `diff` in a temporary repository, which is also the folder that the program is started in. */
import { type Place, place, type Said } from "./cli.ts";
import { asRepository, GIT_ENVIRONMENT, type Repository } from "./repository.ts";

export interface DiffPlace extends Place, Repository {
  repository: Place["repository"];
  diff(...argv: string[]): Promise<Said>;
}

/** A folder that `git init` has not seen yet. */
export function diffFolder(): DiffPlace {
  const at = place();
  return { ...at, ...asRepository(at), diff: (...argv) => at.cliWith({ env: GIT_ENVIRONMENT }, "diff", ...argv) };
}

/** With a branch `main`, which is the default one, and the files in its first commit. */
export function diffRepository(files: Readonly<Record<string, string>> = {}): DiffPlace {
  const at = diffFolder();
  at.git("init", "-q", "-b", "main");
  writeAll(at, files);
  if (Object.keys(files).length > 0) at.commit("first");
  return at;
}

export function writeAll(at: Pick<Place, "write">, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) at.write(path, text);
}

export const configMap = (name: string, data = "a: b"): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n${data.replaceAll(/^/gm, "  ")}\n`;

/** Two clusters with one base, and a folder of plain manifests. */
export const FLEET: Readonly<Record<string, string>> = {
  "base/kustomization.yaml": "resources: [settings.yaml]\n",
  "base/settings.yaml": configMap("settings"),
  "clusters/eu/kustomization.yaml": "resources: [../../base]\nnamespace: eu\n",
  "clusters/us/kustomization.yaml": "resources: [../../base]\nnamespace: us\n",
  "plain/one.yaml": configMap("plain"),
};
