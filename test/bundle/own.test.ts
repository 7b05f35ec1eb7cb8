/** A user's own objects: the last word of their stage, protected, and refused where they would be lost or leak. */
import { describe, expect, test } from "vitest";
import { bundle } from "../../src/bundle/bundle.ts";
import { InputError } from "../../src/model/errors.ts";
import { at, type JsonObject } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import type { TreeFile } from "../../src/model/tree.ts";
import { environment } from "../support/fleet.ts";

const COMPONENT = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n";

function component(directory: string, body: string, files: Record<string, string>): Map<string, TreeFile> {
  const all = { "kustomization.yaml": COMPONENT + body, ...files };
  return new Map(Object.entries(all).map(([name, text]) => [`${directory}/${name}`, { text }]));
}

async function render(settings: JsonObject, own: Map<string, TreeFile>): Promise<Manifest[]> {
  const env = await environment({ profile: "ha", ...settings });
  return bundle([env], own).clusters.flatMap((c) => c.stages.flatMap((s) => s.manifests));
}

const named = (manifests: readonly Manifest[], kind: string, name: RegExp): Manifest =>
  manifests.find((m) => m.kind === kind && name.test(m.metadata.name)) as Manifest;

describe("the last word", () => {
  const PATCH = `apiVersion: apps/v1
kind: Deployment
metadata: {name: certctl-server}
spec:
  replicas: 9
  template: {spec: {containers: [{name: side, image: busybox}]}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: certctl-server}
data: {log-level: error}
`;
  const settings = {
    own: { server: "mine/server" },
    server: { replicas: 5, logLevel: "warn", resources: { limits: { memory: "2Gi" } } },
  };
  const own = component("mine/server", "patches: [{path: patch.yaml}]\n", { "patch.yaml": PATCH });

  test("wins over the cluster's settings", async () => {
    const manifests = await render(settings, own);
    expect(at(named(manifests, "Deployment", /server/), "spec", "replicas")).toBe(9);
    expect(at(named(manifests, "ConfigMap", /^certctl-server-/), "data", "log-level")).toBe("error");
  });

  test("does not turn a setting to another container", async () => {
    const deployment = named(await render(settings, own), "Deployment", /server/);
    const containers = at(deployment, "spec", "template", "spec", "containers") as readonly JsonObject[];
    const memory = Object.fromEntries(containers.map((c) => [c.name, at(c, "resources", "limits", "memory")]));
    expect(memory).toEqual({ server: "2Gi", "tls-reload": "64Mi", side: undefined });
  });
});

const SEALED = (namespace: string): string =>
  `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: x, namespace: ${namespace}}\nspec: {encryptedData: {a: b}}\n`;

test("what has no wave gets the stage's, and what holds secrets is kept", async () => {
  const own = component("mine", "resources: [x.yaml]\n", { "x.yaml": SEALED("certctl") });
  const sealed = named(await render({ own: { config: "./mine/" } }, own), "SealedSecret", /x/);
  expect(sealed.metadata.annotations).toMatchObject({
    "argocd.argoproj.io/sync-options": "Prune=false,Delete=false",
    "argocd.argoproj.io/sync-wave": "-40",
    "helm.sh/resource-policy": "keep",
    "kustomize.toolkit.fluxcd.io/prune": "disabled",
  });
});

describe("refusals", () => {
  const rules = async (settings: JsonObject, own: Map<string, TreeFile>): Promise<string[]> => {
    try {
      await render(settings, own);
      return [];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      expect(JSON.stringify(error.findings)).not.toContain("hunter2");
      return error.findings.map((f) => f.rule);
    }
  };
  const holding = (text: string) => component("mine", "resources: [x.yaml]\n", { "x.yaml": text });
  const SECRET = "apiVersion: v1\nkind: Secret\nmetadata: {name: x}\nstringData: {a: hunter2}\n";
  const CLAIM =
    "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: x}\nspec: {accessModes: [ReadWriteOnce]}\n";
  const FLUX = { engine: "flux" };

  test.each<[string, JsonObject, string, string[]]>([
    ["a readable Secret", { own: { config: "mine" } }, SECRET, ["plaintext-secret"]],
    [
      "one that sops encrypted",
      { own: { config: "mine" } },
      `${SECRET.replace("hunter2", '"ENC[x]"')}sops: {mac: x}\n`,
      [],
    ],
    ["sealed for the agents, in own.config", { own: { config: "mine" } }, SEALED("certctl-agents"), ["own-namespace"]],
    ["sealed for the agents, in own.agent", { own: { agent: "mine" } }, SEALED("certctl-agents"), []],
    ["a claim in a hook before the manifests", { ...FLUX, own: { migrate: "mine" } }, CLAIM, ["own-in-hook-stage"]],
    ["a claim in a hook after them", { ...FLUX, own: { enroll: "mine" } }, CLAIM, []],
    ["a claim where no chart is written", { engine: "argocd", own: { migrate: "mine" } }, CLAIM, []],
  ])("%s", async (_name, settings, text, expected) => {
    expect(await rules(settings, holding(text))).toEqual(expected);
  });
});

test("variables of the user stand after those that they may refer to", async () => {
  const variable = { name: "COPY", value: "$(POSTGRES_PASSWORD)" };
  const deployment = named(await render({ server: { env: [variable] } }, new Map()), "Deployment", /server/);
  const env = at(deployment, "spec", "template", "spec", "containers", 0, "env") as readonly JsonObject[];
  const names = env.map((e) => e.name);
  expect(names.indexOf("COPY")).toBeGreaterThan(names.indexOf("POSTGRES_PASSWORD"));
});

test("labels reach pods, and never the templates of claims, which can't be changed", async () => {
  const database = named(await render({ labels: { team: "a" } }, new Map()), "StatefulSet", /database/);
  expect(at(database, "spec", "template", "metadata", "labels", "team")).toBe("a");
  expect(at(database, "spec", "volumeClaimTemplates", 0, "metadata", "labels")).toBeUndefined();
});

test("an existing namespace keeps its other pods open", async () => {
  const closed = named(await render({ namespace: { owned: false } }, new Map()), "NetworkPolicy", /closed/);
  expect(at(closed, "spec", "podSelector")).toEqual({ matchLabels: { "app.kubernetes.io/name": "certctl" } });
});

test("an external database with own objects takes settings of the embedded one without a word", async () => {
  const own = component("mine", "resources: [x.yaml]\n", { "x.yaml": SEALED("certctl") });
  const settings = {
    own: { database: "mine" },
    database: { type: "external" },
    scheduling: { nodeSelector: { disk: "fast" } },
    certctl: { pullSecrets: ["registry"] },
  };
  expect((await render(settings, own)).some((m) => m.kind === "SealedSecret")).toBe(true);
});
