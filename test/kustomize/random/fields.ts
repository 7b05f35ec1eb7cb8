/** Random fields of a kustomization, each in its share of the trees. */
import type { Chance } from "./chance.ts";
import { generatorEntry, optionsOf } from "./generators.ts";
import { annotationsOf, imageName, imageOf, nameOf, namespaceOf, pairsOf } from "./names.ts";
import { oddScalar } from "./odd-values.ts";
import { jsonEntry, mergeEntry, patchEntry } from "./patches.ts";
import { generator, pluginEntry, transformer } from "./plugins.ts";
import { maybe } from "./pods.ts";
import { replacementEntry, varEntry } from "./replacements.ts";
import { namespaced, renamed, type Scope } from "./scope.ts";
import { writeYaml } from "./write-yaml.ts";
import { mapOf, Plain, type Yaml, type YamlMap } from "./yaml-value.ts";

type Make = (scope: Scope, chance: Chance) => Yaml | undefined;

const list =
  (most: number, make: Make): Make =>
  (scope, chance) => {
    const made = Array.from({ length: chance.between(1, most) }, () => make(scope, chance));
    const there = made.filter((one) => one !== undefined);
    return there.length === 0 ? undefined : there;
  };

function image(_scope: Scope, chance: Chance): YamlMap {
  const name = chance.is(0.9)
    ? imageName(imageOf(chance))
    : chance.pick(["*.x", "nothing", "web|api", "nginx:1.25", ""]);
  const change = chance.weighted<() => YamlMap>([
    [5, () => ({ newTag: chance.pick<Yaml>(["v2", "1.0", "latest", "v2"]) })],
    [2, () => ({ newName: chance.pick(["mirror.example.org/x", "y", "mirror:5000/z"]) })],
    [2, () => ({ newName: "mirror.example.org/x", newTag: "v3" })],
    [2, () => ({ digest: "sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3" })],
    [1, () => ({ newTag: "v2", digest: "sha256:abc" })],
    [1, () => ({ tagSuffix: "-debug" })],
    [1, () => ({ newName: "z", tagSuffix: "-debug", newTag: "v1" })],
    [1, () => ({})],
  ])();
  return { name, ...change };
}

const REPLICATED = ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"];

function replica(scope: Scope, chance: Chance): YamlMap | undefined {
  const candidates = scope.known.filter(({ kind }) => REPLICATED.includes(kind));
  if (candidates.length === 0 && !chance.is(0.03)) return undefined;
  const known = candidates.length === 0 ? undefined : chance.pick(candidates);
  return mapOf({
    name: known === undefined ? "nobody" : chance.is(0.7) ? known.originalName : known.name,
    count: maybe(chance, 0.97, () => chance.below(6)),
  });
}

const label: Make = (_scope, chance) =>
  mapOf({
    pairs: chance.is(0.02) ? {} : pairsOf(chance),
    includeSelectors: maybe(chance, 0.35, () => chance.is(0.8)),
    includeTemplates: maybe(chance, 0.35, () => chance.is(0.8)),
    fields: maybe(chance, 0.12, () => [
      chance.pick<YamlMap>([
        { path: "spec/custom/labels", kind: "Widget", create: true },
        { path: "spec/template/metadata/annotations", create: true, group: "apps" },
        { path: "metadata/annotations", create: true },
        { path: "spec/selector", version: "v1", kind: "Service" },
        { path: "spec/list[]/labels", create: true },
      ]),
    ]),
  });

const sort: Make = (_scope, chance) =>
  chance.weighted<() => YamlMap>([
    [4, () => ({ order: "legacy" })],
    [4, () => ({ order: "fifo" })],
    [
      2,
      () => ({
        order: "legacy",
        legacySortOptions: { orderFirst: ["Deployment", "Namespace"], orderLast: ["ConfigMap"] },
      }),
    ],
    [
      1,
      () => ({
        order: "legacy",
        legacySortOptions: mapOf({
          orderFirst: maybe(chance, 0.5, () => []),
          orderLast: maybe(chance, 0.5, () => ["Service"]),
        }),
      }),
    ],
    [
      1,
      () =>
        chance.pick<YamlMap>([
          {},
          { order: chance.is(0.9) ? "legacy" : "random" },
          { order: "fifo", legacySortOptions: { orderFirst: ["Service"] } },
        ]),
    ],
  ])();

const configuration: Make = (scope, chance) =>
  list(1, () => {
    const content = chance.pick<YamlMap>([
      {
        nameReference: [
          {
            kind: "ConfigMap",
            version: "v1",
            fieldSpecs: [
              { kind: "Widget", path: "spec/name" },
              { kind: "Widget", path: "spec/items/name" },
            ],
          },
        ],
      },
      { namePrefix: [{ path: "metadata/labels/app" }] },
      { commonLabels: [{ path: "spec/labels", kind: "Widget", create: true }] },
      { commonAnnotations: [{ path: "spec/annotations", kind: "Widget", create: true }] },
      { images: [{ path: "spec/image", kind: "Widget" }] },
      { namespace: [{ path: "spec/namespace", kind: "Widget", create: true }] },
      { varReference: [{ path: "metadata/annotations" }, { path: "data", kind: "ConfigMap" }] },
      { replicas: [{ path: "spec/count", kind: "Widget", create: true }] },
      {},
    ]);
    return scope.file("configuration.yaml", writeYaml(content, chance));
  })(scope, chance);

