/** A real API server takes every object of the bundle, strictly and without a warning, and keeps none of them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import { createNamespaces, freshName, kubectl, kubectlOk, listOf, NO_CLUSTER, removeNamespaces } from "./cluster.ts";
import { installCrds } from "./crds.ts";
import { accepted, GROUPS, type Places } from "./matrix.ts";
import { canonical, parseObjects } from "./objects.ts";
import { renderer } from "./render.ts";
import { generateGroups, removeRepositories } from "./workspace.ts";

const prefix = freshName();
// Not the defaults: those namespaces may hold somebody's real objects.
const places: Places = {
  server: prefix,
  other: `${prefix}-pki`,
  argocd: `${prefix}-argocd`,
  flux: `${prefix}-flux`,
  otherEngine: `${prefix}-delivery`,
};

const ENGINE_API = /^(argoproj\.io|[a-z]+\.toolkit\.fluxcd\.io)\//;
const objects = new Map<string, Manifest>();
let created: string[] = [];

beforeAll(async () => {
  if (NO_CLUSTER !== undefined) return;
  await installCrds();
  const roots = await generateGroups(places);
  for (const group of GROUPS) {
    const render = renderer(roots[group]);
    for (const { name } of accepted(group, places)) {
      for (const object of render(`out/clusters/${name}`)) add(asApplied(object));
      for (const object of wrapping(join(roots[group], "out"), name)) add(object);
    }
  }
  await namespaces();
});

afterAll(async () => {
  removeRepositories();
  if (created.length > 0) await removeNamespaces(created);
});

/** Every distinct content once. */
function add(object: Manifest): void {
  objects.set(canonical(object), object);
}

/** Flux has decrypted a sops file when it applies it, and taken its metadata away. */
function asApplied(object: Manifest): Manifest {
  const { sops: _, ...rest } = object as Manifest & { sops?: JsonObject };
  return rest as Manifest;
}

/** The objects that hand the cluster over. */
function wrapping(out: string, cluster: string): Manifest[] {
  return ["argocd", "flux"].flatMap((engine) => {
    const folder = join(out, engine, cluster);
    if (!existsSync(folder)) return [];
    const files = readdirSync(folder).filter((file) => file.endsWith(".yaml") && file !== "kustomization.yaml");
    return files.flatMap((file) => parseObjects(readFileSync(join(folder, file), "utf8")));
  });
}

/** The generated ones as they are, with the level that they enforce said as a warning too: it judges workloads, not only pods. */
async function namespaces(): Promise<void> {
  const all = new Map<string, Manifest>();
  for (const object of objects.values()) {
    const name = object.metadata.namespace;
    if (typeof name === "string" && !all.has(name))
      all.set(name, { apiVersion: "v1", kind: "Namespace", metadata: { name } });
  }
  const generated = [...objects.values()].filter((object) => object.kind === "Namespace");
  for (const namespace of generated) {
    const labels = namespace.metadata.labels as Record<string, string>;
    const level = labels["pod-security.kubernetes.io/enforce"] ?? "";
    const warn = { ...labels, "pod-security.kubernetes.io/warn": level };
    all.set(namespace.metadata.name, { ...namespace, metadata: { ...namespace.metadata, labels: warn } });
  }
  expect([...all.keys()].filter((name) => !name.startsWith(prefix))).toEqual([]);
  created = [...all.keys()];
  await createNamespaces([...all.values()]);
}

async function judge(items: readonly Manifest[]): Promise<void> {
  const args = ["apply", "--server-side", "--dry-run=server", "--validate=strict", "-f", "-"];
  const { code, stdout, stderr } = await kubectl(args, listOf(items));
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(stdout.trim().split("\n").length).toBe(items.length);
}

describe.skipIf(NO_CLUSTER !== undefined)(
  `against the API server${NO_CLUSTER === undefined ? "" : ` (${NO_CLUSTER})`}`,
  () => {
    const kinds = (api: (apiVersion: string) => boolean): [string, Manifest[]][] => {
      const groups = new Map<string, Manifest[]>();
      for (const object of objects.values()) {
        if (api(object.apiVersion)) groups.set(object.kind, [...(groups.get(object.kind) ?? []), object]);
      }
      return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
    };

    it("there is every kind that the program can write", () => {
      expect(kinds(() => true).map(([kind]) => kind)).toEqual([
        "AppProject",
        "Application",
        "Certificate",
        "ConfigMap",
        "DaemonSet",
        "Deployment",
        "ExternalSecret",
        "GitRepository",
        "HelmRelease",
        "Ingress",
        "IngressRoute",
        "Job",
        "Kustomization",
        "Namespace",
        "NetworkPolicy",
        "PodDisruptionBudget",
        "ResourceQuota",
        "SealedSecret",
        "Secret",
        "ServersTransport",
        "Service",
        "ServiceAccount",
        "StatefulSet",
      ]);
    });

    it("takes what runs in the clusters", async () => {
      for (const [, items] of kinds((api) => !ENGINE_API.test(api))) await judge(items);
    });

    it("takes what hands them over to Argo CD and Flux", async () => {
      for (const [, items] of kinds((api) => ENGINE_API.test(api))) await judge(items);
    });

    it("has kept nothing of it", async () => {
      const left = await kubectlOk([
        "get",
        "deployments,jobs,certificates.cert-manager.io,services",
        "-n",
        prefix,
        "-o",
        "name",
      ]);
      expect(left).toBe("");
      for (const namespace of [places.argocd, places.flux, places.otherEngine]) {
        const kinds =
          "applications.argoproj.io,helmreleases,gitrepositories,kustomizations.kustomize.toolkit.fluxcd.io";
        expect(await kubectlOk(["get", kinds, "-n", namespace, "-o", "name"])).toBe("");
      }
    });
  },
);
