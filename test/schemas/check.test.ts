/** Each kind of problem with an object that has it, and its twin that must not be reported. */
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Manifest } from "../../src/model/manifest.ts";
import { checkManifest } from "../../src/schemas/check.ts";
import { shippedSchemas } from "../support/kinds.ts";

const schemas = shippedSchemas();

/** `rule message | fix` of all problems. */
function problems(text: string): string[] {
  const manifest = parse(text) as Manifest;
  const schema = schemas.find(manifest.apiVersion, manifest.kind);
  if (schema === undefined) throw new Error(`no schema of ${manifest.kind}`);
  return checkManifest(manifest, schema).map(({ rule, message, fix }) => `${rule}: ${message} | ${fix}`);
}

const configMap = (rest: string, metadata = ""): string =>
  `{apiVersion: v1, kind: ConfigMap, metadata: {name: a${metadata}}, ${rest}}`;
const pod = (container: string, spec = ""): string =>
  `{metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b${container}}]${spec}}}`;
const deployment = (spec: string, template = pod("")): string =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {selector: {matchLabels: {a: b}}, template: ${template}${spec}}}`;
const service = (spec: string): string => `{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {${spec}}}`;
const certificate = (spec: string): string =>
  `{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: a}, spec: {secretName: a, issuerRef: {name: a}${spec}}}`;

describe("what an API server takes", () => {
  it.each([
    ["an object", deployment("")],
    ["a creationTimestamp that is null", configMap("data: {a: b}", ", creationTimestamp: null")],
    [
      "null for any field that may be missing",
      deployment(", replicas: null", pod(", env: null, args: [null]", ", volumes: null")),
    ],
    ["null for a value of a mapping", configMap("data: {a: null}", ", labels: {a: null}")],
    ["an empty word for a default", service("type: '', ports: [{port: 80, protocol: ''}]")],
    ["a whole number with a point", deployment(", replicas: 1.0")],
    [
      "a number or a text for an int-or-string",
      service("ports: [{port: 80, targetPort: web}, {port: 81, targetPort: 80}]"),
    ],
    ["a number or a text for a quantity", deployment("", pod(", resources: {limits: {cpu: 1.5, memory: 1Gi}}"))],
    ["base64 with line breaks", '{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {a: "YWJj\\nZGVm\\n"}}'],
    [
      "a status that is not whole",
      `{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {selector: {}, template: {}}, status: {conditions: [{}]}}`,
    ],
    [
      "a field of a custom resource with a default that is null",
      "{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: a}, spec: {refreshInterval: null}}",
    ],
    [
      "what a definition leaves open",
      "{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: a}, spec: {interval: 1m, chartRef: {kind: HelmChart, name: a}, values: {any: {thing: 1}}}}",
    ],
  ])("%s", (_name, text) => {
    expect(problems(text)).toEqual([]);
  });
});

describe("an unknown field", () => {
  it.each([
    [
      "misspelt",
      deployment(", replica: 1"),
      "unknown-field: spec.replica is no field of apps/v1 Deployment | Did you mean replicas?",
    ],
    [
      "in wrong case",
      deployment(", Replicas: 1"),
      "unknown-field: spec.Replicas is no field of apps/v1 Deployment | Did you mean replicas?",
    ],
    [
      "of a custom resource",
      certificate(", dnsName: [a]"),
      "unknown-field: spec.dnsName is no field of cert-manager.io/v1 Certificate | Did you mean dnsNames?",
    ],
    [
      "in metadata of a custom resource",
      "{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: a, label: {}}, spec: {secretName: a, issuerRef: {name: a}}}",
      "unknown-field: metadata.label is no field of cert-manager.io/v1 Certificate | Did you mean labels?",
    ],
    [
      "that belongs into a container",
      deployment("", pod("", ", env: []")),
      "unknown-field: spec.template.spec.env is no field of apps/v1 Deployment | env is a field of spec.template.spec.containers[0]: move it there.",
    ],
    [
      "that belongs into the pod",
      deployment("", pod(", volumes: []")),
      "unknown-field: spec.template.spec.containers[0].volumes is no field of apps/v1 Deployment | volumes is a field of spec.template.spec: move it there.",
    ],
    [
      "that belongs deeper",
      deployment(", hostNetwork: true"),
      "unknown-field: spec.hostNetwork is no field of apps/v1 Deployment | hostNetwork is a field of spec.template.spec: move it there.",
    ],
    [
      "that belongs beside",
      "{apiVersion: v1, kind: Service, metadata: {name: a, ports: []}, spec: {}}",
      "unknown-field: metadata.ports is no field of v1 Service | ports is a field of spec: move it there.",
    ],
    ["at the top", configMap("dta: {}"), "unknown-field: dta is no field of v1 ConfigMap | Did you mean data?"],
    [
      "without a near name",
      configMap("spec: {}"),
      "unknown-field: spec is no field of v1 ConfigMap | Use one of apiVersion, binaryData, data, immutable, kind, metadata.",
    ],
    [
      "without a near name among many",
      "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a}], qqqqqqqq: 1}}",
      expect.stringMatching(
        / \| Leave it out, or correct it: none of the \d\d fields that can stand here is like qqqqqqqq\.$/,
      ),
    ],
    [
      "with a name of JavaScript",
      configMap("constructor: {}"),
      "unknown-field: constructor is no field of v1 ConfigMap | Use one of apiVersion, binaryData, data, immutable, kind, metadata.",
    ],
  ])("%s", (_name, text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });
});

describe("a wrong type", () => {
  it.each([
    [
      "a text for an integer",
      deployment(", replicas: '3'"),
      "wrong-type: spec.replicas must be an integer, and is a string | Write it without quotes.",
    ],
    [
      "a fraction for an integer",
      deployment(", replicas: 1.5"),
      "wrong-type: spec.replicas must be an integer, and is a number with a fraction | Write an integer.",
    ],
    [
      "a number for a text",
      configMap("data: {a.b/c: 1}"),
      'wrong-type: data["a.b/c"] must be a string, and is an integer | Put it in quotes.',
    ],
    [
      "a boolean for a text",
      configMap("data: {a: yes, b: true}"),
      "wrong-type: data.b must be a string, and is a boolean | Put it in quotes.",
    ],
    [
      "a label that is a number",
      configMap("data: {}", ", labels: {a: 1}"),
      "wrong-type: metadata.labels.a must be a string, and is an integer | Put it in quotes.",
    ],
    [
      "a mapping for a list",
      service("ports: {port: 80}"),
      "wrong-type: spec.ports must be a list, and is an object | Begin each item with a dash.",
    ],
    [
      "a list for a mapping",
      service("selector: [a]"),
      "wrong-type: spec.selector must be an object, and is a list | Write names with values, without dashes.",
    ],
    [
      "a fraction for an int-or-string",
      service("ports: [{port: 80, targetPort: 1.5}]"),
      "wrong-type: spec.ports[0].targetPort must be an integer or a string, and is a number with a fraction | Put it in quotes.",
    ],
    [
      "a boolean for a quantity",
      deployment("", pod(", resources: {limits: {cpu: true}}")),
      "wrong-type: spec.template.spec.containers[0].resources.limits.cpu must be a number or a string, and is a boolean | Put it in quotes.",
    ],
    [
      "null for what must be there",
      deployment("", "{spec: {containers: null}}"),
      "wrong-type: spec.template.spec.containers must be a list, and is null | Write a list, or leave it out.",
    ],
    [
      "null for an object of a list",
      deployment("", "{spec: {containers: [null]}}"),
      "wrong-type: spec.template.spec.containers[0] must be an object, and is null | Write an object, or leave it out.",
    ],
    [
      "null in a custom resource, which server-side apply refuses",
      certificate(", duration: null"),
      "wrong-type: spec.duration must be a string, and is null | Write a string, or leave it out.",
    ],
  ])("%s", (_name, text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });
});

describe("a missing field", () => {
  it.each([
    [
      "of a built-in kind",
      service("ports: [{name: a}]"),
      "required-field: spec.ports[0] has no port, which it needs | Add port.",
    ],
    [
      "of a custom resource",
      "{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: a}, spec: {secretName: a}}",
      "required-field: spec has no issuerRef, which it needs | Add issuerRef.",
    ],
    [
      "at the top",
      "{apiVersion: argoproj.io/v1alpha1, kind: AppProject, metadata: {name: a}}",
      "required-field: the object has no spec, which it needs | Add spec.",
    ],
  ])("%s", (_name, text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });
});

describe("a value that is not allowed", () => {
  it.each([
    [
      "a word",
      service("type: clusterIP"),
      "invalid-value: spec.type must be one of ClusterIP, ExternalName, LoadBalancer, NodePort | Use one of ClusterIP, ExternalName, LoadBalancer, NodePort.",
    ],
    [
      "an empty word of a custom resource",
      certificate(", privateKey: {algorithm: ''}"),
      "invalid-value: spec.privateKey.algorithm must be one of RSA, ECDSA, Ed25519 | Use one of RSA, ECDSA, Ed25519.",
    ],
    [
      "a quantity",
      deployment("", pod(", resources: {limits: {cpu: 1x}}")),
      "invalid-value: spec.template.spec.containers[0].resources.limits.cpu must be a quantity such as 500m or 1.5Gi | Write a quantity such as 500m or 1.5Gi.",
    ],
    [
      "a number that is too large",
      deployment(", replicas: 3000000000"),
      "invalid-value: spec.replicas must be an integer of 32 bits | Write an integer of 32 bits.",
    ],
    [
      "no base64",
      "{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {a: secret}}",
      "invalid-value: data.a must be base64 | Write base64.",
    ],
    [
      "no time",
      configMap("data: {}", ", creationTimestamp: ''"),
      "invalid-value: metadata.creationTimestamp must be a time such as 2006-01-02T15:04:05Z | Write a time such as 2006-01-02T15:04:05Z.",
    ],
    [
      "a pattern",
      "{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: a}, spec: {interval: 1 minute, prune: true, sourceRef: {kind: GitRepository, name: a}}}",
      "invalid-value: spec.interval must match ^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$ | Write a value that matches the pattern.",
    ],
  ])("%s", (_name, text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });
});

it("takes what sops has encrypted as what it is without it", () => {
  const secret = (data: string, sops: string): string =>
    `{apiVersion: v1, kind: Secret, metadata: {name: a}, immutable: "ENC[a]", data: {a: "${data}"}, sops: ${sops}}`;
  expect(problems(secret("ENC[AES256_GCM,data:a,type:str]", "{mac: a, version: 3.9.0}"))).toEqual([]);
  expect(problems(secret("not base64", "{mac: a}"))).toEqual(["invalid-value: data.a must be base64 | Write base64."]);
  expect(problems(secret("ENC[a]", "{}"))).toHaveLength(3);
});

it("tells all problems of an object at once, each with its path", () => {
  const manifest = parse(deployment(", replicas: '3', paused: 1", pod(", imag: x"))) as Manifest;
  const schema = schemas.find("apps/v1", "Deployment");
  expect(schema && checkManifest(manifest, schema).map(({ path }) => path.join("/"))).toEqual([
    "spec/template/spec/containers/0/imag",
    "spec/replicas",
    "spec/paused",
  ]);
});

it("shows no value of the object", () => {
  const secret =
    "{apiVersion: v1, kind: Secret, metadata: {name: a}, type: 7654321, data: {a: hunter2}, stringData: {b: [hunter2]}, x: hunter2}";
  expect(problems(secret)).toHaveLength(4);
  expect(problems(secret).join("\n")).not.toMatch(/hunter2|7654321/);
});
