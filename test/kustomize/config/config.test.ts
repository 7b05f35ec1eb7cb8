import { describe, expect, test } from "vitest";
import type { TransformerConfig } from "../../../src/kustomize/config/config.ts";
import { joinConfigurations, readConfiguration } from "../../../src/kustomize/config/configurations.ts";
import { readCrd } from "../../../src/kustomize/config/crds.ts";
import { defaultConfig } from "../../../src/kustomize/config/default-config.ts";
import { EMPTY_CONFIG, mergeConfig } from "../../../src/kustomize/config/merge-config.ts";
import type { Value } from "../../../src/kustomize/yaml/value.ts";

const images = (...specs: Record<string, string | boolean>[]) => ({ images: specs });

describe("the default configuration", () => {
  test("has the rows of kustomize's tables in its order", () => {
    const { nameReference, ...tables } = defaultConfig();
    expect(Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.length]))).toEqual({
      namePrefix: 1,
      nameSuffix: 1,
      namespace: 3,
      commonLabels: 32,
      labels: 0,
      templateLabels: 10,
      commonAnnotations: 9,
      varReference: 72,
      images: 6,
      replicas: 4,
    });
    expect(nameReference.map(({ target, fields }) => `${target.kind} ${fields.length}`)).toEqual([
      "StorageClass 3",
      "ServiceAccount 9",
      "Role 1",
      "ClusterRole 2",
      "ConfigMap 52",
      "Secret 70",
      "Service 8",
      "PriorityClass 7",
      "PersistentVolume 2",
      "PersistentVolumeClaim 7",
      "Deployment 1",
      "StatefulSet 1",
      "ValidatingAdmissionPolicy 1",
      "IngressClass 1",
      "ReplicaSet 1",
      "ReplicationController 1",
    ]);
  });

  test("is what a kustomization without configurations has, however often it is merged", () => {
    expect(joinConfigurations([])).toBe(defaultConfig());
    expect(mergeConfig(mergeConfig(EMPTY_CONFIG, defaultConfig()), defaultConfig())).toBe(defaultConfig());
  });
});

const readConfigurations = (documents: readonly Value[]): TransformerConfig =>
  joinConfigurations(documents.map(readConfiguration));

describe("configurations", () => {
  test("add to the default tables, named kinds first", () => {
    const added = { kind: "Widget", path: "spec/image", create: false };
    const config = readConfigurations([images({ kind: "Widget", path: "spec/image" })]);
    expect(config).toEqual({ ...defaultConfig(), images: [added, ...defaultConfig().images] });
  });

  test("a field spec for more kinds than one that is there adds nothing", () => {
    const config = readConfigurations([{ commonLabels: [{ path: "spec/selector", create: true }] }]);
    expect(config).toBe(defaultConfig());
  });

  test("rules for one kind become one rule", () => {
    const rule = (path: string) => ({ nameReference: [{ kind: "Zed", fieldSpecs: [{ path }] }] });
    expect(readConfigurations([rule("a"), rule("b")]).nameReference.at(-1)).toEqual({
      target: { kind: "Zed" },
      fields: [
        { path: "a", create: false },
        { path: "b", create: false },
      ],
    });
  });

  test.each([
    [[images({ path: "a", create: true }), images({ path: "a" })], "do not agree on create"],
    [[{ image: [] }], "unknown field image"],
    [[images({ path: "a", name: "b" })], "unknown field name"],
    [[images({ path: "a", create: "true" })], "neither true nor false"],
    [["text"], "is no mapping"],
    [[{ images: {} }], "is no list"],
  ])("%j is refused", (documents, message) => {
    expect(() => readConfigurations(documents)).toThrow(message);
  });
});

test("crds: extensions of properties say what the fields are, references lead on", () => {
  const bee = { kind: {}, apiVersion: {}, metadata: {}, spec: { $ref: "x.Spec" } };
  const spec = {
    labels: { "x-kubernetes-label-selector": "" },
    notes: { "x-kubernetes-annotation": "" },
    id: { "x-kubernetes-identity": "" },
    secret: { "x-kubernetes-object-ref-api-version": "v1", "x-kubernetes-object-ref-kind": "Secret" },
  };
  const document = { "x.Bee": { Schema: { properties: bee } }, "x.Spec": { Schema: { properties: spec } } };
  const field = (path: string) => ({ kind: "Bee", path, create: false });
  expect(readCrd(document)).toEqual({
    ...EMPTY_CONFIG,
    commonLabels: [field("spec/labels")],
    commonAnnotations: [field("spec/notes")],
    namePrefix: [field("spec/id")],
    nameReference: [{ target: { version: "v1", kind: "Secret" }, fields: [field("spec/secret/name")] }],
  });
  const endless = { "x.Bee": { Schema: { properties: { ...bee, spec: { $ref: "x.Bee" } } } } };
  expect(() => readCrd(endless)).toThrow(expect.objectContaining({ path: ["x.Bee"] }));
});
