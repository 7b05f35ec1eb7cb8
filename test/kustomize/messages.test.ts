/** What a build says of wrong input: all of it at once, each with the file and line to correct. */
import { describe, expect, it } from "vitest";
import { BuildError, build, treeSource } from "../../src/kustomize/build.ts";
import { formatPlace } from "../../src/model/finding.ts";

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
  const K = "o/kustomization.yaml";
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
