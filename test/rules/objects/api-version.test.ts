/** API versions that are gone or on their way. */
import { describe, expect, it } from "vitest";
import { ENDED_APIS, kubernetesVersion } from "../../../src/k8s/api-versions.ts";
import { apiVersion } from "../../../src/rules/objects/api-version.ts";
import { resourceOf } from "../bundle.ts";
import { describeObjectRule } from "../cases.ts";

const object = (version: string, kind: string) => ({ apiVersion: version, kind, metadata: { name: "a" } });

describeObjectRule(apiVersion, {
  reports: {
    "an Ingress of long ago": {
      object: object("extensions/v1beta1", "Ingress"),
      says: /removed in 1\.22/,
      severity: "error",
      at: "/apiVersion",
    },
    "any kind of a version that is gone": { object: object("apps/v1beta2", "Deployment"), says: /1\.16/ },
    "what nothing took the place of": { object: object("policy/v1beta1", "PodSecurityPolicy"), severity: "error" },
    "what is deprecated and still served": { object: object("v1", "Endpoints"), severity: "warning", says: /1\.33/ },
  },
  silent: {
    "the version that is served": object("networking.k8s.io/v1", "Ingress"),
    "another kind of the version": object("storage.k8s.io/v1beta1", "VolumeAttributesClass"),
    "a custom resource": object("example.com/v1beta1", "Ingress"),
  },
});

describe("the named version of Kubernetes", () => {
  const problems = (version: readonly [number, number]) =>
    [
      ...apiVersion.check(resourceOf(object("autoscaling/v2beta2", "HorizontalPodAutoscaler")), {
        nodes: undefined,
        kubernetes: version,
      }),
    ].map(({ severity }) => severity);
  it("decides", () => {
    expect(problems([1, 22])).toEqual([]);
    expect(problems([1, 25])).toEqual(["warning"]);
    expect(problems([1, 26])).toEqual(["error"]);
  });
  it("is read in the forms that people write", () => {
    expect(["1.34", "v1.34", "v1.34.4", "1.34.4+k3s1", "2.0", "1", "1.x"].map(kubernetesVersion)).toEqual([
      [1, 34],
      [1, 34],
      [1, 34],
      [1, 34],
      undefined,
      undefined,
      undefined,
    ]);
  });
});

it("has a table in which nothing is removed before it is deprecated", () => {
  expect(ENDED_APIS.filter(({ deprecated, removed }) => removed !== undefined && removed <= deprecated)).toEqual([]);
});
