/** What is now applied earlier or later: waves, hooks, and what a release waits for. */
import { describe, expect, it } from "vitest";
import type { RenderedSide } from "../../src/diff/rendered-side.ts";
import { diffSides } from "../../src/diff/report.ts";
import type { AppliedEnvironment, ApplierKind, Resource } from "../../src/model/applied.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { resource } from "./objects.ts";

const job = (annotations: JsonObject): Resource =>
  resource("Job.batch/v1", "certctl/migrate", { metadata: { annotations }, spec: { suspend: false } });
const by = (kind: string, spec: JsonObject = {}): Resource => resource(kind, "engine/certctl", { spec });

const APPLICATION = "Application.argoproj.io/v1alpha1";
const RELEASE = "HelmRelease.helm.toolkit.fluxcd.io/v2";

function side(kind: ApplierKind, owner: Resource, resources: readonly Resource[]): RenderedSide {
  const environment: AppliedEnvironment = {
    name: "eu-1",
    appliers: [{ kind, by: owner, resources }],
    resources: [...resources, owner],
    manualSecrets: [],
  };
  const files = { has: () => false, contentOf: () => undefined };
  return { name: { label: "a side" }, environments: [environment], incomplete: [], problems: [], notes: [], files };
}

const order = (before: RenderedSide, after: RenderedSide) =>
  diffSides(before, after, () => true).order.map(({ resource: name, from, to, environments }) => ({
    name,
    from,
    to,
    environments,
  }));

describe("an order change", () => {
  it("is a wave", () => {
    const wave = (n: string) => side("application", by(APPLICATION), [job({ "argocd.argoproj.io/sync-wave": n })]);
    expect(order(wave("2"), wave("3"))).toEqual([
      { name: "Job.batch certctl/migrate", from: "wave 2", to: "wave 3", environments: [0] },
    ]);
  });

  it("is no other annotation of the same object", () => {
    const wave = (note: string) =>
      side("application", by(APPLICATION), [job({ "argocd.argoproj.io/sync-wave": "2", note })]);
    expect(order(wave("a"), wave("b"))).toEqual([]);
  });

  it("is a phase", () => {
    const hook = (phase: string) => side("application", by(APPLICATION), [job({ "argocd.argoproj.io/hook": phase })]);
    expect(order(hook("PreSync"), hook("Sync"))).toEqual([
      { name: "Job.batch certctl/migrate", from: "PreSync", to: "wave 0", environments: [0] },
    ]);
  });

  it("is a hook's weight, and a hook that is none any more", () => {
    const hook = (annotations: JsonObject) => side("helm-release", by(RELEASE), [job(annotations)]);
    const weight = (n: string) => hook({ "helm.sh/hook": "pre-upgrade,pre-install", "helm.sh/hook-weight": n });
    expect(order(weight("1"), weight("2")).map(({ from, to }) => `${from} -> ${to}`)).toEqual([
      "certctl: pre-install/pre-upgrade hook weight 1 -> certctl: pre-install/pre-upgrade hook weight 2",
    ]);
    expect(order(weight("1"), hook({})).map(({ from, to }) => `${from} -> ${to}`)).toEqual([
      "certctl: pre-install/pre-upgrade hook weight 1 -> certctl: manifests",
    ]);
  });

  it("is what a release waits for", () => {
    const release = (names: readonly string[]) =>
      side("helm-release", by(RELEASE, { dependsOn: names.map((name) => ({ name })) }), [job({})]);
    expect(order(release(["data"]), release([])).map(({ from, to }) => `${from} -> ${to}`)).toEqual([
      "after data -> after nothing",
    ]);
  });
});
