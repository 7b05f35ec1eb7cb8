/** A search that shares with the one before finds what one that shares nothing finds, whatever differs between the two. */
import { describe, expect, it } from "vitest";
import {
  type Found,
  findEnvironments,
  NO_APPLICATIONS,
  NOTHING_BESIDE,
  SearchCache,
} from "../../src/environments/environments.ts";
import type { AppliedEnvironment, Resource } from "../../src/model/applied.ts";
import { formatPlace } from "../../src/model/finding.ts";
import type { JsonValue, Path } from "../../src/model/json.ts";
import { formatId } from "../../src/model/manifest.ts";
import { application, configMap, fluxKustomization, helmRelease, resource, tree } from "./tree.ts";

const kustomization = (...resources: readonly string[]): string => `resources: ${JSON.stringify(resources)}\n`;

/** As `diff` searches. */
const AS_DIFF = { beside: NOTHING_BESIDE, applications: NO_APPLICATIONS };

type Files = Readonly<Record<string, string>>;

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - {name: web, image: web, envFrom: [{configMapRef: {name: settings}}]}
`;

/** Two clusters that share a base, a component and a plugin; plain files, a chart, and what hands them over. */
const FILES: Files = {
  "base/kustomization.yaml": `${kustomization("deployment.yaml", "generators")}configMapGenerator: [{name: settings, files: [settings.env]}]\n`,
  "base/deployment.yaml": DEPLOYMENT,
  "base/settings.env": "a=1\n",
  "base/generators/kustomization.yaml": kustomization("more.yaml"),
  "base/generators/more.yaml": configMap("more"),
  "component/kustomization.yaml":
    "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: patch.yaml}]\n",
  "component/patch.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n",
  "clusters/a/kustomization.yaml": kustomization("app", "config"),
  "clusters/a/app/kustomization.yaml": `${kustomization("../../../base")}components: [../../../component]\nimages: [{name: web, newTag: v1}]\n`,
  "clusters/a/config/kustomization.yaml": kustomization("plain.yaml"),
  "clusters/a/config/plain.yaml": configMap("plain"),
  "clusters/b/kustomization.yaml": kustomization("app", "config"),
  "clusters/b/app/kustomization.yaml": `${kustomization("../../../base")}images: [{name: web, newTag: v1}]\n`,
  "clusters/b/config/kustomization.yaml": kustomization("plain.yaml"),
  "clusters/b/config/plain.yaml": configMap("plain"),
  "argocd/a.yaml": application("a", "clusters/a"),
  "argocd/b.yaml": application("b", "clusters/b"),
  "argocd/plain.yaml": application("plain", "plain"),
  "argocd/deep.yaml": application("deep", "deep, directory: {recurse: true, exclude: 'old*'}"),
  "plain/one.yaml": configMap("one"),
  "plain/two.yaml": configMap("two"),
  "deep/here.yaml": configMap("here"),
  "deep/below/there.yaml": configMap("there"),
  "flux/apps.yaml": fluxKustomization("apps", "plain"),
  "flux/moved.yaml": fluxKustomization("moved", "clusters/a/app", "  targetNamespace: moved\n"),
  "flux/chart.yaml": helmRelease("chart", "chart"),
  "middle/kustomization.yaml": kustomization("../top"),
  "top/kustomization.yaml": kustomization("top.yaml"),
  "top/top.yaml": configMap("top"),
  "user/kustomization.yaml": kustomization("../middle"),
  "clusters/beside.yaml": configMap("beside"),
  "chart/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 1.0.0\n",
  "chart/templates/one.yaml": configMap("of-chart"),
};

const REMOVED = undefined;

/** Each with files that are written in place of those above, or removed. */
const CHANGES: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  nothing: {},
  "a file of a base": { "base/deployment.yaml": DEPLOYMENT.replace("image: web", "image: other") },
  "a comment in a base": { "base/deployment.yaml": `# moved\n${DEPLOYMENT}` },
  "a patch of a component": {
    "component/patch.yaml": (FILES["component/patch.yaml"] as string).replace("3", "4"),
  },
  "a component that goes": { "component/kustomization.yaml": REMOVED, "component/patch.yaml": REMOVED },
  "a file of a generator": { "base/settings.env": "a=2\n" },
  "a file of a generator that goes": { "base/settings.env": REMOVED },
  "a kustomization of a base": {
    "base/kustomization.yaml": `namePrefix: new-\n${FILES["base/kustomization.yaml"]}`,
  },
  "a second kustomization in a folder": { "base/kustomization.yml": kustomization("deployment.yaml") },
  "a kustomization that is none of kustomize": {
    "base/generators/kustomization.yaml": fluxKustomization("flux", "plain"),
  },
  "a folder of a base that goes": {
    "base/generators/kustomization.yaml": REMOVED,
    "base/generators/more.yaml": REMOVED,
  },
  "a folder that becomes a file": {
    "base/generators/kustomization.yaml": REMOVED,
    "base/generators/more.yaml": REMOVED,
    "base/generators": configMap("file"),
  },
  "a base that is wrong": { "base/deployment.yaml": "a: [" },
  "a base that builds what no cluster takes": {
    "base/deployment.yaml": DEPLOYMENT.replace("apiVersion: apps/v1\n", ""),
  },
  "one of two copies of a text": { "clusters/b/config/plain.yaml": configMap("other") },
  "one stage of a cluster": {
    "clusters/a/app/kustomization.yaml": (FILES["clusters/a/app/kustomization.yaml"] as string).replace("v1", "v2"),
  },
  "a cluster that goes": Object.fromEntries(
    Object.keys(FILES).flatMap((path) =>
      path.startsWith("clusters/b/") || path === "argocd/b.yaml" ? [[path, REMOVED]] : [],
    ),
  ),
  "a cluster that comes": {
    "argocd/c.yaml": application("c", "clusters/c"),
    "clusters/c/kustomization.yaml": kustomization("../a/app"),
  },
  "a user of a cluster": { "all/kustomization.yaml": kustomization("../clusters/a") },
  "a base that uses its user": { "base/generators/kustomization.yaml": kustomization("../../clusters/a/app") },
  "a folder of a base that uses it by another one": { "top/below/kustomization.yaml": kustomization("../../middle") },
  "an object that two bases have": { "clusters/a/config/plain.yaml": configMap("more") },
  "a schema": {
    "component/kustomization.yaml": `openapi: {path: schema.json}\n${FILES["component/kustomization.yaml"]}`,
    "component/schema.json": '{"definitions": {}}',
  },
  "a plain file": { "plain/one.yaml": configMap("changed") },
  "a plain file more": { "plain/three.yaml": configMap("three") },
  "a plain file that is wrong": { "plain/one.yaml": "a: [" },
  "a plain file that has a key twice": { "plain/one.yaml": `kind: ConfigMap\n${configMap("one")}` },
  "a file in a folder below": { "deep/below/more/new.yaml": configMap("new") },
  "a file that a pattern leaves out": { "deep/older.yaml": configMap("old") },
  "a folder that gets a kustomization": { "plain/kustomization.yaml": kustomization("one.yaml") },
  "a folder that gets a chart": { "plain/Chart.yaml": "name: plain\n" },
  "an Application": { "argocd/a.yaml": application("a", "clusters/b") },
  "lines above an Application": { "argocd/a.yaml": `# one\n${FILES["argocd/a.yaml"]}` },
  "a Kustomization of Flux": {
    "flux/moved.yaml": fluxKustomization("moved", "clusters/a/app", "  targetNamespace: elsewhere\n"),
  },
  "lines above a Kustomization of Flux": { "flux/moved.yaml": `# one\n# two\n${FILES["flux/moved.yaml"]}` },
  "a template of a chart": { "chart/templates/one.yaml": configMap("changed") },
  "a template that only Helm can render": { "chart/templates/two.yaml": "{{ .Values.a }}\n" },
  "a template more, with a key twice": { "chart/templates/two.yaml": `kind: ConfigMap\n${configMap("two")}` },
  "the version of a chart": { "chart/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 1.0.1\n" },
  "a chart that goes": { "chart/Chart.yaml": REMOVED },
  everything: Object.fromEntries(Object.keys(FILES).map((path) => [path, REMOVED])),
};

