/** What a build says of wrong input: all of it at once, each with the file and line to correct. */
import { describe, expect, it } from "vitest";
import { BuildError, build, treeSource } from "../../src/kustomize/build.ts";
import { formatPlace } from "../../src/model/finding.ts";

const K = "o/kustomization.yaml";
const A = "o/a.yaml";

type Files = Readonly<Record<string, string>>;

const map = (name: string, data = "x: y"): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata: {${data}}\n`;

function failureOf(files: Files): BuildError {
  const tree = new Map(Object.entries(files).map(([path, text]) => [path, { text }]));
  try {
    build(treeSource(tree), "o");
  } catch (error) {
    if (error instanceof BuildError) return error;
    throw error;
  }
  throw new Error("the build is right");
}

/** `place: message` of each finding. */
const problemsOf = (files: Files): readonly string[] =>
  failureOf(files).findings.map(({ at, message }) => `${formatPlace(at)}: ${message}`);

describe("all problems at once", () => {
  it.each<[string, Files, readonly string[]]>([
    [
      "resources",
      { [K]: "resources: [not, a.yaml, nope]\n", "o/a.yaml": map("a") },
      [
        `${K}:1:13 resources[0]: ${K}: resources[0]: there is no file or directory o/not`,
        `${K}:1:26 resources[2]: ${K}: resources[2]: there is no file or directory o/nope`,
      ],
    ],
    [
      "components, of which those after a wrong one are not applied",
      {
        [K]: "components: [not, c, nope]\n",
        "o/c/kustomization.yaml":
          "kind: Component\npatches: [{patch: '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}'}]\n",
      },
      [
        `${K}:1:14 components[0]: ${K}: components[0]: not is not a directory`,
        `${K}:1:22 components[2]: ${K}: components[2]: nope is not a directory`,
      ],
    ],
    [
      "patches, and the bases of the same kustomization",
      { [K]: "resources: [../b]\npatches: [{path: p}]\n", "b/kustomization.yaml": "namPrefix: a\n" },
      [
        `${K}:2:18 patches[0].path: ${K}: patches[0].path: there is no file or directory o/p`,
        "b/kustomization.yaml:1:1 namPrefix: b/kustomization.yaml: namPrefix: kustomize has no such field here",
      ],
    ],
    [
      "patches whose objects are not there",
      {
        [K]: "resources: [a.yaml]\npatches: [{path: p}, {path: q}, {path: r}]\n",
        "o/a.yaml": map("a"),
        "o/p": map("b"),
        "o/q": map("a", "z: z"),
        "o/r": map("c"),
      },
      [
        `${K}:2:18 patches[0].path: ${K}: patches[0].path: there is no object ConfigMap b (version v1); there is ConfigMap a (version v1)`,
        `${K}:2:40 patches[2].path: ${K}: patches[2].path: there is no object ConfigMap c (version v1); there is ConfigMap a (version v1)`,
      ],
    ],
    [
      "patches and replacements",
      { [K]: "patches: [{path: p}, {path: q}]\nreplacements: [{path: r}]\n" },
      [
        `${K}:1:18 patches[0].path: ${K}: patches[0].path: there is no file or directory o/p`,
        `${K}:1:29 patches[1].path: ${K}: patches[1].path: there is no file or directory o/q`,
        `${K}:2:23 replacements[0].path: ${K}: replacements[0].path: there is no file or directory o/r`,
      ],
    ],
    [
      "generators",
      { [K]: "configMapGenerator:\n- {name: a, literals: [b], files: [c]}\n- {name: d, envs: [e]}\n" },
      [
        `${K}:2:24 configMapGenerator[0].literals[0]: ${K}: configMapGenerator[0].literals[0]: this literal has no key and value`,
        `${K}:2:36 configMapGenerator[0].files[0]: ${K}: configMapGenerator[0].files[0]: there is no file or directory o/c`,
        `${K}:3:20 configMapGenerator[1].envs[0]: ${K}: configMapGenerator[1].envs[0]: there is no file or directory o/e`,
      ],
    ],
    [
      "of a base that several use, each once",
      {
        [K]: "resources: [../a, ../b]\n",
        "a/kustomization.yaml": "resources: [../c]\nnamePrefix: a-\n",
        "b/kustomization.yaml": "resources: [../c]\nnamePrefix: b-\n",
        "c/kustomization.yaml": "resources: [not]\n",
      },
      [
        "c/kustomization.yaml:1:13 resources[0]: c/kustomization.yaml: resources[0]: there is no file or directory c/not",
      ],
    ],
  ])("%s", (_, files, problems) => {
    expect(problemsOf(files)).toEqual(problems);
  });

  it("looks at a wrong base once, however many ways lead to it", () => {
    const levels = Array.from({ length: 40 }, (_, level) => level);
    const layer = (level: number): Files => ({
      [`a${level}/kustomization.yaml`]: `resources: [../a${level + 1}, ../b${level + 1}]\n`,
      [`b${level}/kustomization.yaml`]: `resources: [../a${level + 1}, ../b${level + 1}]\n`,
    });
    const files = Object.assign({ "o/kustomization.yaml": "resources: [../a0]\n" }, ...levels.map(layer));
    expect(failureOf(files).findings).toHaveLength(4);
  });
});

/** Files of `o`, and what is said of the first problem: `place: message` and the fix. */
const SAID: readonly [what: string, files: Files, said: string, fix: string][] = [
  [
    "a plugin's file",
    {
      [K]: "transformers: [t.yaml]\n",
      "o/t.yaml": `apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: x}\nlabels: 3\n`,
    },
    "o/t.yaml:4:9 labels: o/t.yaml: LabelTransformer x: labels: must be a mapping",
    "Make it a mapping.",
  ],
  [
    "a second plugin of a file, with a patch",
    {
      [K]: "transformers: [t.yaml]\n",
      "o/t.yaml": `apiVersion: builtin
