/** What the cases cannot show: sharing, caching, places of errors. Whole YAML in, whole objects out. */
import { describe, expect, it } from "vitest";
import { buildKustomization, createBuildCache, type Source, treeSource } from "../../src/kustomize/build.ts";
import { InputError } from "../../src/model/errors.ts";
import type { TreeFile } from "../../src/model/tree.ts";

const BASE = {
  "base/kustomization.yaml": "resources: [app.yaml]\nconfigMapGenerator: [{name: cm, literals: [a=b]}]\n",
  "base/app.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: {name: app}
spec: {template: {spec: {containers: [{name: app, image: app, envFrom: [{configMapRef: {name: cm}}]}]}}}
`,
};
const overlay = (tag: string, namespace: string): string =>
  `resources: [../base]\nnamespace: ${namespace}\nimages: [{name: app, newTag: ${tag}}]\n`;

const tree = (files: Readonly<Record<string, string>>): Map<string, TreeFile> =>
  new Map(Object.entries(files).map(([path, text]) => [path, { text }]));

/** Counts how often each file is read, and freezes nothing: objects must stay as they are by themselves. */
function counting(source: Source): Source & { readonly reads: Map<string, number> } {
  const reads = new Map<string, number>();
  return {
    reads,
    isDirectory: (path) => source.isDirectory(path),
    bytes: (path) => source.bytes(path),
    real: (path) => source.real(path),
    read: (path) => {
      const file = source.read(path);
      if (file !== undefined) reads.set(path, (reads.get(path) ?? 0) + 1);
      return file;
    },
  };
}

const findingOf = (files: Readonly<Record<string, string>>, directory: string) => {
  try {
    buildKustomization(treeSource(tree(files)), directory);
  } catch (error) {
    if (error instanceof InputError) return error.findings[0];
    throw error;
  }
  return undefined;
};

const deepFreeze = <T>(value: T): T => {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const below of Object.values(value)) deepFreeze(below);
  }
  return value;
};

describe("overlays that share a base", () => {
  const names = Array.from({ length: 20 }, (_, index) => `c${index}`);
  const files = tree({ ...BASE, ...Object.fromEntries(names.map((n) => [`${n}/kustomization.yaml`, overlay(n, n)])) });

  it("build the same with and without a common cache", () => {
    const cache = createBuildCache();
    for (const name of [...names, ...names]) {
      const shared = buildKustomization(treeSource(files), name, cache);
      expect(shared).toEqual(buildKustomization(treeSource(files), name));
    }
  });

  it("never change an object of the base or of another overlay", () => {
    const cache = createBuildCache();
    const source = treeSource(files);
    for (const name of names) deepFreeze(buildKustomization(source, name, cache));
    const last = buildKustomization(source, "c3", cache);
    expect(last.map((object) => object.metadata)).toEqual([
      { name: "cm-4h2mbtbbt6", namespace: "c3" },
      { name: "app", namespace: "c3" },
    ]);
  });

  it("read the base no more than twice", () => {
    const source = counting(treeSource(files));
    const cache = createBuildCache();
    for (const name of names) buildKustomization(source, name, cache);
    expect(source.reads.get("base/app.yaml")).toBeLessThanOrEqual(2);
  });
});

it("uses the documents of a file instead of parsing its text", () => {
  const files = new Map<string, TreeFile>([
    [
      "kustomization.yaml",
      { text: "] not yaml", documents: [{ resources: ["a.yaml"], patches: [{ path: "p.yaml" }] }] },
    ],
    ["a.yaml", { text: "] not yaml", documents: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } }] }],
    [
      "p.yaml",
      { text: "[", documents: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" }, data: { x: "y" } }] },
    ],
  ]);
  expect(buildKustomization(treeSource(files), ".")).toEqual([
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" }, data: { x: "y" } },
  ]);
});

describe("errors", () => {
  it("name file, line, field, reason and fix", () => {
    const finding = findingOf({ ...BASE, "o/kustomization.yaml": "resources:\n  - ../base\n  - nope.yaml\n" }, "o");
    expect(finding).toEqual({
      rule: "kustomization-missing",
      severity: "error",
      message: "o/kustomization.yaml: resources[1]: there is no file or directory o/nope.yaml",
      fix: "Correct the path, or add the file.",
      at: { file: "o/kustomization.yaml", line: 3, column: 5, path: "resources[1]" },
    });
  });

  it("name the object and the place in it that a patch fails on", () => {
    const patch = "patches:\n  - path: p.yaml\n";
    const finding = findingOf(
      {
        ...BASE,
        "o/kustomization.yaml": `resources: [../base]\n${patch}`,
        "o/p.yaml":
          "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app}\nspec: {template: {spec: {containers: x}}}\n",
      },
      "o",
    );
    expect(finding?.at).toMatchObject({ file: "o/kustomization.yaml", line: 3, path: "patches[0].path" });
    expect(finding?.message).toContain("p.yaml, Deployment.apps app /spec/template/spec/containers");
  });

  it("name what a patch may have been meant for", () => {
    const patch = (name: string): string =>
      `[{patch: "{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}}}"}]`;
    const kustomization = `resources: [../base]\npatches: ${patch("other")}\nnamespace: ns\n`;
    const files = { ...BASE, "n/kustomization.yaml": kustomization };
    expect(findingOf(files, "n")?.message).toBe(
      "n/kustomization.yaml: patches[0].patch: there is no object Deployment.apps other (version v1); there is Deployment.apps app (version v1)",
    );
    const component = findingOf({ "c/kustomization.yaml": `kind: Component\npatches: ${patch("app")}\n` }, "c");
    expect(component?.fix).toContain("a component is built with a kustomization that lists it under `components`");
  });

  it("give line and column of broken YAML", () => {
    const finding = findingOf({ "kustomization.yaml": "resources: [a.yaml]\n", "a.yaml": "a: b\nc: 'd\n" }, "");
    expect(finding?.rule).toBe("kustomization-yaml");
    expect(finding?.at).toMatchObject({ file: "a.yaml", line: 3 });
  });

  it.each([
    "https://github.com/x/y//z?ref=v1",
    "github.com/x/y",
    "git@github.com:x/y.git",
    "ssh://git@host/x/y",
    "https://host/x.yaml",
    "oci://host/x",
  ])("refuse the remote base %s", (url) => {
    const finding = findingOf({ "kustomization.yaml": `resources:\n- ${JSON.stringify(url)}\n` }, "");
    expect(finding?.rule).toBe("kustomization-remote");
    expect(finding?.message).toContain(url);
  });

  it.each(["a.git/b.yaml", "github.com/a/b.yaml"])("take the file %s for no repository", (path) => {
    const object = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n";
    expect(findingOf({ "kustomization.yaml": `resources: [${path}]\n`, [path]: object }, "")).toBeUndefined();
  });

  it("tell templates in place of YAML", () => {
    const finding = findingOf(
      { "kustomization.yaml": "resources: [a.yaml]\n", "a.yaml": "kind: A\na: {{ name }}\n" },
      "",
    );
    expect(finding?.message).toContain("a key is not a text (a template such as {{ name }} needs quotes)");
  });

  it.each(["helmCharts", "helmChartInflationGenerator"])("name the field %s, which is not supported", (field) => {
    const finding = findingOf({ "kustomization.yaml": `resources: []\n${field}: [{name: x}]\n` }, "");
    expect(finding).toMatchObject({ rule: "kustomization-unsupported", at: { line: 2, path: field } });
  });

  it("name the generator of charts, which is not supported", () => {
    const chart = "apiVersion: builtin\nkind: HelmChartInflationGenerator\nmetadata: {name: x}\nname: x\n";
    const finding = findingOf({ "kustomization.yaml": "generators: [chart.yaml]\n", "chart.yaml": chart }, "");
    expect(finding).toMatchObject({
      rule: "kustomization-unsupported",
      fix: "Render the chart with `helm template` into a file and list it under `resources`.",
      at: { file: "chart.yaml", line: 1 },
    });
    expect(finding?.message).toMatch(/: a build runs no helm$/);
  });

  it("are told all at once", () => {
    const wrong = "resources: x\nnamePrefix: 1\nlabels: [{pair: {a: b}}]\n";
    try {
      buildKustomization(treeSource(tree({ "kustomization.yaml": wrong })), "");
      expect.unreachable();
    } catch (error) {
      const { findings } = error as InputError;
      expect(findings.map(({ at, rule }) => [at.path, at.line, rule])).toEqual([
        ["resources", 1, "kustomization-type"],
        ["namePrefix", 2, "kustomization-type"],
        ["labels[0].pair", 3, "kustomization-unknown-field"],
      ]);
    }
  });

  it.each(["/etc/a.yaml", "../a.yaml", "sub/../../a.yaml"])("refuse the file %s outside the directory", (path) => {
    const files = { "etc/a.yaml": "", "a.yaml": "", "o/kustomization.yaml": `resources: [${path}]\n` };
    expect(findingOf(files, "o")?.rule).toBe("kustomization-root-only");
  });

  it.each(["/etc/b.yaml", "../b", "sub/../../b.yaml", "../../../b"])(
    "tell that there is no %s, wherever that is",
    (path) => {
      const finding = findingOf({ "a.yaml": "", "o/kustomization.yaml": `resources: [${path}]\n` }, "o");
      expect(finding?.rule).toBe("kustomization-missing");
    },
  );

  it("stop at a YAML bomb", () => {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`).join("\n");
    const bomb = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nl0: &l0 [x]\n${levels}\n`;
    const finding = findingOf({ "kustomization.yaml": "resources: [a.yaml]\n", "a.yaml": bomb }, "");
    expect(finding?.rule).toBe("kustomization-yaml");
  });
});

it("keeps a key __proto__ a key", () => {
  const files = tree({
    "kustomization.yaml": "resources: [a.yaml]\nlabels: [{pairs: {__proto__: l}}]\n",
    "a.yaml": 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {"__proto__": x}\n',
  });
  const [object] = buildKustomization(treeSource(files), "");
  expect(Object.entries(object?.data ?? {})).toEqual([["__proto__", "x"]]);
  expect(Object.entries(object?.metadata.labels ?? {})).toEqual([["__proto__", "l"]]);
});
