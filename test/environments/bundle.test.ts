/** A bundle that `gen` wrote, in all deliveries: the same objects, from the same lines, whoever applies them. */
import { describe, expect, it } from "vitest";
import { findEnvironments } from "../../src/environments/environments.ts";
import { treeSource } from "../../src/kustomize/load/source.ts";
import type { AppliedEnvironment } from "../../src/model/applied.ts";
import { formatId } from "../../src/model/manifest.ts";
import type { TreeFile } from "../../src/model/tree.ts";
import { made, VARIANTS } from "../support/bundle.ts";
import { lines, place } from "./tree.ts";

/** As it lies in the repository. */
async function repository(settings: (typeof VARIANTS)[string]): Promise<Map<string, TreeFile>> {
  const { tree } = await made(settings);
  return new Map([...tree].map(([path, { text }]) => [`deploy/${path}`, { text }]));
}

const search = (files: ReadonlyMap<string, TreeFile>, path = "deploy") =>
  findEnvironments(treeSource(new Map(files)), [path]);

/** What runs in the cluster: without the objects of the engines. */
const applied = (environment: AppliedEnvironment | undefined): string[] =>
  (environment?.resources ?? [])
    .map(({ id }) => formatId(id))
    .filter((id) => !/argoproj|fluxcd/.test(id))
    .toSorted();

describe("a bundle", () => {
  it.each(Object.entries(VARIANTS))(
    "%s: has one environment for each engine, and nothing to say",
    async (_, settings) => {
      const found = search(await repository(settings));
      expect([found.problems, found.notes, found.incomplete]).toEqual([[], [], []]);
      const [argocd, flux] = found.environments;
      expect(found.environments.map(({ name }) => name)).toEqual(["argocd/c", "flux/c"]);
      const { objects } = await made(settings);
      const expected = objects
        .map(({ manifest }) =>
          formatId({
            group: manifest.apiVersion.includes("/") ? String(manifest.apiVersion.split("/")[0]) : "",
            kind: manifest.kind,
            namespace: String(manifest.metadata.namespace ?? ""),
            name: manifest.metadata.name,
          }),
        )
        .toSorted();
      expect(applied(argocd)).toEqual(expected);
      expect(applied(flux)).toEqual(expected);
    },
  );
  it("has the same place for a value, whoever applies it", async () => {
    const [argocd, flux] = search(await repository({ profile: "ha" })).environments;
    if (argocd === undefined || flux === undefined) throw new Error("none");
    const deployment = "Deployment.apps certctl/certctl-server";
    for (const path of [
      ["spec", "replicas"],
      ["spec", "template", "spec", "containers", 0, "image"],
      ["metadata"],
      [],
    ]) {
      expect(place(flux, deployment, path)).toBe(place(argocd, deployment, path));
    }
    expect(place(flux, deployment, ["spec", "replicas"])).toMatch(/^deploy\/overlays\/ha\/server\//);
    const job = "Job.batch certctl/certctl-credentials";
    expect(place(flux, job, ["metadata", "annotations", "helm.sh/hook"])).toMatch(/^deploy\/flux\/c\/charts\/data\//);
  });
  it("has the versions of its charts, and itself where Flux applies it", async () => {
    const [, flux] = search(await repository({ profile: "ha" })).environments;
    const kinds = flux?.appliers.map(({ kind, chartVersion }) => [kind, chartVersion?.slice(0, 7)]);
    expect(kinds).toEqual([
      ["helm-release", "0.1.0-h"],
      ["helm-release", "0.1.0-h"],
      ["helm-release", "0.1.0-h"],
      ["kustomization", undefined],
    ]);
  });
  it("has its stages as appliers where Flux applies Kustomizations", async () => {
    const files = await repository({ profile: "ha", flux: { delivery: "kustomization" }, engine: "flux" });
    const { environments } = search(files);
    expect(environments.map(({ name }) => name)).toEqual(["flux/c"]);
    const names = environments[0]?.appliers.map(({ by }) => by?.id.name);
    expect(names).toEqual(expect.arrayContaining(["certctl-c", "certctl-c-config", "certctl-c-server"]));
    expect(applied(environments[0])).toContain("Deployment.apps certctl/certctl-server");
  });
  it("tells charts that do not hold what the tree builds", async () => {
    const files = await repository({ profile: "ha", engine: "flux" });
    const chart = "deploy/flux/c/charts/server";
    const path = `${chart}/templates/deployment.apps-certctl-certctl-server.yaml`;
    const text = files.get(path)?.text ?? "";
    files.set(path, { text: text.replace("replicas: 3", "replicas: 2") });
    files.delete(`${chart}/templates/service-certctl-certctl-server.yaml`);
    const { problems, environments } = search(files);
    const line = text.split("\n").indexOf("  replicas: 3") + 1;
    expect(lines(problems)).toEqual([
      `charts-differ ${path}:${line}:13 Flux would install something else than the kustomize tree of the cluster builds: ` +
        "Deployment.apps certctl/certctl-server differs at spec.replicas, Service certctl/certctl-server is in none of the charts",
    ]);
    expect(problems[0]?.fix).toMatch(/certctl-gitops gen/);
    const [environment] = environments;
    if (environment === undefined) throw new Error("none");
    expect(place(environment, "Deployment.apps certctl/certctl-server", ["spec", "replicas"])).toMatch(path);
  });
  it("is found by one of its parts alone", async () => {
    const files = await repository({ profile: "ha" });
    expect(search(files, "deploy/flux/c").environments.map(applied)).toEqual(
      search(files, "deploy/argocd/c").environments.map(applied),
    );
    expect(
      search(files, "deploy/clusters/c").environments.map(({ appliers }) => appliers.map(({ kind }) => kind)),
    ).toEqual([["none"]]);
  });
});
