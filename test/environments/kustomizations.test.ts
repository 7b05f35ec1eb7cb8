/** Which kustomizations are environments, and where the values of their objects were written. */
import { describe, expect, it } from "vitest";
import { configMap, find, lines, only, place, told } from "./tree.ts";

const BASE = { "base/kustomization.yaml": "resources: [a.yaml]\n", "base/a.yaml": configMap("a") };

describe("kustomizations", () => {
  it("are environments where no other uses them, named as seen from the folder that was searched", () => {
    const files = {
      ...BASE,
      "part/kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnameSuffix: -x\n",
      "clusters/eu/kustomization.yml": "resources: [../../base]\ncomponents: [../../part]\n",
      "clusters/us/Kustomization": "bases: [../../base]\nnamespace: us\n",
      "unused/kustomization.yaml": "kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\n",
    };
    const expected = { "clusters/eu": ["none: ConfigMap a-x"], "clusters/us": ["none: ConfigMap us/a"] };
    expect(told(find(files).environments)).toEqual(expected);
    const below = { eu: ["none: ConfigMap a-x"], us: ["none: ConfigMap us/a"] };
    expect(told(find(files, "clusters").environments)).toEqual(below);
    expect(told(find(files, ["clusters/us", "clusters/eu"]).environments)).toEqual(below);
    expect(told(find(files, "clusters/us").environments)).toEqual({ us: ["none: ConfigMap us/a"] });
    expect(told(find(files, "clusters/us/Kustomization").environments)).toEqual({ us: ["none: ConfigMap us/a"] });
  });
  it("are none where they only join folders of their own that others use as well", () => {
    const files = {
      "profile/kustomization.yaml": "resources: [one, two]\n",
      "profile/one/kustomization.yaml": "configMapGenerator: [{name: one}]\n",
      "profile/two/kustomization.yaml": "configMapGenerator: [{name: two}]\n",
      "c1/kustomization.yaml": "resources: [../profile/one]\n",
      "c2/kustomization.yaml": "resources: [../profile/one, ../profile/two]\n",
    };
    expect(Object.keys(told(find(files).environments))).toEqual(["c1", "c2"]);
    const { "c2/kustomization.yaml": _, ...rest } = files;
    expect(Object.keys(told(find(rest).environments))).toEqual(["c1", "profile"]);
  });
  it("tell objects that kustomize builds and no cluster takes, and hold the others", () => {
    const files = {
      "a/kustomization.yaml": "resources: [ok.yaml, bad.yaml]\n",
      "a/ok.yaml": configMap("ok"),
      "a/bad.yaml":
        "kind: Thing\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: b}\nspec: {size: .inf}\n",
    };
    const found = find(files);
    expect(lines(found.problems).toSorted()).toEqual([
      "not-an-object a/bad.yaml:1:1 an object of this kustomization has no apiVersion",
      expect.stringMatching(
        /^not-an-object a\/bad\.yaml:4:1 an object of this kustomization can't be written: .*\.inf/,
      ),
    ]);
    expect(found.incomplete.flatMap(({ resources }) => resources.map(({ id }) => id.name))).toEqual(["ok"]);
  });
  it("that are wrong are told with their place, and others go on", () => {
    const files = {
      ...BASE,
      "bad/kustomization.yaml": "resources:\n  - ../base\n  - gone.yaml\n",
      "worse/kustomization.yaml": "resources: [\n",
      "good/kustomization.yaml": "resources: [../base]\n",
    };
    const found = find(files);
    expect(Object.keys(told(found.environments))).toEqual(["good"]);
    expect(found.incomplete.map(({ name, resources }) => [name, resources.length])).toEqual([
      ["bad", 0],
      ["worse", 0],
    ]);
    expect(found.problems.map(({ rule, at }) => `${rule} ${at.file} ${at.line}`)).toEqual([
      "kustomization-missing bad/kustomization.yaml 3",
      "kustomization-yaml worse/kustomization.yaml 2",
    ]);
  });
  it("that use each other in a circle are told", () => {
    const files = { "a/kustomization.yaml": "resources: [../b]\n", "b/kustomization.yaml": "resources: [../a]\n" };
    expect(find(files).problems.map(({ rule }) => rule)).toEqual(["kustomization-cycle"]);
  });
  it("tell the same wrong base once", () => {
    const files = {
      "base/kustomization.yaml": "resources: [gone.yaml]\n",
      "a/kustomization.yaml": "resources: [../base]\n",
      "b/kustomization.yaml": "resources: [../base]\n",
    };
    expect(lines(find(files).problems)).toHaveLength(1);
  });
  it("are environments that another one uses, too, where they are in another state of the tree", () => {
    const files = {
      "a/kustomization.yaml": "resources: [cm.yaml]\n",
      "a/cm.yaml": configMap("a"),
      "b/kustomization.yaml": "resources: [../a]\n",
      "part/kustomization.yaml": "kind: Component\n",
    };
    expect(find(files).environments.map(({ name }) => name)).toEqual(["b"]);
    const { environments, roots } = find(files, "", { roots: new Set(["a", "part", "gone"]) });
    expect(environments.map(({ name }) => name)).toEqual(["a", "b"]);
    expect([...roots]).toEqual(["b", "a"]);
  });

  it("place a value where it was set, a mapping at its key, a missing one at the nearest around it", () => {
    const files = {
      "base/kustomization.yaml": "resources: [a.yaml]\n",
      "base/a.yaml": `${configMap("a")}data:\n  x: "1"\n  z: "2"\n`,
      "over/kustomization.yaml": "resources: [../base]\npatches:\n  - path: p.yaml\nnamespace: ns\n",
      "over/p.yaml": `${configMap("a")}data:\n  z: "3"\n`,
    };
    const environment = only(find(files));
    const at = (...path: string[]): string => place(environment, "ConfigMap ns/a", path);
    expect(at("data", "x")).toBe("base/a.yaml:6:6");
    expect(at("data", "z")).toBe("over/p.yaml:6:6");
    expect(at("metadata", "namespace")).toBe("over/kustomization.yaml:4:12");
    expect(at("data", "q", "deep")).toBe(at("data"));
    expect(at("data")).toBe("base/a.yaml:5:1");
    expect(at()).toMatch(/^base\/a\.yaml:1/);
  });
  it("are not looked for in hidden folders, packages and charts", () => {
    const one = "configMapGenerator: [{name: m}]\n";
    const files = {
      ".git/kustomization.yaml": one,
      ".hidden/x/kustomization.yaml": one,
      "node_modules/a/kustomization.yaml": one,
      "chart/Chart.yaml": "name: c\nversion: 1.0.0\ndependencies: []\n",
      "chart/templates/kustomization.yaml": one,
    };
    const found = find(files);
    expect([found.environments, found.problems]).toEqual([[], []]);
    expect(lines(found.notes)).toHaveLength(1);
  });
});