kind: HashTransformer
metadata: {name: x}
---
apiVersion: builtin
kind: PatchTransformer
metadata: {name: y}
patch: |
  a: b
  c: [
`,
    },
    "o/t.yaml:10 patch: o/t.yaml: PatchTransformer y: patch: the patch is not valid YAML: brackets are not closed, or the lines in them are not indented",
    "Correct the YAML.",
  ],
  [
    "an inline plugin",
    {
      [K]: `transformers:
- |-
  apiVersion: builtin
  kind: LabelTransformer
  metadata: {name: x}
  labels: 3
`,
    },
    `${K}:6 labels: ${K}: LabelTransformer x: labels: must be a mapping`,
    "Make it a mapping.",
  ],
  [
    "a plugin of one's own",
    { [K]: "transformers: [t.yaml]\n", "o/t.yaml": "\napiVersion: me/v1\nkind: Foo\nmetadata: {name: x}\n" },
    "o/t.yaml:2:1: o/t.yaml: Foo.me x: this is a plugin of your own, and a build runs no programs",
    "Use kustomize's built-in plugins (`apiVersion: builtin`).",
  ],
  [
    "an empty entry",
    { [K]: "resources:\n- a.yaml\n-\n", [A]: map("a") },
    `${K}:3:2 resources[1]: ${K}: resources[1]: this entry is empty`,
    "Write a path, or take the entry out.",
  ],
  [
    "an inline patch that is no YAML",
    { [K]: "resources: [a.yaml]\npatches:\n- patch: |\n\n    a: b\n     c: d\n", [A]: map("a") },
    `${K}:5 patches[0].patch: ${K}: patches[0].patch: the patch is not valid YAML: a line has a second key or a list behind its key; a text with a colon must be quoted`,
    "Correct the YAML.",
  ],
  [
    "an operation of an inline patch",
    {
      [K]: `resources: [a.yaml]
patches:
- target: {kind: ConfigMap}
  patch: |-
    - {op: add, path: /data/b, value: c}
    - {op: replace, path: /data/nope/deep, value: c}
`,
      [A]: map("a"),
    },
    `${K}:6 patches[0].patch: ${K}: patches[0].patch: ConfigMap a /data/nope/deep: operation 2: replace: the object has nothing at the parent of this path`,
    "Add the parent first, or correct the path.",
  ],
  [
    "an operation of a patch's file",
    {
      [K]: "resources: [a.yaml]\npatches:\n- {target: {kind: ConfigMap}, path: p.json}\n",
      [A]: map("a"),
      "o/p.json": '[\n  {"op": "remove", "path": "/data/x"},\n  {"op": "remove", "path": "/data/x"}\n]\n',
    },
    `o/p.json:3:3 patches[0].path: ${K}: patches[0].path: o/p.json, ConfigMap a /data/x: operation 2: remove: nothing is at this path`,
    "Leave the operation out, or correct its path.",
  ],
  [
    "an object that is there twice",
    { [K]: "resources: [../base, a.yaml]\n", [A]: `---\n${map("a")}`, ...baseOf(map("b"), map("a")) },
    `${K}:1:22 resources[1]: ${K}: resources[1]: ConfigMap a is there already: base/b.yaml:7 and o/a.yaml:2`,
    "Keep one of the two, or give them different names or namespaces.",
  ],
  [
    "a kustomization among the objects",
    { [K]: "resources: [../base/kustomization.yaml, a.yaml]\n", [A]: map("a"), ...baseOf(map("b")) },
    `${K}:1:13 resources[0]: ${K}: resources[0]: ../base/kustomization.yaml is a kustomization, and a folder is named without its file`,
    "Name the folder ../base.",
  ],
  [
    "a kustomization below among the objects",
    { [K]: "resources: [b/kustomization.yaml]\n", "o/b/kustomization.yaml": "namePrefix: a-\n" },
    `${K}:1:13 resources[0]: ${K}: resources[0]: b/kustomization.yaml is a kustomization, and a folder is named without its file`,
    "Name the folder b.",
  ],
  [
    "an object of Flux",
    { [K]: "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: ./x}\n" },
    `${K}:1:13 apiVersion: ${K}: apiVersion: this is an object of Flux, which tells a cluster what to build, and no kustomization`,
    "Build the folder that its spec.path names, or list this file under `resources` of a kustomization.",
  ],
  [
    "an item of a list",
    {
      [K]: "resources: [a.yaml]\n",
      [A]: "apiVersion: v1\nkind: ConfigMapList\nitems:\n- {kind: ConfigMap, metadata: {name: a}}\n- {kind: ConfigMap}\n",
    },
    `${A}:5:3 items[1]: ${A}: items[1]: it (ConfigMap) has no metadata.name`,
    "Write apiVersion, kind and metadata.name.",
  ],
  [
    "a misspelt field",
    { [K]: "resources: []\n  \nconfigMapGenerator:\n- nmae: a\n  name: b\n" },
    `${K}:4:3 configMapGenerator[0].nmae: ${K}: configMapGenerator[0].nmae: kustomize has no such field here`,
    "Did you mean name?",
  ],
  [
    "a field that is like no other",
    { [K]: "namePrefix: a-\nlabels: [{pairs: {a: b}, colour: red}]\n" },
    `${K}:2:26 labels[0].colour: ${K}: labels[0].colour: kustomize has no such field here`,
    "Use one of pairs, includeSelectors, includeTemplates, fields.",
  ],
  [
    "a wrong file of configurations",
    {
      [K]: "configurations: [ok.yaml, c.yaml]\n",
      "o/ok.yaml": "images: []\n",
      "o/c.yaml": "images:\n- path: a\n- {path: b, create: ja}\n",
    },
    "o/c.yaml:3:21 images[1].create: o/c.yaml: images[1].create: is neither true nor false",
    "Write true or false.",
  ],
  [
    "a wrong file of definitions",
    { [K]: "crds: [c.yaml]\n", "o/c.yaml": "a.B:\n  schema: {properties: {c: 3}}\n" },
    "o/c.yaml:2:28 a.B.schema.properties.c: o/c.yaml: a.B.schema.properties.c: is no mapping",
    "Write a mapping.",
  ],
  [
    "a wrong schema",
    {
      [K]: "resources: [a.yaml]\nopenapi: {path: s.json}\npatches: [{path: a.yaml}]\n",
      [A]: map("a"),
      "o/s.json": "{",
    },
    "o/s.json: o/s.json: the schema file is not a JSON object",
    "Give it an OpenAPI 2 document, as `kustomize openapi fetch`.",
  ],
];

function baseOf(...objects: readonly string[]): Files {
  return { "base/kustomization.yaml": "resources: [b.yaml]\n", "base/b.yaml": objects.join("---\n") };
}

it.each(SAID)("names the place of %s", (_, files, said, fix) => {
  const { findings } = failureOf(files);
  expect([problemsOf(files), findings.map((finding) => finding.fix)]).toEqual([[said], [fix]]);
});

it("tells of a failed build what was deprecated in it", () => {
  const files = {
    "o/kustomization.yaml": "resources: [../base]\ncommonLabels: {a: b}\n",
    "base/kustomization.yaml": "patchesStrategicMerge: [no.yaml]\n",
  };
  expect(failureOf(files).warnings.map((warning) => /'(\w+)' is deprecated/.exec(warning)?.[1])).toEqual([
    "commonLabels",
    "patchesStrategicMerge",
  ]);
});
