/** Waves, hooks and protection: the one stage table on every rendered object. */
import { describe, expect, it } from "vitest";
import { STAGES, type Stage, stage } from "../../src/certctl/stages.ts";
import { at } from "../../src/model/json.ts";
import { annotations, made, VARIANTS } from "../support/bundle.ts";

const WAVE = "argocd.argoproj.io/sync-wave";
/** Kinds that hold data or keys, or whose removal takes them along. */
// The database, and what it needs to go on running when all else is uninstalled; agents' claims outlive their StatefulSet.
const KEPT = /^(Namespace .*|(StatefulSet|Service|ServiceAccount|NetworkPolicy) certctl-database)$/;
const PROTECTION = {
  "argocd.argoproj.io/sync-options": "Prune=false,Delete=false",
  "kustomize.toolkit.fluxcd.io/prune": "disabled",
  "helm.sh/resource-policy": "keep",
};

describe("the stage table", () => {
  it("is in the order of its waves, which are all different but for the last: agents and edge share it", () => {
    const waves = STAGES.map((s) => s.wave);
    expect(waves).toEqual([...waves].sort((a, b) => a - b));
    expect(waves.filter((wave, i) => waves.indexOf(wave) !== i)).toEqual([Math.max(...waves)]);
    expect(STAGES.filter((s) => s.wave === Math.max(...waves)).map((s) => s.name)).toEqual(["agent", "edge"]);
  });
  it("is the one of the design", () => {
    const after = ({ after: name }: Stage) => (name === undefined ? "" : ` after ${name}`);
    expect(STAGES.map((s) => `${s.name} ${s.wave} ${s.chart} ${s.gate}${after(s)}`)).toEqual([
      "config -40 data ready",
      "database -30 data ready",
      "credentials -25 data complete",
      "migrate -20 server complete",
      "server 0 server ready",
      "enroll 5 server complete",
      "agent 10 agents ready",
      "edge 10 edge none after server",
    ]);
  });
});

