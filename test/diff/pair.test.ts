/** Which objects of two sides are the same one, and which edits follow from another change. */
import { describe, expect, it } from "vitest";
import { compareEnvironments } from "../../src/diff/environments.ts";
import { pairObjects } from "../../src/diff/pair.ts";
import type { Resource } from "../../src/model/applied.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { environment, resource, told } from "./objects.ts";

type Case = readonly [
  name: string,
  before: readonly Resource[],
  after: readonly Resource[],
  changes: readonly string[],
];

const map = (name: string, data: JsonObject = {}): Resource => resource("ConfigMap", name, { data });
const reading = (name: string): Resource =>
  resource("Deployment.apps/v1", "a/server", {
    spec: { containers: [{ name: "x", envFrom: [{ configMapRef: { name } }] }], imagePullSecrets: [{ name }] },
  });
const deployment = (name: string, image: string): Resource =>
  resource("Deployment.apps/v1", name, { spec: { replicas: 1, strategy: "Recreate", paused: false, image } });

const handing = (name: string): Resource =>
  resource("Application.argoproj.io/v1alpha1", name, {
    spec: { project: "default", source: { repoURL: "https://example.com/r.git", path: "web" }, destination: {} },
  });

const OLD = "conf-6h99fcmhm4";
const NEW = "conf-2f7cg52dt4";

const IDENTITY: readonly Case[] = [
  [
    "by identity, wherever they stand: those of the new side in their order, removed ones last",
    [map("a/gone"), map("a/x", { k: "1" }), map("a/same", { k: "1" })],
    [map("a/same", { k: "1" }), resource("Secret", "a/new"), map("a/x", { k: "2" })],
    ["added Secret a/new", "changed ConfigMap a/x: data.k", "removed ConfigMap a/gone"],
  ],
  [
    "another version of the same group is the same object",
    [resource("Deployment.apps/v1beta1", "a/x")],
    [resource("Deployment.apps/v1", "a/x")],
    ["changed Deployment.apps a/x: apiVersion"],
  ],
  [
    "another kind of that name is another object",
    [resource("Role.rbac.authorization.k8s.io/v1", "a/x", { rules: [1] })],
    [resource("ClusterRole.rbac.authorization.k8s.io/v1", "/x", { rules: [1] })],
    ["added ClusterRole.rbac.authorization.k8s.io x", "removed Role.rbac.authorization.k8s.io a/x"],
  ],
  [
    "of what hands over objects by its name alone, which may be in another namespace",
    [handing("argocd/web-eu"), handing("argocd/api")],
    [handing("argocd/web-us"), handing("team/api")],
    [
      "added Application.argoproj.io argocd/web-us",
      "changed Application.argoproj.io argocd/api -> Application.argoproj.io team/api (similar): metadata.namespace",
      "removed Application.argoproj.io argocd/web-eu",
    ],
  ],
  [
    "several of one identity in their order",
    [map("a/x", { k: "1" }), map("a/x", { k: "2" }), map("a/y")],
    [map("a/y"), map("a/x", { k: "1" }), map("a/x", { k: "3" }), map("a/x", { k: "2" })],
    ["changed ConfigMap a/x: data.k", "added ConfigMap a/x"],
  ],
];

