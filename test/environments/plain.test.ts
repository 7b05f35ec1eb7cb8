/** Files of plain objects: which belong together, what in them is wrong, and where it stands. */
import { describe, expect, it } from "vitest";
import { type FindOptions, NOTHING_BESIDE } from "../../src/environments/environments.ts";
import { application, configMap, find, lines, only, place, told } from "./tree.ts";

describe("plain files", () => {
  it("of the topmost folder without a kustomization are one environment", () => {
    const files = {
      "deploy/a.yaml": configMap("a"),
      "deploy/sub/b.yml": `---\n${configMap("b")}---\n${configMap("c")}`,
      "deploy/sub/readme.md": "x",
    };
    expect(told(find(files, "deploy").environments)).toEqual({
      deploy: ["none: ConfigMap a, ConfigMap b, ConfigMap c"],
    });
  });
  it("with the same object are one each, or one for each folder", () => {
    const flat = { "out/eu.yaml": configMap("a"), "out/us.yaml": configMap("a"), "out/z.yaml": configMap("z") };
    expect(Object.keys(told(find(flat).environments))).toEqual(["out/eu.yaml", "out/us.yaml", "out/z.yaml"]);
    const folders = {
      "out/eu/a.yaml": configMap("a"),
      "out/eu/b.yaml": configMap("b"),
      "out/us/a.yaml": configMap("a"),
    };
    expect(told(find(folders).environments)).toEqual({
      "out/eu": ["none: ConfigMap a, ConfigMap b"],
      "out/us": ["none: ConfigMap a"],
    });
  });
  it("beside and below kustomizations are theirs", () => {
    const files = {
      "app/kustomization.yaml": "resources: [a.yaml]\n",
      "app/a.yaml": configMap("a"),
      "app/later/b.yaml": configMap("b"),
      "c.yaml": configMap("c"),
      "other/d.yaml": configMap("d"),
    };
    expect(told(find(files).environments)).toEqual({ app: ["none: ConfigMap a"], other: ["none: ConfigMap d"] });
  });
  it("that are no manifests are passed over, and told where a person has named one", () => {
    const files = {
      "a.yaml": configMap("a"),
      "values.yaml": "image: x\nimage: y\n",
      "broken.yaml": "{{ template }}\n a: [\n",
      "kind.yaml": "apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n",
      ".github/ci.yaml": "on: push\n",
    };
    expect(told([only(find(files))])).toEqual({ ".": ["none: ConfigMap a"] });
    expect(lines(find(files, "values.yaml").problems)).toEqual([
      expect.stringMatching(/^duplicate-key values\.yaml:2:1 the key image stands twice/),
      expect.stringMatching(/^not-an-object values\.yaml:1:1 this document has no apiVersion/),
    ]);
    expect(lines(find({ "e.yaml": "# nothing\n" }, "e.yaml").problems)).toEqual([
      "no-object e.yaml e.yaml holds no Kubernetes object",
    ]);
  });
  it("that a person has named are one environment, or one each where objects repeat", () => {
    const files = { "x/a.yaml": configMap("a"), "x/b.yaml": configMap("b"), "y/a.yaml": configMap("a") };
    expect(told(find(files, ["x/a.yaml", "x/b.yaml"]).environments)).toEqual({
      x: ["none: ConfigMap a, ConfigMap b"],
    });
    expect(told(find(files, "x/b.yaml").environments)).toEqual({ "b.yaml": ["none: ConfigMap b"] });
    expect(Object.keys(told(find(files, ["x/a.yaml", "y/a.yaml"]).environments))).toEqual(["x/a.yaml", "y/a.yaml"]);
    expect(lines(find(files, ["x/gone.yaml", "x/a.yaml"]).problems)).toEqual([
      "no-such-file x/gone.yaml there is no file or folder x/gone.yaml",
    ]);
  });
  it("hold lists, and places know the item", () => {
    const list = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMapList
    items:
      - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {k: v}}
  - apiVersion: v1
    kind: ConfigMap
    metadata:
      name: b
`;
    const environment = only(find({ "l.yaml": `# first\n---\n${list}` }, "l.yaml"));
    expect(told([environment])).toEqual({ "l.yaml": ["none: ConfigMap a, ConfigMap b"] });
    expect(place(environment, "ConfigMap a", ["data", "k"])).toBe("l.yaml:9:74");
    expect(place(environment, "ConfigMap b", ["metadata", "name"])).toBe("l.yaml:13:13");
    expect(place(environment, "ConfigMap b", ["data", "x"])).toBe("l.yaml:10:5");
  });
  it("are read with the older YAML, as kubectl does", () => {
    const { resources } = only(find({ "a.yaml": `${configMap("a")}data: {a: yes, b: 0644, c: "yes"}\n` }));
    expect(resources[0]?.manifest.data).toEqual({ a: true, b: 420, c: "yes" });
  });
  it("tell every repeated key of a document, and take the last", () => {
    const text = `${configMap("a")}data:\n  x: "1"\n  x: "2"\n  l: &l {q: "1"}\n  <<: *l\n  q: "2"\nkind: ConfigMap\n`;
    const found = find({ "a.yaml": text });
    expect(found.problems.map(({ at }) => `${at.line}:${at.column}`)).toEqual(["7:3", "11:1"]);
    expect(found.environments[0]?.resources[0]?.manifest.data).toMatchObject({ x: "2", q: "2" });
  });
  it("with a wrong document tell it, read the others, and are incomplete", () => {
    const text = `${configMap("a")}---\n${configMap("b")}data: [\n---\nkind: X\n---\n- 1\n---\n${configMap("c")}`;
    const found = find({ "a.yaml": text });
    expect(found.environments).toEqual([]);
    expect(told(found.incomplete)).toEqual({ ".": ["none: ConfigMap a, ConfigMap c"] });
    expect(found.problems.map(({ rule, at }) => `${rule} ${at.line}`)).toEqual([
      "yaml-syntax 11",
      "not-an-object 12",
      "not-an-object 14",
    ]);
  });
  it("need a name, or one that is made for them", () => {
    const job = (name: string): string => `apiVersion: batch/v1\nkind: Job\nmetadata: {${name}}\n`;
    const made = only(find({ "a.yaml": `${job("generateName: j-")}---\n${job("generateName: j-")}` }));
    expect(made.resources.map(({ id }) => id.name)).toEqual(["j-", "j-"]);
    expect(lines(find({ "a.yaml": job("labels: {a: b}") }).problems)).toEqual([
      "not-an-object a.yaml:1:1 this document has no metadata.name",
    ]);
  });
});

