/** Fetches the CustomResourceDefinitions of a source: its Go module, or its git repository at the version's tag. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "../../src/model/manifest.ts";
import { isCrd } from "../../src/schemas/crd.ts";
import type { Source } from "./sources.ts";

export function definitionsOf(source: Source): Manifest[] {
  const { folder, remove } = fetched(source);
  try {
    return source.paths.flatMap((path) => yamlFiles(join(folder, path))).flatMap(definitionsIn);
  } finally {
    remove();
  }
}

interface Fetched {
  readonly folder: string;
  readonly remove: () => void;
}

function fetched({ from, version, paths }: Source): Fetched {
  if ("module" in from) {
    const printed = run("go", ["mod", "download", "-json", `${from.module}@${version}`]);
    return { folder: (JSON.parse(printed) as { Dir: string }).Dir, remove: () => {} };
  }
  const folder = mkdtempSync(join(tmpdir(), "certctl-gitops-schemas-"));
  const git = (...args: readonly string[]): string => run("git", ["-c", "advice.detachedHead=false", ...args]);
  // Only what is asked for: some repositories are large.
  const few = ["--depth", "1", "--filter", "blob:none", "--no-checkout"];
  git("clone", "--quiet", ...few, "--branch", version, from.repository, folder);
  git("-C", folder, "sparse-checkout", "set", "--no-cone", ...paths.map((path) => `/${path}`));
  git("-C", folder, "checkout", "--quiet");
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, [...args], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

function yamlFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(path, name));
}

function definitionsIn(path: string): Manifest[] {
  const documents = parseAllDocuments(readFileSync(path, "utf8")).map((document) => document.toJS() as unknown);
  return documents
    .filter((one): one is Manifest => typeof one === "object" && one !== null && "kind" in one)
    .filter(isCrd);
}