const GENERATED: readonly Case[] = [
  [
    "by the name before the hash, and what refers to it follows",
    [map(`a/${OLD}`, { k: "1" }), reading(OLD)],
    [map(`a/${NEW}`, { k: "2" }), reading(NEW)],
    [
      `changed ConfigMap a/${OLD} -> ConfigMap a/${NEW} (generated): data.k, metadata.name (generated-name)`,
      "changed Deployment.apps a/server: spec.containers[name=x].envFrom[0].configMapRef.name (generated-name), " +
        `spec.imagePullSecrets[name=${OLD}] (generated-name), spec.imagePullSecrets[name=${NEW}] (generated-name)`,
    ],
  ],
  [
    "a reference to something else does not follow",
    [map(`a/${OLD}`, { k: "1" }), reading("other")],
    [map(`a/${NEW}`, { k: "2" }), reading(NEW)],
    [
      `changed ConfigMap a/${OLD} -> ConfigMap a/${NEW} (generated): data.k, metadata.name (generated-name)`,
      "changed Deployment.apps a/server: spec.containers[name=x].envFrom[0].configMapRef.name, " +
        `spec.imagePullSecrets[name=other], spec.imagePullSecrets[name=${NEW}]`,
    ],
  ],
  [
    "nor does a reference that now is to something else",
    [map(`a/${OLD}`, { k: "1" }), reading(OLD)],
    [map(`a/${NEW}`, { k: "2" }), reading("other")],
    [
      `changed ConfigMap a/${OLD} -> ConfigMap a/${NEW} (generated): data.k, metadata.name (generated-name)`,
      "changed Deployment.apps a/server: spec.containers[name=x].envFrom[0].configMapRef.name, " +
        `spec.imagePullSecrets[name=${OLD}], spec.imagePullSecrets[name=other]`,
    ],
  ],
  [
    "of several the one that shares most",
    [map("a/conf-2222222222", { a: "1", b: "1" }), map("a/conf-4444444444", { c: "1", d: "1" })],
    [map("a/conf-5555555555", { c: "1", d: "2" }), map("a/conf-6666666666", { a: "1", b: "2" })],
    [
      "changed ConfigMap a/conf-4444444444 -> ConfigMap a/conf-5555555555 (generated): data.d, metadata.name (generated-name)",
      "changed ConfigMap a/conf-2222222222 -> ConfigMap a/conf-6666666666 (generated): data.b, metadata.name (generated-name)",
    ],
  ],
  [
    "two namespaces may have had the same name",
    [map(`a/${OLD}`, { k: "1" }), map(`b/${OLD}`, { k: "1" })],
    [map(`a/${NEW}`, { k: "2" }), map("b/conf-4444444444", { k: "3" })],
    [
      `changed ConfigMap a/${OLD} -> ConfigMap a/${NEW} (generated): data.k, metadata.name (generated-name)`,
      `changed ConfigMap b/${OLD} -> ConfigMap b/conf-4444444444 (generated): data.k, metadata.name (generated-name)`,
    ],
  ],
  [
    "another kind has no hash in its name",
    [resource("Service", `a/${OLD}`, { spec: { a: 1 } })],
    [resource("Service", `a/${NEW}`, { spec: { b: 1 } })],
    [`added Service a/${NEW}`, `removed Service a/${OLD}`],
  ],
];

const SIMILAR: readonly Case[] = [
  [
    "by what they say, where it is mostly the same",
    [deployment("a/old", "x:1"), deployment("a/other", "x:9")],
    [deployment("a/new", "x:2"), deployment("a/other", "x:9")],
    ["changed Deployment.apps a/old -> Deployment.apps a/new (similar): metadata.name, spec.image"],
  ],
  [
    "not where others are the same but for their names: then it says nothing",
    [deployment("a/old", "x:1"), deployment("a/other", "x:1")],
    [deployment("a/new", "x:2"), deployment("a/other", "x:1")],
    ["added Deployment.apps a/new", "removed Deployment.apps a/old"],
  ],
  [
    "not where less than 60 % is",
    [map("a/old", { a: "1", b: "1", c: "1", d: "1" })],
    [map("a/new", { a: "1", b: "1", c: "2", d: "2" })],
    ["added ConfigMap a/new", "removed ConfigMap a/old"],
  ],
  [
    "in another namespace it is the same object, with its generated name too",
    [map(`a/${OLD}`, { k: "1", l: "1", m: "1" }), resource("ServiceAccount", "a/x")],
    [map(`b/${NEW}`, { k: "1", l: "1", m: "2" }), resource("ServiceAccount", "b/x")],
    [
      `changed ConfigMap a/${OLD} -> ConfigMap b/${NEW} (similar): data.m, metadata.name (generated-name), metadata.namespace`,
      "changed ServiceAccount a/x -> ServiceAccount b/x (similar): metadata.namespace",
    ],
  ],
  [
    "objects that say nothing are not the same for that",
    [resource("ServiceAccount", "a/x")],
    [resource("ServiceAccount", "a/y")],
    ["added ServiceAccount a/y", "removed ServiceAccount a/x"],
  ],
  [
    "the best pair first, then the same name, then in the order of their names",
    [deployment("a/one", "x:1"), deployment("a/two", "x:2"), deployment("a/three", "x:3")],
    [deployment("b/three", "x:1"), deployment("b/two", "x:4"), deployment("b/zero", "x:5")],
    [
      "changed Deployment.apps a/one -> Deployment.apps b/three (similar): metadata.name, metadata.namespace",
      "changed Deployment.apps a/two -> Deployment.apps b/two (similar): metadata.namespace, spec.image",
      "changed Deployment.apps a/three -> Deployment.apps b/zero (similar): metadata.name, metadata.namespace, spec.image",
    ],
  ],
];