describe("plain files beside kustomizations, where they count", () => {
  const KUSTOMIZATION = {
    "app/k/kustomization.yaml": 'resources: [a.yaml]\npatches: [{path: "../patches/used.yaml"}]\n',
    "app/k/a.yaml": configMap("a"),
    "app/k/unused.yaml": configMap("unused"),
    "app/patches/p/kustomization.yaml": "kind: Component\nconfigMapGenerator: [{name: c, files: [x=../values.yaml]}]\n",
    "app/patches/used.yaml": configMap("a"),
    "app/patches/values.yaml": configMap("values"),
  };
  const besides = (files: Readonly<Record<string, string>>, options: FindOptions = {}) =>
    find({ ...KUSTOMIZATION, ...files }, "", { beside: NOTHING_BESIDE, ...options });

  it("are environments of their folders, but for what a kustomization reads, and what is no manifest", () => {
    const files = { "root.yaml": configMap("root"), "app/one.yaml": configMap("one"), "app/values.yaml": "a: b\n" };
    const { environments, problems } = besides(files);
    expect(Object.fromEntries(Object.entries(told(environments)).filter(([name]) => name !== "app/k"))).toEqual({
      ".": ["none: ConfigMap root"],
      app: ["none: ConfigMap one"],
    });
    expect(problems.map(({ rule }) => rule)).toEqual(["kustomization-root-only"]);
    expect(told(find({ ...KUSTOMIZATION, ...files }).environments)).toEqual({});
  });
  it("may be patches without a name, which keep nothing from being read", () => {
    const patch = "apiVersion: v1\nkind: ConfigMap\nmetadata: {labels: {a: b}}\n";
    const { environments, incomplete } = besides({ "patch.yaml": `${patch}---\n${configMap("b")}`, "two.yaml": patch });
    expect(told(environments)).toEqual({ ".": ["none: ConfigMap b"] });
    expect(Object.keys(told(incomplete))).toEqual(["app/k"]);
  });
  it("are known by their own names where another environment has that of their folder", () => {
    const files = {
      "apps/in/kustomization.yaml": "resources: [app.yaml]\n",
      "apps/in/app.yaml": application("all", "apps, directory: {include: 'a*'}"),
      "apps/a.yaml": configMap("a"),
      "apps/b.yaml": configMap("b"),
    };
    expect(told(find(files, "", { beside: NOTHING_BESIDE }).environments)).toEqual({
      apps: ["application all: ConfigMap web/a"],
      "apps/b.yaml": ["none: ConfigMap b"],
    });
  });
  it("are grouped as another state of the tree has them, and left out where that one's kustomizations read them", () => {
    const files = {
      "a/one.yaml": configMap("one"),
      "a/b/two.yaml": configMap("two"),
      "a/c/three.yaml": configMap("c"),
    };
    const alone = find(files, "", { beside: NOTHING_BESIDE });
    expect(Object.keys(told(alone.environments))).toEqual(["."]);
    const beside = { above: new Set(["", "a"]), read: new Set(["a/one.yaml"]) };
    expect(Object.keys(told(find(files, "", { beside }).environments))).toEqual(["a/b", "a/c"]);
    const plain = new Set(["", "a", "a/b"]);
    expect(Object.keys(told(find(files, "", { plain, beside: { ...beside, read: new Set() } }).environments))).toEqual([
      "a",
      "a/b",
      "a/c",
    ]);
  });
});

describe("plain files of which another state of the tree is known", () => {
  it("are broken where nothing in them can be read, and else passed over", () => {
    const files = { "a/one.yaml": configMap("a"), "a/two.yaml": "a: [\n" };
    const alone = find(files);
    expect([told(alone.environments), [...alone.manifests], [...alone.passedOver], lines(alone.problems)]).toEqual([
      { ".": ["none: ConfigMap a"] },
      ["a/one.yaml"],
      ["a/two.yaml"],
      [],
    ]);
    const { environments, incomplete, problems } = find(files, "", { manifests: new Set(["a/two.yaml"]) });
    expect([environments, told(incomplete)]).toEqual([[], { ".": ["none: ConfigMap a"] }]);
    expect(lines(problems)).toEqual([
      "yaml-syntax a/two.yaml:2:1 this is not valid YAML: brackets are not closed, or the lines in them are not indented",
    ]);
  });

  it("are environments of their own where they were", () => {
    const files = { "out/eu/a.yaml": configMap("a"), "out/eu/b.yaml": configMap("b") };
    const alone = find(files);
    expect([Object.keys(told(alone.environments)), [...alone.plain]]).toEqual([["."], [""]]);
    const beside = find(files, "", { plain: new Set(["out/eu", "out/us"]) });
    expect([Object.keys(told(beside.environments)), [...beside.plain]]).toEqual([["out/eu"], ["out/eu"]]);
  });
});
