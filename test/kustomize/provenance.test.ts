/** Whole trees in; for each field of the output, the file and line that set it. */
import { describe, expect, it } from "vitest";
import { build, createBuildCache, treeSource, writeBuild } from "../../src/kustomize/build.ts";
import type { Value } from "../../src/kustomize/yaml/value.ts";
import { isList, isMapping, scalarText } from "../../src/kustomize/yaml/value.ts";

type Files = Readonly<Record<string, string>>;

const source = (files: Files) => treeSource(new Map(Object.entries(files).map(([path, text]) => [path, { text }])));

function* leaves(value: Value, path: (string | number)[] = []): Generator<[path: (string | number)[], text: string]> {
  if (isList(value)) for (const [index, item] of value.entries()) yield* leaves(item, [...path, index]);
  else if (isMapping(value)) for (const [key, item] of Object.entries(value)) yield* leaves(item, [...path, key]);
  else yield [path, scalarText(value)];
}

/** `Kind name path = value: kind file:line`, sorted. */
function places(files: Files, directory = "o"): string[] {
  const { resources, provenance } = build(source(files), directory, { provenance: true });
  const found = resources.flatMap((resource) =>
    [...leaves(resource.object)].map(([path, text]) => {
      const place = provenance?.placeOf(resource, path);
      return `${resource.id.kind} ${path.join(".")} = ${text}: ${place?.kind} ${place?.file}:${place?.line}`;
    }),
  );
  return found.sort();
}

const BASE: Files = {
  "base/kustomization.yaml": "resources: [app.yaml]\n",
  "base/app.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
      - name: web
        image: web:1
        env:
        - name: A
          value: one
        - name: B
          value: two
`,
};

describe("each field", () => {
  it("stands in its base, its patch, or the entry of the overlay that set it", () => {
    const files = {
      ...BASE,
      "o/kustomization.yaml": `resources: [../base]
namespace: shop
images:
- name: web
  newTag: "2"
patches:
- path: patch.yaml
- target: {kind: Deployment}
  patch: |-
    - op: add
      path: /spec/replicas
      value: 3
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
      labels:
        tier: front
`,
      "o/patch.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - name: side
        image: side:1
      - name: web
        env:
        - name: B
          value: three
        - name: C
          value: four
`,
    };
    expect(places(files)).toEqual([
      "Deployment apiVersion = apps/v1: resource base/app.yaml:1",
      "Deployment kind = Deployment: resource base/app.yaml:2",
      "Deployment metadata.labels.tier = front: patch o/kustomization.yaml:19",
      "Deployment metadata.name = web: resource base/app.yaml:4",
      "Deployment metadata.namespace = shop: kustomization o/kustomization.yaml:2",
      "Deployment spec.replicas = 3: patch o/kustomization.yaml:12",
      "Deployment spec.template.spec.containers.0.image = side:1: patch o/patch.yaml:9",
      "Deployment spec.template.spec.containers.0.name = side: patch o/patch.yaml:8",
      "Deployment spec.template.spec.containers.1.env.0.name = B: resource base/app.yaml:14",
      "Deployment spec.template.spec.containers.1.env.0.value = three: patch o/patch.yaml:13",
      "Deployment spec.template.spec.containers.1.env.1.name = C: patch o/patch.yaml:14",
      "Deployment spec.template.spec.containers.1.env.1.value = four: patch o/patch.yaml:15",
      "Deployment spec.template.spec.containers.1.env.2.name = A: resource base/app.yaml:12",
      "Deployment spec.template.spec.containers.1.env.2.value = one: resource base/app.yaml:13",
      "Deployment spec.template.spec.containers.1.image = web:2: kustomization o/kustomization.yaml:4",
      "Deployment spec.template.spec.containers.1.name = web: resource base/app.yaml:9",
    ]);
  });

  it("of a generated object stands at its literal, and a reference where the name was made", () => {
    const files = {
      "base/kustomization.yaml": `resources: [pod.yaml]
configMapGenerator:
- name: settings
  literals:
  - a=1
  - b=2
`,
      "base/pod.yaml":
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, envFrom: [{configMapRef: {name: settings}}]}]}\n",
      "o/kustomization.yaml": `resources: [../base]
components: [../component]
`,
      "component/kustomization.yaml": `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
configMapGenerator:
- name: settings
  behavior: merge
  literals: [b=3]
`,
    };
    const found = places(files);
    expect(found).toContain("ConfigMap data.a = 1: generator base/kustomization.yaml:5");
    expect(found).toContain("ConfigMap data.b = 3: generator component/kustomization.yaml:6");
    expect(found.find((line) => line.startsWith("ConfigMap metadata.name"))).toMatch(
      /settings-\w{10}: generator base\/kustomization.yaml:3$/,
    );
    expect(found.find((line) => line.includes("configMapRef.name"))).toMatch(
      /settings-\w{10}: generator base\/kustomization.yaml:3$/,
    );
  });

  it("follows prefixes, labels, replacements and variables to their entries", () => {
    const files = {
      ...BASE,
      "o/kustomization.yaml": `resources: [../base]
namePrefix: x-
labels:
- pairs: {team: a}
replacements:
- source: {kind: Deployment, fieldPath: metadata.labels.team}
  targets:
  - select: {kind: Deployment}
    fieldPaths: [spec.template.spec.containers.0.env.0.value]
vars:
- name: NAME
  objref: {apiVersion: apps/v1, kind: Deployment, name: web}
patches:
- path: p.yaml
`,
      "o/p.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: web, args: [$(NAME)]}]}}}
`,
    };
    const found = places(files);
    expect(found).toContain("Deployment metadata.name = x-web: kustomization o/kustomization.yaml:2");
    expect(found).toContain("Deployment metadata.labels.team = a: kustomization o/kustomization.yaml:4");
    expect(found).toContain(
      "Deployment spec.template.spec.containers.0.env.0.value = a: kustomization o/kustomization.yaml:6",
    );
    expect(found).toContain(
      "Deployment spec.template.spec.containers.0.args.0 = x-web: kustomization o/kustomization.yaml:11",
    );
  });
});

it("changes nothing of what is built, with or without a common cache", () => {
  const files = { ...BASE, "o/kustomization.yaml": "resources: [../base]\nnameSuffix: -x\n" };
  const cache = createBuildCache();
  const plain = writeBuild(build(source(files), "o"));
  for (const provenance of [true, false, true, true]) {
    const built = build(source(files), "o", { cache, provenance });
    expect(writeBuild(built)).toBe(plain);
    expect(built.provenance === undefined).toBe(!provenance);
    const [resource] = built.resources;
    if (resource === undefined || !provenance) continue;
    expect(built.provenance?.placeOf(resource, ["metadata", "name"])).toMatchObject({ line: 2 });
    expect(built.provenance?.placeOf(resource, ["kind"])).toMatchObject({ file: "base/app.yaml", line: 2 });
  }
});