const schema: Make = (scope, _chance) => {
  const definitions = {
    "org.example.v1.Widget": {
      type: "object",
      "x-kubernetes-group-version-kind": [{ group: "example.org", kind: "Widget", version: "v1" }],
      properties: {
        spec: {
          type: "object",
          properties: {
            items: {
              type: "array",
              items: { type: "object" },
              "x-kubernetes-patch-strategy": "merge",
              "x-kubernetes-patch-merge-key": "name",
            },
          },
        },
      },
    },
  };
  return { path: scope.file("schema.json", `${JSON.stringify({ definitions }, null, 1)}\n`) };
};

const vars: Make = (scope, chance) => {
  const names = chance.some(["WEB_NAME", "HOST", "MOUNT", "LEVEL"], 1, 2);
  return names.map((name) => varEntry(scope, chance, name)).filter((one) => one !== undefined);
};

const prefix: Make = (scope, chance) => {
  const text = chance.pick(["dev-", "x-", "a.b-", "p"]);
  renamed(scope, (name) => text + name);
  return text;
};
const suffix: Make = (scope, chance) => {
  const text = chance.pick(["-v1", "-x", "z"]);
  renamed(scope, (name) => name + text);
  return text;
};
const namespace: Make = (scope, chance) => {
  const text = chance.is(0.97) ? namespaceOf(chance) : chance.pick(["", "1", "Ünï"]);
  namespaced(scope, text);
  return text;
};

/** In the order in which kustomize applies them, so that later ones see what earlier ones did. */
const FIELDS: readonly (readonly [name: string, share: number, make: Make])[] = [
  ["configMapGenerator", 0.24, list(2, (scope, chance) => generatorEntry(scope, chance, "ConfigMap"))],
  ["secretGenerator", 0.12, list(1, (scope, chance) => generatorEntry(scope, chance, "Secret"))],
  ["generatorOptions", 0.08, (_scope, chance) => optionsOf(chance)],
  ["generators", 0.05, list(1, (scope, chance) => pluginEntry(scope, chance, generator(scope, chance)))],
  ["patchesStrategicMerge", 0.07, list(2, mergeEntry)],
  ["patches", 0.3, list(3, patchEntry)],
  ["patchesJson6902", 0.06, list(1, jsonEntry)],
  ["namespace", 0.2, namespace],
  ["namePrefix", 0.2, prefix],
  ["nameSuffix", 0.14, suffix],
  ["labels", 0.15, list(2, label)],
  ["commonLabels", 0.1, (_scope, chance) => pairsOf(chance)],
  ["commonAnnotations", 0.12, (_scope, chance) => annotationsOf(chance)],
  ["replicas", 0.1, list(1, replica)],
  ["images", 0.16, list(2, image)],
  ["imageTags", 0.015, list(1, image)],
  ["replacements", 0.13, list(2, replacementEntry)],
  ["vars", 0.04, vars],
  [
    "transformers",
    0.1,
    list(2, (scope, chance) => {
      const made = transformer(scope, chance);
      return made === undefined ? undefined : pluginEntry(scope, chance, made);
    }),
  ],
  ["validators", 0.01, list(1, (scope, chance) => pluginEntry(scope, chance, transformer(scope, chance) ?? {}))],
  ["sortOptions", 0.12, sort],
  [
    "buildMetadata",
    0.08,
    (_scope, chance) => chance.some(["originAnnotations", "transformerAnnotations", "managedByLabel"], 1, 2),
  ],
  ["configurations", 0.06, configuration],
  ["openapi", 0.02, schema],
  [
    "metadata",
    0.05,
    (_scope, chance) => mapOf({ name: nameOf(chance), annotations: maybe(chance, 0.3, () => ({ a: "b" })) }),
  ],
];

/** Errors, mostly: what a hand may get wrong. */
const WRONG: readonly ((chance: Chance) => YamlMap)[] = [
  () => ({ unknownField: true }),
  (chance) => ({ namePrefix: oddScalar(chance) }),
  (chance) => ({ namespace: oddScalar(chance) }),
  (chance) => ({ commonAnnotations: { a: oddScalar(chance) } }),
  () => ({ Resources: ["x"] }),
  () => ({ resources: "objects.yaml" }),
  () => ({ patches: [{ path: "nowhere.yaml" }] }),
  () => ({ patches: [{ path: "../nowhere.yaml" }] }),
  () => ({ images: [{ name: "web", newTag: new Plain("1.0") }] }),
  () => ({ replicas: [{ name: "web", count: "2" }] }),
  () => ({ labels: null }),
  () => ({ commonLabels: {} }),
  () => ({ patches: [null] }),
  () => ({ patches: [{}] }),
  () => ({ buildMetadata: ["unknown"] }),
  () => ({ crds: ["nowhere.yaml"] }),
  () => ({ configMapGenerator: [{ literals: ["a=b"] }] }),
  () => ({ generatorOptions: null }),
  () => ({ configMapGenerator: [{ name: "web", files: ["nowhere"] }] }),
  () => ({ kind: "Deployment" }),
  () => ({ apiVersion: "v1" }),
  () => ({ namespace: null, namePrefix: null }),
];

/** All fields but those that name resources, bases and components. */
export function fieldsOf(scope: Scope, chance: Chance, share: number): YamlMap {
  const made = FIELDS.flatMap(([name, often, make]): [string, Yaml][] => {
    if (!chance.is(often * share)) return [];
    const value = make(scope, chance);
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(made), ...(chance.is(0.013) ? chance.pick(WRONG)(chance) : {}) };
}
