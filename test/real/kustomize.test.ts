/** The real kustomize takes every kustomization of the bundle, and stages together are the cluster. */
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Builder, kustomizations } from "./builds.ts";
import { accepted, DEFAULT_PLACES, GROUPS } from "./matrix.ts";
import { byId } from "./objects.ts";
import { options } from "./options.ts";
import { type Render, renderer, stagesOf } from "./render.ts";
import { generate, generateGroups, removeRepositories } from "./workspace.ts";

const NESTED = "deploy/certctl/bundle";
const OWN = options(DEFAULT_PLACES).filter(({ name }) => name.startsWith("own-"));

let builder: Builder;
let nested: string;
const roots = new Map<string, string>();
const renders = new Map<string, Render>();

beforeAll(async () => {
  builder = new Builder();
  for (const [group, root] of Object.entries(await generateGroups())) roots.set(group, root);
  nested = await generate(OWN, {}, NESTED);
  for (const [name, root] of [...roots, ["nested", nested] as const]) renders.set(name, renderer(root));
  const all = [...roots.values()].flatMap((root) => kustomizations(join(root, "out")));
  await builder.buildAll([...all, ...kustomizations(join(nested, NESTED))]);
});

afterAll(removeRepositories);

/** Kustomize and the program's own renderer give the same objects in the same order. */
function sameObjects(name: string, root: string, directory: string): void {
  const ours = renders.get(name)?.(relative(root, directory));
  expect(ours, directory).toEqual(builder.objects(directory));
}

function stagesAreTheCluster(root: string, out: string, cluster: string): void {
  const folder = join(root, out, "clusters", cluster);
  const stages = stagesOf(root, cluster, out).flatMap((stage) => builder.objects(join(folder, stage)));
  expect(stages.length).toBeGreaterThan(5);
  expect(byId(stages)).toEqual(byId(builder.objects(folder)));
}

describe.each(GROUPS)("%s", (group) => {
  it("takes every kustomization without a flag or a warning, and gives what our renderer gives", () => {
    const root = roots.get(group) ?? "";
    const all = kustomizations(join(root, "out"));
    expect(all.length).toBeGreaterThan(1000);
    for (const directory of all) sameObjects(group, root, directory);
  });

  it.each(accepted(group))("$name: the stages together are the cluster", ({ name }) => {
    stagesAreTheCluster(roots.get(group) ?? "", "out", name);
  });
});

describe("an output folder deep in the repository", () => {
  it.each(OWN)("$name: the same", ({ name }) => {
    for (const directory of kustomizations(join(nested, NESTED))) sameObjects("nested", nested, directory);
    stagesAreTheCluster(nested, NESTED, name);
  });
});