describe.each(Object.entries(VARIANTS))("%s", (_name, settings) => {
  it("has on every object the wave of its stage", async () => {
    const { objects } = await made(settings);
    const wrong = objects.filter((o) => annotations(o.manifest)[WAVE] !== String(stage(o.stage).wave));
    expect(
      wrong.map((o) => `${o.stage} ${o.manifest.kind} ${o.manifest.metadata.name}: ${annotations(o.manifest)[WAVE]}`),
    ).toEqual([]);
    expect(objects.length).toBeGreaterThan(10);
  });
  it("has agents and edge in the last wave, without a hook: Argo CD awaits neither", async () => {
    const { objects } = await made(settings);
    const last = Math.max(...objects.map((o) => Number(annotations(o.manifest)[WAVE])));
    const pending = objects.filter((o) => o.stage === "agent" || o.stage === "edge");
    expect(pending.filter((o) => annotations(o.manifest)[WAVE] !== String(last))).toEqual([]);
    expect(pending.filter((o) => annotations(o.manifest)["argocd.argoproj.io/hook"] !== undefined)).toEqual([]);
  });
  it("has Jobs that both engines run again, and that end", async () => {
    const { objects } = await made(settings);
    const jobs = objects.filter((o) => o.manifest.kind === "Job");
    expect(jobs.length).toBeGreaterThan(0);
    for (const { manifest, stage: name } of jobs) {
      expect(annotations(manifest)).toMatchObject({
        "argocd.argoproj.io/hook": "Sync",
        "argocd.argoproj.io/hook-delete-policy": "BeforeHookCreation",
        "kustomize.toolkit.fluxcd.io/force": "enabled",
      });
      expect(stage(name).gate).toBe("complete");
      expect(at(manifest, "spec", "ttlSecondsAfterFinished")).toBeUndefined();
      expect(at(manifest, "spec", "activeDeadlineSeconds")).toBeGreaterThan(0);
      // A name that is not known yet is tried again; a failure is told within two minutes (10 + 20 + 40 s between tries).
      expect(at(manifest, "spec", "backoffLimit")).toBe(3);
      expect(at(manifest, "spec", "template", "spec", "restartPolicy")).toBe("Never");
    }
  });
  it("has nothing but Jobs as a hook, nothing before the sync, and no hook of Helm in the base", async () => {
    const { objects } = await made(settings);
    const hooks = objects.filter((o) => annotations(o.manifest)["argocd.argoproj.io/hook"] !== undefined);
    expect(new Set(hooks.map((o) => o.manifest.kind))).toEqual(new Set(["Job"]));
    expect(JSON.stringify(objects)).not.toMatch(/PreSync|PostSync|helm\.sh\/hook/);
    const forced = objects.filter((o) => annotations(o.manifest)["kustomize.toolkit.fluxcd.io/force"] !== undefined);
    expect(new Set(forced.map((o) => o.manifest.kind))).toEqual(new Set(["Job"]));
  });
  it("keeps the namespaces, the database and what it runs on, thrice, and nothing else", async () => {
    const { objects } = await made(settings);
    for (const { manifest } of objects) {
      const set = Object.fromEntries(
        Object.keys(PROTECTION).map((key) => {
          const value = annotations(manifest)[key];
          // An old ConfigMap goes when the new pods are ready: an order, not a protection.
          return [key, manifest.kind === "ConfigMap" && value === "PruneLast=true" ? undefined : value];
        }),
      );
      const wanted = KEPT.test(`${manifest.kind} ${manifest.metadata.name}`)
        ? PROTECTION
        : Object.fromEntries(Object.keys(PROTECTION).map((key) => [key, undefined]));
      expect(set, `${manifest.kind} ${manifest.metadata.name}`).toEqual(wanted);
    }
  });
  it("holds no Secret, nor anything that looks like a value of one", async () => {
    const { objects, tree } = await made(settings);
    expect(objects.filter((o) => o.manifest.kind === "Secret")).toEqual([]);
    for (const [path, { text }] of tree) expect(text, path).not.toMatch(/BEGIN [A-Z ]*PRIVATE KEY|kind: Secret$/m);
  });
  it("holds every object once, each in its namespace", async () => {
    const { objects, env } = await made(settings);
    const ids = objects.map(
      ({ manifest: m }) => `${m.apiVersion} ${m.kind} ${m.metadata.namespace}/${m.metadata.name}`,
    );
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    for (const { manifest, stage: name } of objects) {
      if (manifest.kind === "Namespace") continue;
      expect(manifest.metadata.namespace, `${manifest.kind} ${manifest.metadata.name}`).toBe(
        name === "agent" ? env.agents.namespace : env.namespace.name,
      );
    }
    const owned = objects.filter((o) => o.manifest.kind === "Namespace").map((o) => o.manifest.metadata.name);
    const agents = env.agents.kind === "daemonset" ? [env.agents.namespace] : [];
    expect(owned).toEqual(env.namespace.owned ? [env.namespace.name, ...agents] : []);
  });
});

describe("objects of the user's own", () => {
  const OWN = new Map([
    [
      "mine/kustomization.yaml",
      { text: "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [a.yaml]\n" },
    ],
    [
      "mine/a.yaml",
      {
        text: [
          "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: without-wave\n",
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: with-wave\n  annotations: {argocd.argoproj.io/sync-wave: "-39"}\n',
          "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata:\n  name: sealed\nspec: {encryptedData: {a: b}}\n",
          "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: claim\nspec: {accessModes: [ReadWriteOnce]}\n",
        ].join("---\n"),
      },
    ],
  ]);
  it("get the wave of their stage where they have none, and the protection where they hold data", async () => {
    for (const name of ["config", "server", "edge"] as const) {
      const { objects } = await made({ own: { [name]: "mine" } }, OWN);
      const of = (object: string) =>
        annotations(objects.find((o) => o.manifest.metadata.name === object)?.manifest ?? ({} as never));
      expect(of("without-wave")[WAVE]).toBe(String(stage(name).wave));
      expect(of("with-wave")[WAVE]).toBe("-39");
      for (const kept of ["sealed", "claim"])
        expect(of(kept)).toMatchObject({ ...PROTECTION, [WAVE]: String(stage(name).wave) });
      expect(of("without-wave")).not.toHaveProperty("helm.sh/resource-policy");
    }
  });
  it("of a stage that the cluster has not make that stage", async () => {
    const { rendered } = await made({ own: { edge: "mine" } }, OWN);
    expect(rendered.stages.map((s) => s.name)).toContain("edge");
  });
});
