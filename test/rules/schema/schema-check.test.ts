/** Objects against the schemas of their kinds, and what happens to those without one. */
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/model/json.ts";
import type { Manifest } from "../../../src/model/manifest.ts";
import { SchemaCheck } from "../../../src/rules/schema/schema-check.ts";
import { shippedSchemas } from "../../support/kinds.ts";
import { resourceOf } from "../bundle.ts";

const object = (apiVersion: string, kind: string, more: JsonObject = {}): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: "a" },
  ...more,
});

function found(manifests: readonly Manifest[], strict = false) {
  const check = new SchemaCheck(shippedSchemas(), { strict });
  const resources = manifests.map(resourceOf);
  const findings = [...check.define(resources), ...resources.flatMap((resource) => [...check.check(resource)])];
  return { says: findings.map(({ rule, problem }) => `${rule.name}: ${problem.fix}`), unchecked: check.unchecked };
}

const DEFINITION = object("apiextensions.k8s.io/v1", "CustomResourceDefinition", {
  metadata: { name: "foos.example.com" },
  spec: {
    group: "example.com",
    scope: "Namespaced",
    names: { kind: "Foo", plural: "foos" },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: "object", properties: { size: { type: "integer" } } } },
      },
    ],
  },
} as unknown as JsonObject);

describe("an object", () => {
  it("is held against its kind's schema, all at once", () => {
    const deployment = object("apps/v1", "Deployment", { spec: { replicas: "2", templat: {} } });
    expect(found([deployment]).says.map((line) => line.split(":")[0])).toEqual([
      "wrong-type",
      "unknown-field",
      "required-field",
      "required-field",
    ]);
  });
  it("may have values that somebody fills in", () => {
    expect(found([object("v1", "Service", { spec: { ports: [{ port: "${PORT}" }] } })]).says).toEqual([]);
  });
  it("of a kind that nobody knows is counted, and an error when asked for", () => {
    const foo = object("example.com/v1", "Foo");
    expect(found([foo, foo])).toEqual({
      says: [],
      unchecked: [{ apiVersion: "example.com/v1", kind: "Foo", objects: 2 }],
    });
    expect(found([foo], true).says[0]).toMatch(/^unchecked-kind: .*--crds/);
  });
  it("of a known group and a wrong kind or version is an error with a guess", () => {
    expect(found([object("apps/v1", "Deploiment")])).toEqual({
      says: [expect.stringMatching(/^unknown-kind: Did you mean Deployment\? .*--kubernetes-version/)],
      unchecked: [],
    });
    expect(found([object("apps/v3", "Deployment")]).says).toEqual(["unknown-kind: Write it as apps/v1."]);
  });
  it("of a group that others use too is no mistake, unless it is like one of ours", () => {
    expect(found([object("argoproj.io/v1alpha1", "Rollout")])).toEqual({
      says: [],
      unchecked: [{ apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", objects: 1 }],
    });
    expect(found([object("argoproj.io/v1alpha1", "Aplication")]).says).toEqual([
      "unknown-kind: Did you mean Application? Or give its definition: --crds <folder>.",
    ]);
  });
  it("in a version that another release of its project may have is a warning", () => {
    const check = new SchemaCheck(shippedSchemas(), { strict: false });
    const [one] = check.check(resourceOf(object("cert-manager.io/v1alpha2", "Certificate")));
    expect(one?.problem).toMatchObject({
      severity: "warning",
      fix: expect.stringMatching(/cert-manager\.io\/v1, or give .*--crds/),
    });
  });
  it("of a newer Kubernetes than the one that is known is not checked", () => {
    const check = new SchemaCheck(shippedSchemas(), { strict: false, isNewer: true });
    const policy = object("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy");
    expect([...check.check(resourceOf(policy))]).toEqual([]);
    expect(check.unchecked).toHaveLength(1);
    const severities = (manifest: Manifest) =>
      [...check.check(resourceOf(manifest))].map(({ problem }) => problem.severity);
    expect(severities(object("v1", "ConfigMap", { datta: {} }))).toEqual(["warning"]);
    expect(severities(object("cert-manager.io/v1", "Issuer", { spec: { acmee: {} } }))).toEqual([undefined]);
  });
  it("of a version that has ended is left to the rule about those", () => {
    expect(found([object("extensions/v1beta1", "Ingress")])).toEqual({ says: [], unchecked: [] });
  });
  it("is held against the definition that stands among the objects, wherever", () => {
    const foo = object("example.com/v1", "Foo", { size: "big" });
    expect(found([foo, DEFINITION]).says).toEqual([expect.stringMatching(/^wrong-type/)]);
    expect(found([object("example.com/v1", "Foo", { size: 1 }), DEFINITION])).toEqual({ says: [], unchecked: [] });
  });
});

it("says what is wrong with a definition", () => {
  const broken = { ...DEFINITION, spec: { group: "example.com" } } as unknown as Manifest;
  expect(found([broken]).says[0]).toMatch(/^invalid-definition/);
});
