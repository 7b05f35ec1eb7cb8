/** The charts of the HelmRelease delivery: the real helm gives the objects of the kustomize build, in lock-step and in order. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { STAGES, type StageName } from "../../src/certctl/stages.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import { Builder } from "./builds.ts";
import { accepted } from "./matrix.ts";
import { annotationsOf, byId, idOf, parseObjects, withoutEngines } from "./objects.ts";
import { execute, mapTwo } from "./process.ts";
import { renderer, stagesOf } from "./render.ts";
import { tool } from "./tools.ts";
import { generate, removeRepositories } from "./workspace.ts";

/** The four charts of design §4, and when the Jobs in them run. */
const CHARTS = ["data", "server", "agents", "edge"];
const STAGE_CHART: Readonly<Record<StageName, string>> = {
  config: "data",
  database: "data",
  credentials: "data",
  migrate: "server",
  server: "server",
  enroll: "server",
  agent: "agents",
  edge: "edge",
};
const HOOKS: Partial<Record<StageName, string>> = {
  credentials: "post-install,post-upgrade",
  migrate: "pre-install,pre-upgrade",
  enroll: "post-install,post-upgrade",
};

interface Release {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly releaseName: string;
    readonly targetNamespace: string;
    readonly chart: { readonly spec: { readonly chart: string; readonly reconcileStrategy: string } };
    readonly dependsOn?: readonly { readonly name: string; readonly readyExpr: string }[];
    readonly install: { readonly disableWait?: boolean };
    readonly upgrade: { readonly disableWait?: boolean };
  };
}

const cells = accepted("helmrelease");
const outputs = new Map<string, { objects: readonly Manifest[]; problem: string }>();
const versions = new Map<string, Set<string>>();
let root: string;
let builder: Builder;
let render: ReturnType<typeof renderer>;

beforeAll(async () => {
  const helm = tool("helm");
  builder = new Builder();
  root = await generate(cells);
  render = renderer(root);
  await builder.buildAll(cells.map(({ name }) => join(root, "out/clusters", name)));
  const charts = cells.flatMap(({ name }) => releasesOf(name).map((release) => ({ release, path: chartOf(release) })));
  const distinct = new Map(charts.map((chart) => [contentOf(chart.path), chart]));
  await mapTwo([...distinct], async ([content, { release, path }]) => {
    const { releaseName, targetNamespace } = release.spec;
    const { code, stdout, stderr } = await execute(helm, ["template", releaseName, path, "-n", targetNamespace]);
    const problem = code === 0 && stderr === "" ? "" : `helm template ${path}: exit ${code}: ${stderr}`;
    outputs.set(content, { objects: code === 0 ? parseObjects(stdout) : [], problem });
    const same = versions.get(versionOf(path)) ?? new Set();
    versions.set(versionOf(path), same.add(content));
  });
});

afterAll(removeRepositories);

/** The HelmReleases of a cluster, in the order of the charts. */
function releasesOf(cluster: string): Release[] {
  const paths = CHARTS.map((chart) => join(root, "out/flux", cluster, `${chart}.yaml`));
  return paths.filter((path) => existsSync(path)).map((path) => parse(readFileSync(path, "utf8")) as Release);
}

function chartOf(release: Release): string {
  return join(root, release.spec.chart.spec.chart);
}

function versionOf(chart: string): string {
  return (parse(readFileSync(join(chart, "Chart.yaml"), "utf8")) as { version: string }).version;
}

function contentOf(chart: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(chart, { recursive: true, encoding: "utf8" }).sort()) {
    const path = join(chart, name);
    if (statSync(path).isFile()) hash.update(`${name}\0${readFileSync(path, "utf8")}\0`);
  }
  return hash.digest("hex");
}

function installed(release: Release): readonly Manifest[] {
  const output = outputs.get(contentOf(chartOf(release)));
  expect(output?.problem).toBe("");
  return output?.objects ?? [];
}

describe.each(cells)("$name", ({ name }) => {
  it("helm template gives the objects of kustomize build", () => {
    const objects = releasesOf(name).flatMap(installed);
    const built = builder.objects(join(root, "out/clusters", name));
    expect(byId(objects.map(withoutEngines))).toEqual(byId(built.map(withoutEngines)));
  });

  it("the Jobs are hooks, and every other object comes when the stage table says", () => {
    const objects = byId(releasesOf(name).flatMap(installed));
    for (const stage of stagesOf(root, name)) {
      const weight = STAGES.find((row) => row.name === stage)?.wave ?? Number.NaN;
      for (const manifest of render(`out/clusters/${name}/${stage}`)) {
        const annotations = annotationsOf(objects[idOf(manifest)] as Manifest);
        // Hooks before the manifests need what stands beside them; hooks after them find it applied.
        const hook = manifest.kind === "Job" || HOOKS[stage]?.startsWith("pre-") === true ? HOOKS[stage] : undefined;
        expect(annotations["helm.sh/hook"], idOf(manifest)).toBe(hook);
        expect(Object.keys(annotations).filter((key) => /argoproj|fluxcd/.test(key))).toEqual([]);
        if (hook === undefined) continue;
        expect(annotations["helm.sh/hook-delete-policy"]).toBe("before-hook-creation");
        // What the Job may need comes before it.
        expect(annotations["helm.sh/hook-weight"]).toBe(String(manifest.kind === "Job" ? weight : weight - 1));
      }
    }
  });

  it("each release holds its stages, and waits for exactly the chart of the one before, edge for the server's", () => {
    const releases = releasesOf(name);
    const expected = [...new Set(stagesOf(root, name).map((stage) => STAGE_CHART[stage]))];
    expect(releases.map((release) => release.metadata.name)).toEqual(expected.map((c) => `certctl-${name}-${c}`));
    for (const [i, release] of releases.entries()) {
      const chart = expected[i] ?? "";
      const before = releases[chart === "edge" ? expected.indexOf("server") : i - 1];
      const stages = stagesOf(root, name).filter((stage) => STAGE_CHART[stage] === chart);
      const held = stages.flatMap((stage) => render(`out/clusters/${name}/${stage}`)).map(idOf);
      expect(installed(release).map(idOf).sort()).toEqual(held.sort());
      expect(release.spec.chart.spec.reconcileStrategy).toBe("ChartVersion");
      expect(release.spec.install.disableWait ?? false).toBe(chart === "edge");
      expect(release.spec.upgrade.disableWait ?? false).toBe(chart === "edge");
      if (before === undefined) {
        expect(release.spec.dependsOn).toBeUndefined();
        continue;
      }
      expect(release.spec.dependsOn?.map((d) => d.name)).toEqual([before.metadata.name]);
      const asked = /chartVersion\.startsWith\('([^']+)'\)$/.exec(release.spec.dependsOn?.[0]?.readyExpr ?? "")?.[1];
      expect(asked).toBe(versionOf(chartOf(before)));
    }
  });
});

it("a chart's version stands for one content", () => {
  expect(versions.size).toBeGreaterThan(50);
  expect([...versions].filter(([, contents]) => contents.size > 1)).toEqual([]);
});

it("template delimiters in values survive", () => {
  const value = "{{ .Values.x }} {{- end }} }}{{{ # $(POD) 'a' \"b\": c";
  const server = releasesOf("server-env")
    .flatMap(installed)
    .filter((object) => object.kind === "Deployment");
  expect(JSON.stringify(server)).toContain(JSON.stringify(value));
  const labelled = releasesOf("place-labels").flatMap(installed);
  for (const object of labelled) {
    expect(annotationsOf(object)["example.org/note"], idOf(object)).toBe('a {{ template }} of "nobody"');
  }
});