function changed(change: Readonly<Record<string, string | undefined>>): Files {
  const files = { ...FILES, ...change };
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])),
  );
}

/** Files that differ, and the folders that only one has. */
function differing(a: Files, b: Files): ReadonlySet<string> {
  const [inA, inB] = [a, b].map((files) => tree(files));
  const paths = Object.keys({ ...a, ...b });
  const folders = paths.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index)));
  return new Set([
    ...paths.filter((path) => a[path] !== b[path]),
    ...folders.filter((folder) => inA?.isDirectory(folder) !== inB?.isDirectory(folder)),
  ]);
}

/** All that one can see of it. */
function seen({ environments, incomplete, problems, notes }: Found): unknown {
  return { environments: environments.map(seenOf), incomplete: incomplete.map(seenOf), problems, notes };
}

function seenOf({ name, appliers, resources }: AppliedEnvironment): unknown {
  return {
    name,
    appliers: appliers.map(({ kind, by, resources: applied, chartVersion }) => {
      return { kind, by: by && formatId(by.id), applied: applied.map(objectOf), chartVersion };
    }),
    resources: resources.map(objectOf),
  };
}

function objectOf({ id, manifest, placeOf }: Resource): unknown {
  return { id, manifest, places: pathsOf(manifest).map((path) => [path, placeOf(path)]) };
}

