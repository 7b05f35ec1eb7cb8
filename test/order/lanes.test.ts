import { describe, expect, it } from "vitest";
import type { Applier } from "../../src/model/applied.ts";
import { lanePairs, lanesOf } from "../../src/order/lanes.ts";
import { orderOf } from "../../src/order/order.ts";
import { orderBundle } from "../rules/order-bundle.ts";
import { applied, environment, hook, object, wave } from "./orders.ts";

const order = (name: string, ...appliers: Applier[]) => orderOf({ ...environment(appliers), name });
const application = (name: string, database: number, hash: string) =>
  order(
    `argocd/${name}`,
    applied(
      object(`Application certctl-${name}`),
      wave("StatefulSet db", database),
      object(`ConfigMap settings-${hash}`),
    ),
  );

describe("lanes", () => {
  it("are the steps of the only delivery, without hashes", () => {
    expect(lanesOf(application("a", -1, "2456789bcd"))).toEqual([
      { label: "wave -1", objects: ["StatefulSet.apps db"], gate: "StatefulSet db is ready" },
      { label: "wave 0", objects: ["ConfigMap settings"], gate: "" },
    ]);
  });
  it("of several deliveries begin with what tells them apart, and hooks of one weight are one", () => {
    const release = (name: string, ...resources: ReturnType<typeof object>[]) =>
      applied(object(`HelmRelease ${name}`), ...resources);
    const pair = order(
      "flux/a",
      release("certctl-a-data", object("ConfigMap x")),
      release("certctl-a-server", hook("Job p", "pre-install"), hook("Job q", "pre-install"), object("Deployment s")),
      release("certctl-a-lost"),
    );
    expect(lanesOf(pair)).toEqual([
      { label: "data: manifests", objects: ["ConfigMap x"], gate: "" },
      {
        label: "server: pre-install hook",
        objects: ["Job.batch p", "Job.batch q"],
        gate: "Job p is complete, Job q is complete",
      },
      { label: "server: manifests", objects: ["Deployment.apps s"], gate: "Deployment s is available" },
    ]);
    const same = order(
      "x",
      release("a", object("ConfigMap x")),
      applied(object("Kustomization a"), object("ConfigMap y")),
    );
    expect(lanesOf(same).map(({ label }) => label)).toEqual([
      "HelmRelease.helm.toolkit.fluxcd.io a: manifests",
      "Kustomization.kustomize.toolkit.fluxcd.io a: objects",
    ]);
  });
  it("have labels of their own in a bundle, by each delivery", async () => {
    for (const way of ["argocd", "helm-releases", "kustomizations"] as const) {
      const lanes = lanesOf(orderOf((await orderBundle(way, { profile: "ha" })).environment()));
      expect(new Set(lanes.map(({ label }) => label)).size).toBe(lanes.length);
    }
  });
  it("of many clusters are one pair where both sides are the same", () => {
    const pairs = [
      { before: application("a", -1, "2456789bcd"), after: application("a", -2, "9999999999") },
      { before: application("b", -1, "fghkmt2456"), after: application("b", -2, "8888888888") },
      { before: application("c", -1, "2456789bcd"), after: application("c", -1, "2456789bcd") },
    ];
    expect(lanePairs(pairs).map(({ environments, after }) => [environments, after[0]?.label])).toEqual([
      [["argocd/a", "argocd/b"], "wave -2"],
      [["argocd/c"], "wave -1"],
    ]);
  });
});
