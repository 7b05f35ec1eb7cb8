/** What Argo CD applies: Applications, with the folders that they name. */
import { describe, expect, it } from "vitest";
import { NO_APPLICATIONS } from "../../src/environments/environments.ts";
import { application, configMap, find, lines, only, place, resource, told } from "./tree.ts";

describe("Applications in plain files, where they count", () => {
  const each = (files: Readonly<Record<string, string>>, known: readonly string[] = []) =>
    find(files, "", { applications: { ...NO_APPLICATIONS, apart: new Set(known) } });
  const FILES = {
    "apps/a.yaml": `${application("a", "manifests/a")}---\n${application("gone", "nowhere")}`,
    "apps/b.yaml": application("b", "manifests/b"),
    "apps/own.yaml": configMap("own"),
    "manifests/a/a.yaml": configMap("one"),
    "manifests/b/kustomization.yaml": "resources: [b.yaml]\n",
    "manifests/b/b.yaml": configMap("one"),
  };

  it("are an environment each, and what else is there is one", () => {
    const { environments, applications } = each(FILES);
    expect(told(environments)).toEqual({
      apps: ["none: Application.argoproj.io argocd/gone, ConfigMap own", "application gone: "],
      "apps/a": ["application a: ConfigMap web/one"],
      "apps/b": ["application b: ConfigMap web/one"],
    });
    expect(environments[1]?.resources.map(({ id }) => id.kind)).toEqual(["ConfigMap", "Application"]);
    const ids = ["a", "b", "gone"].map((name) => `Application.argoproj.io argocd/${name}`);
    expect([[...applications.apart], [...applications.others]]).toEqual([ids.slice(0, 2), ids.slice(2)]);
    expect(Object.keys(told(each(FILES, ids.slice(2)).environments))).toEqual([
      "apps",
      "apps/a",
      "apps/b",
      "apps/gone",
    ]);
  });

  it("hold all that they lead to, and what stands beside them where they apply it", () => {
    const files = { ...FILES, "apps/root.yaml": application("root", "apps") };
    expect(Object.keys(told(each(files).environments))).toEqual(["apps/root"]);
  });

  it("are known with their namespaces where two have one name, and stay as they are in kustomizations", () => {
    const other = application("a", "manifests/b").replace("namespace: argocd", "namespace: team");
    expect(Object.keys(told(each({ ...FILES, "apps/b.yaml": other }).environments))).toEqual([
      "apps",
      "apps/argocd/a",
      "apps/team/a",
    ]);
    const kustomization = { "apps/kustomization.yaml": "resources: [a.yaml, b.yaml, own.yaml]\n" };
    expect(Object.keys(told(each({ ...FILES, ...kustomization }).environments))).toEqual(["apps"]);
  });
});

describe("Argo CD", () => {
  it("applies Applications of an Application", () => {
    const files = {
      "root.yaml": application("root", "apps"),
      "apps/a.yaml": application("a", "manifests/a"),
      "apps/b.yaml": application("b", "manifests/b/overlays/prod"),
      "manifests/a/a.yaml": configMap("one"),
      "manifests/a/deep/no.yaml": configMap("left"),
      "manifests/b/base/kustomization.yaml": "resources: [b.yaml]\n",
      "manifests/b/base/b.yaml": configMap("two", "own"),
      "manifests/b/overlays/prod/kustomization.yaml": "resources: [../../base]\nnameSuffix: -prod\n",
    };
    const found = find(files);
    expect([found.problems, found.notes, found.incomplete]).toEqual([[], [], []]);
    expect(told(found.environments)).toEqual({
      ".": [
        "application root: Application.argoproj.io argocd/a, Application.argoproj.io argocd/b",
        "application a: ConfigMap web/one",
        "application b: ConfigMap own/two-prod",
      ],
      "manifests/a": ["none: ConfigMap left"],
    });
    const [environment] = found.environments;
    if (environment === undefined) throw new Error("none");
    expect(place(environment, "ConfigMap web/one", ["metadata", "namespace"])).toBe("apps/a.yaml:6:28");
    expect(environment.resources.map(({ id }) => id.name)).toEqual(["a", "b", "one", "two-prod", "root"]);
  });
  it("reads folders below where it is told to, and chooses by patterns", () => {
    const directory = ", directory: {recurse: true, exclude: '{no.yaml,*skip*}'}}";
    const files = {
      "app.yaml": application("a", "m").replace("path: m}", `path: m${directory}`),
      "m/a.json": '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}}',
      "m/deep/b.yaml": configMap("b"),
      "m/no.yaml": configMap("no"),
      "m/skip/c.yaml": configMap("c"),
      "m/values.yaml": "a: b\n",
    };
    expect(told(find(files, "app.yaml").environments)).toEqual({
      "app.yaml": ["application a: ConfigMap web/a, ConfigMap web/b"],
    });
  });
  it("has one environment for each cluster that it applies to", () => {
    const to = (cluster: string): string => `, server: "https://${cluster}"`;
    const files = {
      "apps/eu.yaml": application("eu", "m/eu", to("eu")),
      "apps/us.yaml": application("us", "m/us", to("us")),
      "m/eu/a.yaml": configMap("a"),
      "m/us/a.yaml": configMap("a"),
    };
    expect(told(find(files).environments)).toEqual({
      ". on https://eu": ["application eu: ConfigMap web/a"],
      ". on https://us": ["application us: ConfigMap web/a"],
    });
    expect(told([only(find(files, "apps/eu.yaml"))])).toEqual({ "eu.yaml": ["application eu: ConfigMap web/a"] });
  });
  it("notes what is not looked at", () => {
    const chart = application("c", "x").replace("path: x", "chart: redis");
    const changed = application("k", "m").replace("path: m", "path: m, kustomize: {images: [a=b]}");
    const files = {
      "a.yaml": `${chart}---\n${changed}---\n${application("gone", "not/here")}---\napiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\n`,
      "m/kustomization.yaml": "configMapGenerator: [{name: m, options: {disableNameSuffixHash: true}}]\n",
    };
    const found = find(files);
    expect(resource(only(found), "ConfigMap web/m").id.name).toBe("m");
    expect(lines(found.notes)).toEqual(
      [
        expect.stringMatching(/only Helm can render the chart/),
        expect.stringMatching(/changes its objects by kustomize\.images/),
        expect.stringMatching(/names the path not\/here/),
        expect.stringMatching(/makes Applications from a template/),
      ].toSorted(),
    );
    expect(found.notes.every(({ severity }) => severity === "info")).toBe(true);
  });
  it("finds a path of which the tree has only the end", () => {
    const files = {
      "out/argocd/ha/a.yaml": application("a", "deploy/out/clusters/ha"),
      "out/clusters/ha/kustomization.yaml": "configMapGenerator: [{name: m}]\n",
      "elsewhere/clusters/ha/kustomization.yaml": "configMapGenerator: [{name: wrong}]\n",
    };
    for (const path of ["out", "out/argocd", "out/argocd/ha/a.yaml", ""]) {
      const found = find(files, path);
      expect([path, told(found.environments)]).toEqual([path, expect.anything()]);
      const all = found.environments.flatMap(({ appliers }) => appliers);
      expect(all.find(({ kind }) => kind === "application")?.resources[0]?.id.name).toMatch(/^m-/);
    }
  });
});
