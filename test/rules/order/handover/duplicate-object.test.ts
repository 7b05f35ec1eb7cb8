/** One object, one owner. */
import { expect, it } from "vitest";
import { duplicateObject } from "../../../../src/rules/order/handover/duplicate-object.ts";
import { environmentOf } from "../../bundle.ts";
import { optionsOf } from "../../cases.ts";
import { describeOrderRule } from "../../order-cases.ts";

describeOrderRule(duplicateObject, {
  reports: {
    "a ConfigMap in two Kustomizations": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.applier("migrate").resources.push(structuredClone(bundle.workload("server")));
      },
      says: /^two of the engine's objects/,
      severity: "warning",
    },
    "a Namespace in two Kustomizations": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.applier("server").resources.push(structuredClone(bundle.object("Namespace", "certctl")));
      },
      severity: "warning",
    },
    "an object without a namespace that gets the same one": {
      way: "helm-releases",
      change: (bundle) => {
        const copy = structuredClone(bundle.workload("server"));
        delete copy.metadata.namespace;
        bundle.applier("data").resources.push(copy);
      },
    },
    "a hook and a plain object of one name": {
      way: "helm-releases",
      change: (bundle) => {
        const copy = structuredClone(bundle.object("ServiceAccount", "certctl-server"));
        bundle.annotate(copy, { "helm.sh/hook": "pre-install" });
        bundle.applier("data").resources.push(copy);
      },
      says: /a hook and a plain one: Flux refuses/,
    },
    "an object twice in an Application": {
      change: (bundle) => {
        bundle.applier().resources.push(structuredClone(bundle.workload("server")));
      },
      says: /keeps only the last/,
    },
    "an object twice in a Kustomization": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.applier("server").resources.push(structuredClone(bundle.workload("server")));
      },
      says: /kustomize refuses/,
    },
  },
  silent: {
    "the same name in another namespace": (bundle) => {
      const copy = structuredClone(bundle.workload("server"));
      copy.metadata.namespace = "other";
      bundle.applier().resources.push(copy);
    },
    "an object without a namespace that gets another one": {
      way: "helm-releases",
      change: (bundle) => {
        const copy = structuredClone(bundle.workload("server"));
        delete copy.metadata.namespace;
        bundle.spec("data").targetNamespace = "other";
        bundle.applier("data").resources.push(copy);
      },
    },
    "two clusters": (bundle) => {
      const { by, resources } = bundle.applier();
      const other = structuredClone(by);
      other.metadata.name = "other";
      other.spec.destination = { name: "elsewhere", namespace: "certctl" };
      bundle.appliers.push({ kind: "application", by: other, resources: structuredClone(resources) });
    },
    "names that the API server makes": (bundle) => {
      const { metadata, ...job } = structuredClone(bundle.workload("migrate"));
      const { name: _, ...rest } = metadata;
      bundle
        .applier()
        .resources.push(
          { ...job, metadata: { ...rest, generateName: "a-" } },
          { ...job, metadata: { ...rest, generateName: "a-" } },
        );
    },
  },
});

it("reports an object that is twice in a stream, whose engine nobody knows", () => {
  const object = (name: string, namespace?: string) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  });
  const problems = (...objects: ReturnType<typeof object>[]) => [
    ...duplicateObject.check(environmentOf(objects), optionsOf({})),
  ];
  expect(problems(object("a"), object("b"), object("a")).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^the same object is there twice/),
  ]);
  expect(problems(object("a"), object("b"), object("a", "other"), object("${NAME}"), object("${NAME}"))).toEqual([]);
});
