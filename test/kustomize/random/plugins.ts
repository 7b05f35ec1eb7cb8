/** Random `transformers`, `generators` and `validators`: kustomize's built-in plugins as objects. */
import type { Chance } from "./chance.ts";
import { generatorEntry } from "./generators.ts";
import { annotationsOf, imageName, imageOf, nameOf, pairsOf } from "./names.ts";
import { mergePatch, targetOf } from "./patches.ts";
import { replacementEntry } from "./replacements.ts";
import { namespaced, type Scope } from "./scope.ts";
import { writeDocuments, writeYaml } from "./write-yaml.ts";
import { mapOf, type Yaml, type YamlMap } from "./yaml-value.ts";

const FIELDS: readonly YamlMap[] = [
  { path: "metadata/labels", create: true },
  { path: "metadata/annotations", create: true },
  { path: "spec/template/metadata/labels", kind: "Deployment", create: true },
  { path: "spec/selector", kind: "Service", version: "v1" },
];

const plugin = (kind: string, fields: YamlMap, name = "plugin"): YamlMap => ({
  apiVersion: "builtin",
  kind,
  metadata: { name },
  ...fields,
});

function newNamespace(scope: Scope, chance: Chance): string {
  const namespace = chance.pick(["one", "three"]);
  namespaced(scope, namespace);
  return namespace;
}

export function transformer(scope: Scope, chance: Chance): YamlMap | undefined {
  const known = scope.oneKnown(chance);
  return chance.weighted<() => YamlMap | undefined>([
    [3, () => plugin("PrefixTransformer", { prefix: "t-", fieldSpecs: [{ path: "metadata/name" }] })],
    [2, () => plugin("SuffixTransformer", { suffix: "-t", fieldSpecs: [{ path: "metadata/name" }] })],
    [
      1,
      () => plugin("PrefixSuffixTransformer", { prefix: "p-", suffix: "-s", fieldSpecs: [{ path: "metadata/name" }] }),
    ],
    [3, () => plugin("LabelTransformer", { labels: pairsOf(chance), fieldSpecs: chance.some(FIELDS, 1, 3) })],
    [
      3,
      () =>
        plugin("AnnotationsTransformer", {
          annotations: annotationsOf(chance),
          fieldSpecs: [{ path: "metadata/annotations", create: true }],
        }),
    ],
    [
      3,
      () => ({
        ...plugin(
          "NamespaceTransformer",
          mapOf({
            unsetOnly: chance.is(0.5) ? true : undefined,
            setRoleBindingSubjects: chance.is(0.5)
              ? chance.pick(["none", "defaultOnly", "allServiceAccounts"])
              : undefined,
            fieldSpecs: chance.is(0.5) ? [{ path: "metadata/namespace", create: true }] : undefined,
          }),
        ),
        metadata: { name: "plugin", namespace: newNamespace(scope, chance) },
      }),
    ],
    [
      2,
      () =>
        plugin("ImageTagTransformer", {
          imageTag: { name: imageName(imageOf(chance)), newTag: "t1" },
          fieldSpecs: [{ path: "spec/template/spec/containers/image" }],
        }),
    ],
    [
      2,
      () =>
        plugin("ReplicaCountTransformer", {
          replica: { name: known?.originalName ?? "web", count: 3 },
          fieldSpecs: [{ path: "spec/replicas", create: true, kind: known?.kind ?? "Deployment" }],
        }),
    ],
    [1, () => plugin("HashTransformer", {})],
    [
      2,
      () =>
        known === undefined
          ? undefined
          : plugin("PatchTransformer", {
              patch: writeYaml(mergePatch(chance, known), chance),
              target: targetOf(chance, known),
            }),
    ],
    [
      1,
      () =>
        known === undefined
          ? undefined
          : plugin("PatchStrategicMergeTransformer", { patches: writeYaml(mergePatch(chance, known), chance) }),
    ],
    [
      1,
      () =>
        plugin("ValueAddTransformer", {
          value: "v",
          targets: [{ selector: { kind: known?.kind ?? "Service" }, fieldPath: "metadata/annotations" }],
        }),
    ],
    [
      1,
      () => {
        const one = replacementEntry(scope, chance);
        return one === undefined ? undefined : plugin("ReplacementTransformer", { replacements: [one] });
      },
    ],
    [1, () => plugin(chance.pick(["NoSuchTransformer", "ConfigMapGenerator"]), {})],
  ])();
}

export function generator(scope: Scope, chance: Chance): YamlMap {
  const kind = chance.is(0.6) ? "ConfigMap" : "Secret";
  const { name, namespace, ...fields } = generatorEntry(scope, chance, kind);
  return { ...plugin(`${kind}Generator`, fields), metadata: mapOf({ name: name ?? nameOf(chance), namespace }) };
}

/** An entry of the list: a file of the folder, or the object itself as text. */
export function pluginEntry(scope: Scope, chance: Chance, object: YamlMap): Yaml {
  return chance.is(0.6) ? scope.file("plugin.yaml", writeDocuments([object], chance)) : writeYaml(object, chance);
}