/** As templates/flux/helm-release.yaml.hbs writes it. */
const release = (hash: string, rest: JsonObject = {}): Resource =>
  resource("HelmRelease.helm.toolkit.fluxcd.io/v2", "flux-system/server", {
    spec: {
      chart: { spec: { chart: "./charts/server", valuesFiles: [`./charts/server/values-${hash}.yaml`] } },
      dependsOn: [{ name: "data", readyExpr: `dep.ready && dep.chartVersion.startsWith('0.1.0-h${hash}')` }],
      ...rest,
    },
  });

const CHARTS: readonly Case[] = [
  [
    "the hash of a chart follows from what the chart holds",
    [release("2804313a0193")],
    [release("1f40dd199dff")],
    [
      "changed HelmRelease.helm.toolkit.fluxcd.io flux-system/server: " +
        "spec.chart.spec.valuesFiles[0] (chart-version), spec.dependsOn[name=data].readyExpr (chart-version)",
    ],
  ],
  [
    "a chart's version that a person writes does not",
    [release("2804313a0193", { version: "1.2.3" })],
    [release("2804313a0193", { version: "1.2.4" })],
    ["changed HelmRelease.helm.toolkit.fluxcd.io flux-system/server: spec.version"],
  ],
  [
    "nor does another condition beside it",
    [release("2804313a0193")],
    [
      release("1f40dd199dff", {
        dependsOn: [{ name: "data", readyExpr: "dep.chartVersion.startsWith('0.1.0-h1f40dd199dff')" }],
      }),
    ],
    [
      "changed HelmRelease.helm.toolkit.fluxcd.io flux-system/server: " +
        "spec.chart.spec.valuesFiles[0] (chart-version), spec.dependsOn[name=data].readyExpr",
    ],
  ],
];

const MIRRORED = { added: "removed", removed: "added", changed: "changed" } as const;

describe("pairObjects", () => {
  it.each([...IDENTITY, ...GENERATED, ...SIMILAR, ...CHARTS])("%s", (_name, before, after, changes) => {
    expect(told(pairObjects(before, after))).toEqual(changes);
    const pairs = pairObjects(before, after).map(({ kind, before: a, after: b, renamed }) => [
      MIRRORED[kind],
      b,
      a,
      renamed,
    ]);
    const back = pairObjects(after, before).map(({ kind, before: a, after: b, renamed }) => [kind, a, b, renamed]);
    expect(new Set(back)).toEqual(new Set(pairs));
  });

  it("takes objects that both sides share for what they are, and looks into none", () => {
    const manifest = new Proxy(map("a/x").manifest, {
      ownKeys: () => {
        throw new Error("an object of both sides was looked into");
      },
    });
    const shared = { ...map("a/x"), manifest };
    expect(pairObjects([shared], [{ ...shared }])).toEqual([]);
  });

  it("finds a thousand renames among a million pairs", () => {
    const side = (prefix: string) => Array.from({ length: 1000 }, (_, i) => deployment(`a/${prefix}${i}`, `x:${i}`));
    const changes = pairObjects(side("a"), side("b"));
    expect(changes.filter(({ before, after }) => before?.id.name.slice(1) === after?.id.name.slice(1))).toHaveLength(
      1000,
    );
  });
});

describe("compareEnvironments", () => {
  const old = environment([map("a/x", { k: "1" })]);
  it("says which objects differ where both sides have the environment", () => {
    const now = environment([map("a/x", { k: "2" })]);
    const { objects, ...rest } = compareEnvironments(old, now);
    expect([told(objects), rest]).toEqual([
      ["changed ConfigMap a/x: data.k"],
      { name: "eu-1", before: old, after: now },
    ]);
  });
  it("says nothing of the objects of one that is new or gone", () => {
    expect(compareEnvironments(undefined, old)).toEqual({ name: "eu-1", before: undefined, after: old, objects: [] });
    expect(compareEnvironments(old, undefined)).toEqual({ name: "eu-1", before: old, after: undefined, objects: [] });
  });
});
