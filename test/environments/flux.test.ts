/** What Flux applies: Kustomizations and HelmReleases, with the folders and charts that they name. */
import { describe, expect, it } from "vitest";
import { configMap, find, fluxKustomization, helmRelease, lines, only, place, resource, told } from "./tree.ts";

/** As `flux bootstrap` leaves it, and as its documentation arranges applications. */
const LAYOUT = {
  "clusters/prod/flux-system/gotk-components.yaml": configMap("controllers", "flux-system"),
  "clusters/prod/flux-system/gotk-sync.yaml": `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: flux-system, namespace: flux-system}
spec: {url: "ssh://git@example.com/a.git"}
---
${fluxKustomization("flux-system", "./clusters/prod")}`,
  "clusters/prod/flux-system/kustomization.yaml": "resources: [gotk-components.yaml, gotk-sync.yaml]\n",
  "clusters/prod/apps.yaml": fluxKustomization("apps", "./apps/prod"),
  "clusters/staging/apps.yaml": fluxKustomization("apps", "./apps/staging"),
  "apps/base/web/kustomization.yaml": "namespace: web\nresources: [web.yaml]\n",
  "apps/base/web/web.yaml": configMap("web"),
  "apps/prod/kustomization.yaml": "resources: [../base/web]\n",
  "apps/staging/kustomization.yaml": "resources: [../base/web]\nnameSuffix: -staging\n",
};

