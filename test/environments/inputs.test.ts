/** The files that a kustomization could be made of. */
import { expect, it } from "vitest";
import { inputsOf } from "../../src/environments/inputs.ts";
import { tree } from "./tree.ts";

it("are all below its folder, and below what it or one there names, however it names it", () => {
  const files = {
    "app/kustomization.yaml":
      "helmCharts: [{name: a, valuesFile: ../values/a.yaml}]\nresources: [../base, https://example.com/a.yaml]\n" +
      "configMapGenerator: [{name: a, files: [key=../texts/a.txt]}]\nnamespace: other\n",
    "app/deep/kustomization.yaml": "components: [../../part]\n",
    "app/deep/notes.txt": "",
    "base/kustomization.yaml": "resources: [../app]\n",
    "base/a.yaml": "",
    "part/kustomization.yaml": "kind: Component\n",
    "values/a.yaml": "",
    "values/b.yaml": "",
    "texts/a.txt": "",
    "other/a.yaml": "",
  };
  expect(inputsOf(tree(files), ["app"])).toEqual([
    "app/deep/kustomization.yaml",
    "app/deep/notes.txt",
    "app/kustomization.yaml",
    "base/a.yaml",
    "base/kustomization.yaml",
    "part/kustomization.yaml",
    "texts/a.txt",
    "values/a.yaml",
  ]);
});
