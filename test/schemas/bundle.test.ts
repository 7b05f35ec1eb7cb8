/** Every object that `gen` writes is one that its schema takes. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { readTree } from "../../src/files/read-tree.ts";
import { buildKustomization, createBuildCache, treeSource } from "../../src/kustomize/build.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import { checkManifest } from "../../src/schemas/check.ts";
import { made, VARIANTS } from "../support/bundle.ts";
import { shippedSchemas } from "../support/kinds.ts";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const schemas = shippedSchemas();

function problems(manifests: readonly Manifest[]): string[] {
  return manifests.flatMap((manifest) => {
    const schema = schemas.find(manifest.apiVersion, manifest.kind);
    if (schema === undefined) return [`no schema of ${manifest.apiVersion} ${manifest.kind}`];
    return checkManifest(manifest, schema).map(
      ({ message }) => `${manifest.kind} ${manifest.metadata.name}: ${message}`,
    );
  });
}

/** Objects of files below a folder; a kustomization.yaml has none, and neither has a chart before it is rendered. */
function written(folder: string): Manifest[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml") && !/kustomization\.yaml$|charts/.test(file))
    .flatMap((file) => parseAllDocuments(readFileSync(join(ROOT, folder, file), "utf8")))
    .map((document) => document.toJS() as Manifest);
}

describe("the example fleet", () => {
  const source = treeSource(readTree(join(ROOT, "out"), { rule: "test" }));
  const cache = createBuildCache();
  it.each(readdirSync(join(ROOT, "out/clusters")))("cluster %s", (cluster) => {
    const manifests = buildKustomization(source, `clusters/${cluster}`, cache);
    expect(manifests.length).toBeGreaterThan(10);
    expect(problems(manifests)).toEqual([]);
  });
  it.each(["out/argocd", "out/flux"])("%s", (folder) => {
    const manifests = written(folder);
    expect(manifests.length).toBeGreaterThan(5);
    expect(problems(manifests)).toEqual([]);
  });
});

describe("a bundle", () => {
  it.each(Object.entries(VARIANTS))("%s", async (_name, settings) => {
    const { objects } = await made(settings);
    expect(problems(objects.map(({ manifest }) => manifest))).toEqual([]);
  });
});