describe("Flux", () => {
  it("applies a repository as its documentation arranges it", () => {
    const found = find(LAYOUT);
    expect([found.problems, found.notes, found.incomplete]).toEqual([[], [], []]);
    expect(told(found.environments)).toEqual({
      "clusters/prod": [
        "kustomization flux-system: ConfigMap flux-system/controllers, " +
          "Kustomization.kustomize.toolkit.fluxcd.io flux-system/apps, " +
          "Kustomization.kustomize.toolkit.fluxcd.io flux-system/flux-system, " +
          "GitRepository.source.toolkit.fluxcd.io flux-system/flux-system",
        "kustomization apps: ConfigMap web/web",
      ],
      "clusters/staging": ["kustomization apps: ConfigMap web/web-staging"],
    });
    const prod = found.environments[0];
    expect(prod?.resources).toHaveLength(5);
  });
  it("is found from its cluster's folder alone, in a repository whose top is known or not", () => {
    const moved = Object.fromEntries(Object.entries(LAYOUT).map(([path, text]) => [`some/where/${path}`, text]));
    for (const options of [{}, { repository: "some/where" }]) {
      const { resources } = only(find(moved, "some/where/clusters/prod", options));
      expect(resources.map(({ id }) => id.name)).toContain("web");
    }
  });
  it("makes a kustomization of all YAML below a folder that has none", () => {
    const files = {
      "c/app.yaml": fluxKustomization("app", "./app", "  targetNamespace: web\n"),
      "app/a.yaml": configMap("a"),
      "app/deep/b.yaml": `${configMap("b")}---\napiVersion: v1\nkind: PersistentVolume\nmetadata: {name: x}\n`,
      "app/own/kustomization.yaml": "resources: [c.yaml]\n",
      "app/own/c.yaml": configMap("c"),
      "app/own/ignored.yaml": configMap("ignored"),
      "app/.hidden/d.yaml": configMap("d"),
    };
    const environment = only(find(files));
    expect(told([environment])).toEqual({
      c: ["kustomization app: ConfigMap web/a, ConfigMap web/b, ConfigMap web/c, PersistentVolume x"],
    });
    expect(place(environment, "ConfigMap web/a", ["metadata", "namespace"])).toBe("c/app.yaml:7:20");
    expect(place(environment, "ConfigMap web/a", ["metadata", "name"])).toBe("app/a.yaml:4:9");
  });
  it("tells what is wrong in what it makes where the object says it", () => {
    const files = {
      "c/app.yaml": fluxKustomization("app", "./app", "  patches:\n    - patch: '{'\n"),
      "app/a.yaml": configMap("a"),
    };
    const found = find(files);
    expect(told(found.incomplete)).toEqual({ ".": ["kustomization app: "] });
    expect(found.problems.map(({ at }) => at)).toEqual([{ file: "c/app.yaml", line: 7, column: 3 }]);
    expect(lines(found.problems)[0]).toMatch(
      /Kustomization\.kustomize\.toolkit\.fluxcd\.io flux-system\/app: patches\[0\]/,
    );
    expect(lines(found.problems)[0]).not.toMatch(/\ue001/);
  });
  it("puts values in place of variables, and leaves those that it does not know", () => {
    const more =
      "  postBuild:\n    substitute: {NAME: nn, COUNT: '3'}\n    substituteFrom: [{kind: Secret, name: s}]\n";
    const data = 'data:\n  a: "${NAME}"\n  b: ${COUNT}\n  c: "${COUNT}"\n  d: "${GONE}-${OTHER:-o}"\n';
    const off = `${configMap("off").replace("name: off", "name: off\n  annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}")}`;
    const files = {
      "c/app.yaml": fluxKustomization("app", "./app", more),
      "app/kustomization.yaml": "resources: [a.yaml]\n",
      "app/a.yaml": `${configMap("a-${NAME}")}${data}---\n${off}${data}`,
    };
    const found = find(files);
    const environment = only(found);
    expect(resource(environment, "ConfigMap a-nn").manifest.data).toEqual({ a: "nn", b: 3, c: "3", d: "${GONE}-o" });
    expect(resource(environment, "ConfigMap off").manifest.data).toMatchObject({ a: "${NAME}" });
    expect(lines(found.notes)).toEqual([expect.stringMatching(/postBuild\.substituteFrom/)]);
  });
  it("installs charts that hold plain manifests; for others there is a note", () => {
    const files = {
      "c/plain.yaml": helmRelease("plain", "./charts/plain"),
      "c/other.yaml": helmRelease("other", "./charts/other"),
      "c/registry.yaml": helmRelease("registry", "podinfo", "HelmRepository"),
      "c/gone.yaml": helmRelease("gone", "./charts/gone"),
      "charts/plain/Chart.yaml": "name: plain\nversion: 1.2.3\n",
      "charts/plain/values.yaml": "{}\n",
      "charts/plain/templates/a.yaml": `${configMap("a")}data:\n  text: '{{ "{{" }} x }}'\n`,
      "charts/plain/templates/b.yaml": "apiVersion: v1\nkind: Namespace\nmetadata: {name: b}\n",
      "charts/other/Chart.yaml": "name: other\nversion: 1.0.0\n",
      "charts/other/templates/a.yaml": "{{ if .Values.a }}\n{{ end }}\n",
    };
    const found = find(files);
    const environment = only(found);
    expect(told([environment])["."]).toContain("helm-release plain: ConfigMap web/a, Namespace b");
    expect(environment.appliers.find(({ by }) => by?.id.name === "plain")?.chartVersion).toBe("1.2.3");
    const a = resource(environment, "ConfigMap web/a");
    expect([a.manifest.data, a.placeOf(["data", "text"])]).toEqual([
      { text: "{{ x }}" },
      { file: "charts/plain/templates/a.yaml", line: 6, column: 9 },
    ]);
    expect(a.placeOf(["metadata", "namespace"])).toEqual({ file: "c/plain.yaml", line: 5, column: 20 });
    expect(lines(found.notes).map((line) => line.slice(0, 40))).toEqual(
      [
        "not-looked-at c/gone.yaml:6:25 this names",
        "not-looked-at c/other.yaml:6:25 only Helm",
        "not-looked-at c/registry.yaml:6:25 only Helm",
      ].map((line) => line.slice(0, 40)),
    );
  });
  it("does not take the top of another repository for this one", () => {
    const files = {
      "c/podinfo.yaml": fluxKustomization("podinfo", "./").replace("name: flux-system}\n", "name: podinfo}\n"),
      "a.yaml": configMap("a"),
    };
    const found = find(files);
    expect(found.environments.flatMap(({ appliers }) => appliers.flatMap(({ resources }) => resources))).toHaveLength(
      2,
    );
    expect(lines(found.notes)).toEqual([expect.stringMatching(/the top of a repository/)]);
  });
  it("ends where Kustomizations apply each other", () => {
    const files = {
      "a/k.yaml": fluxKustomization("a", "./b"),
      "b/k.yaml": fluxKustomization("b", "./a"),
    };
    expect(told(find(files).environments)).toEqual({
      ".": [
        "kustomization a: Kustomization.kustomize.toolkit.fluxcd.io flux-system/b",
        "kustomization b: Kustomization.kustomize.toolkit.fluxcd.io flux-system/a",
      ],
    });
  });
});
