import { describe, expect, test } from "vitest";
import { schemaOf } from "../../../src/kustomize/merge/built-in-schema.ts";
import { readOpenApi } from "../../../src/kustomize/merge/custom-schema.ts";
import { PatchError } from "../../../src/kustomize/merge/patch-error.ts";
import { SchemaScope } from "../../../src/kustomize/merge/schema-scope.ts";
import { strategicMerge } from "../../../src/kustomize/merge/strategic-merge.ts";

const GVK = "x-kubernetes-group-version-kind";
const own = readOpenApi({
  definitions: {
    Own: {
      type: "object",
      [GVK]: [{ group: "a.b", version: "v1", kind: "Own" }],
      properties: { spec: { $ref: "#/definitions/OwnSpec" } },
    },
    OwnSpec: {
      type: "object",
      additionalProperties: {
        type: "array",
        items: { type: "object" },
        "x-kubernetes-patch-strategy": "merge,retainKeys",
        "x-kubernetes-patch-merge-key": "id",
      },
    },
  },
  paths: { "/apis/a.b/v1/owns": { get: { [GVK]: { group: "a.b", version: "v1", kind: "Own" } } } },
});

test("the built-in schema knows the keys of a Deployment's container ports", () => {
  const pod = schemaOf("apps/v1", "Deployment")?.field("spec")?.field("template")?.field("spec");
  expect(pod?.field("containers")?.items?.field("ports")?.mergeKeys).toEqual(["containerPort", "protocol"]);
  expect(pod?.field("tolerations")?.mergeKeys).toBeUndefined();
  expect(schemaOf("apps/v1beta1", "Deployment")).toBeUndefined();
});

test("a custom schema merges the lists of a custom kind", () => {
  const object = { apiVersion: "a.b/v1", kind: "Own", spec: { list: [{ id: 1, x: 1 }, { id: 2 }] } };
  const patch = { ...object, spec: { list: [{ id: 2, x: 2 }] } };
  const list = [
    { id: 2, x: 2 },
    { id: 1, x: 1 },
  ];
  expect(strategicMerge(object, patch, own)).toEqual({ ...object, spec: { list } });
  expect(strategicMerge(object, patch)).toEqual(patch);
});

test("a document of another form is refused", () => {
  expect(() => readOpenApi("definitions:")).toThrow(PatchError);
  expect(() => readOpenApi({ definitions: [] })).toThrow(PatchError);
});

describe("where a schema holds", () => {
  const custom = { custom: () => own };

  test("the root's wins, and takes the place of the built-in one", () => {
    const scope = new SchemaScope();
    scope.enter(custom);
    scope.enter({ version: "no such version" });
    expect(scope.forMerging().schemaOf("a.b/v1", "Own")).toBeDefined();
    expect(scope.forMerging().schemaOf("apps/v1", "Deployment")).toBeUndefined();
    expect(scope.isClusterScoped("a.b/v1", "Own")).toBe(true);
    expect(scope.isClusterScoped("v1", "Namespace")).toBe(true);
  });

  test("a base's holds from then on, beside the built-in one where that was needed before", () => {
    const scope = new SchemaScope();
    scope.enter({});
    expect(scope.isClusterScoped("a.b/v1", "Own")).toBe(false);
    scope.enter(custom);
    expect(scope.isClusterScoped("a.b/v1", "Own")).toBe(true);
    expect(scope.forMerging().schemaOf("apps/v1", "Deployment")).toBeDefined();
  });

  test("a version is the built-in one or an error", () => {
    expect(() => new SchemaScope().enter({ version: "v1.20.4" })).toThrow(PatchError);
    expect(() => new SchemaScope().enter({ ...custom, version: "v1.21.2" })).toThrow(PatchError);
    const scope = new SchemaScope();
    scope.enter({ version: "v1.21.2" });
    scope.enter(custom);
    expect(scope.forMerging().schemaOf("a.b/v1", "Own")).toBeUndefined();
  });
});