function pathsOf(value: JsonValue): Path[] {
  if (typeof value !== "object" || value === null) return [[]];
  return [
    [],
    ...Object.entries(value).flatMap(([key, below]) =>
      pathsOf(below).map((path) => [Array.isArray(value) ? Number(key) : key, ...path]),
    ),
  ];
}

function alone(files: Files): Found {
  return findEnvironments(tree(files), [""], { ...AS_DIFF, repository: "" });
}

function both(before: Files, after: Files): readonly [Found, Found] {
  const cache = new SearchCache();
  const first = findEnvironments(tree(before), [""], { ...AS_DIFF, repository: "", cache });
  return [
    first,
    findEnvironments(tree(after), [""], { ...AS_DIFF, repository: "", cache, differing: differing(before, after) }),
  ];
}

const UNCHANGED = seen(alone(FILES));

describe("a search that shares with the one before", () => {
  it.each(Object.entries(CHANGES))("finds the same with %s", (_, change) => {
    const files = changed(change);
    const found = seen(alone(files));
    expect(seen(both(FILES, files)[1]), "after").toEqual(found);
    expect(seen(both(files, FILES)[1]), "before").toEqual(UNCHANGED);
    expect(seen(both(files, files)[1]), "before and after").toEqual(found);
  });

  it("finds the same when nothing was searched before", () => {
    expect(seen(both(FILES, FILES)[0])).toEqual(UNCHANGED);
  });

  it("shares texts only with a tree of which nobody says what differs", () => {
    const cache = new SearchCache();
    findEnvironments(tree(FILES), [""], { ...AS_DIFF, repository: "", cache });
    const files = changed(CHANGES["a file of a base"] ?? {});
    expect(seen(findEnvironments(tree(files), [""], { ...AS_DIFF, repository: "", cache }))).toEqual(
      seen(alone(files)),
    );
  });

  it("has one object for what clusters have in common, and the places of each", () => {
    const [found] = both(FILES, FILES);
    const [a, b] = ["a", "b"].map((name) => applied(found, name));
    const id = "ConfigMap web/more";
    expect(a?.(id).manifest).toBe(b?.(id).manifest);
    const image = ["spec", "template", "spec", "containers", 0, "image"];
    expect([a, b].map((find) => formatPlace(find?.("Deployment.apps web/web").placeOf(image) ?? {}))).toEqual([
      "clusters/a/app/kustomization.yaml:3:10",
      "clusters/b/app/kustomization.yaml:2:10",
    ]);
  });

  it("has the same objects where nothing that they are made of differs", () => {
    const [before, after] = both(FILES, changed(CHANGES["one stage of a cluster"] ?? {}));
    const same = (id: string): boolean => one(before, id) === one(after, id);
    expect(same("ConfigMap one")).toBe(true);
    expect(same("ConfigMap of-chart")).toBe(true);
  });
});

function one({ environments }: Found, id: string): Resource["manifest"] | undefined {
  const found = environments.find(({ resources }) => resources.some((each) => formatId(each.id) === id));
  return found && resource(found, id).manifest;
}

/** What an Application applies, by its name. */
function applied({ environments }: Found, name: string): (id: string) => Resource {
  const found = environments.flatMap(({ appliers }) => appliers).find(({ by }) => by?.id.name === name);
  return (id) => {
    const resource = found?.resources.find((one) => formatId(one.id) === id);
    if (resource === undefined) throw new Error(`${name} applies no ${id}`);
    return resource;
  };
}
