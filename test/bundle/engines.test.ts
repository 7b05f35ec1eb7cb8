/** Both engines hand over the same objects, in the same order, under names that the clusters of one engine do not share. */
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { CHART_NAMES, STAGES, stage } from "../../src/certctl/stages.ts";
import { at, isObject, type JsonObject } from "../../src/model/json.ts";
import { annotations, documents, list, type Made, made, templates, VARIANTS } from "../support/bundle.ts";

const variants = Object.entries(VARIANTS);
const withHelm = variants.filter(([, s]) => at(s, "flux", "delivery") !== "kustomization");
const OF_AN_ENGINE = /^(argocd\.argoproj\.io|kustomize\.toolkit\.fluxcd\.io|helm\.sh)\//;

/** The object without what only an engine reads. */
function bare(manifest: JsonObject): JsonObject {
  const { annotations: all, ...metadata } = manifest.metadata as JsonObject;
  const kept = Object.entries((all ?? {}) as JsonObject).filter(([key]) => !OF_AN_ENGINE.test(key));
  return {
    ...manifest,
    metadata: kept.length === 0 ? metadata : { ...metadata, annotations: Object.fromEntries(kept) },
  };
}

const key = (m: JsonObject): string =>
  `${m.apiVersion} ${m.kind} ${at(m, "metadata", "namespace")}/${at(m, "metadata", "name")}`;
const sorted = (all: readonly JsonObject[]): JsonObject[] => [...all].sort((a, b) => (key(a) < key(b) ? -1 : 1));

const chartsOf = ({ tree }: Made): string[] =>
  CHART_NAMES.filter((name) => tree.has(`flux/c/charts/${name}/Chart.yaml`));
const version = ({ tree }: Made, chart: string): string =>
  String(documents(tree, `flux/c/charts/${chart}/Chart.yaml`)[0]?.version);

describe.each(withHelm)("the charts of %s", (_name, settings) => {
  it("hold the objects that kustomize renders, engine annotations apart", async () => {
    const of = await made(settings);
    const inCharts = chartsOf(of).flatMap((chart) => templates(of, chart));
    expect(sorted(inCharts.map(bare))).toEqual(sorted(of.objects.map((o) => bare(o.manifest))));
  });
  it("hold each object in the chart of its stage", async () => {
    const of = await made(settings);
    for (const chart of chartsOf(of)) {
      const wanted = of.objects.filter((o) => stage(o.stage).chart === chart).map((o) => key(o.manifest));
      expect(templates(of, chart).map(key).sort()).toEqual(wanted.sort());
    }
  });
  it("run the Jobs as hooks, in the order of the stage table, and nothing else", async () => {
    const of = await made(settings);
    for (const chart of chartsOf(of)) {
      for (const manifest of templates(of, chart)) {
        const set = annotations(manifest as never);
        const hook = set["helm.sh/hook"];
        expect(Object.keys(set).filter((k) => /^(argocd|kustomize\.toolkit)/.test(k))).toEqual([]);
        if (manifest.kind !== "Job") expect(hook).toBeUndefined();
        else {
          const row = STAGES.find((s) => `certctl-${s.name}` === at(manifest, "metadata", "name"));
          expect(hook).toBe(row?.helmHook);
          expect(set["helm.sh/hook-delete-policy"]).toBe("before-hook-creation");
          expect(set["helm.sh/hook-weight"]).toBe(String(row?.wave));
        }
      }
    }
  });
  it("are released in lock-step: each waits for exactly the version before it, edge for the server's", async () => {
    const of = await made(settings);
    const all = chartsOf(of);
    expect(all.slice(0, 2)).toEqual(["data", "server"]);
    for (const [i, chart] of all.entries()) {
      const [release] = documents(of.tree, `flux/c/${chart}.yaml`);
      const before = chart === "edge" ? "server" : all[i - 1];
      const depends = list(release, "spec", "dependsOn");
      if (before === undefined) expect(depends).toEqual([]);
      else {
        expect(depends.map((d) => d.name)).toEqual([`certctl-c-${before}`]);
        expect(depends[0]?.readyExpr).toContain(`chartVersion.startsWith('${version(of, before)}')`);
      }
      expect(at(release, "spec", "chart", "spec")).toMatchObject({
        chart: `./out/flux/c/charts/${chart}`,
        reconcileStrategy: "ChartVersion",
        // Named by the content, and beside no other: an older release can't be upgraded to this chart.
        valuesFiles: [`./out/flux/c/charts/${chart}/values-${version(of, chart).slice("0.1.0-h".length)}.yaml`],
      });
      const values = [...of.tree.keys()].filter((path) => path.startsWith(`flux/c/charts/${chart}/values-`));
      expect(values.map((path) => `./out/${path}`)).toEqual(at(release, "spec", "chart", "spec", "valuesFiles"));
      expect(documents(of.tree, values[0] ?? "")).toEqual([{}]);
      expect(at(release, "spec", "install", "strategy", "name")).toBe("RetryOnFailure");
      expect(at(release, "spec", "upgrade", "strategy", "name")).toBe("RetryOnFailure");
      expect(at(release, "spec", "install", "disableWait")).toBe(chart === "edge" ? true : undefined);
      expect(at(release, "spec", "upgrade", "disableWait")).toBe(chart === "edge" ? true : undefined);
    }
  });
  it("have versions that Helm takes", async () => {
    const of = await made(settings);
    for (const chart of chartsOf(of)) expect(version(of, chart)).toMatch(/^0\.1\.0-h[0-9a-f]{12}$/);
  });
  it("give each release more time than its slowest Job takes", async () => {
    const of = await made(settings);
    for (const chart of chartsOf(of)) {
      const jobs = templates(of, chart)
        .filter((m) => m.kind === "Job")
        .map((m) => Number(at(m, "spec", "activeDeadlineSeconds")));
      const [release] = documents(of.tree, `flux/c/${chart}.yaml`);
      expect(60 * Number.parseInt(String(at(release, "spec", "timeout")), 10)).toBeGreaterThan(Math.max(0, ...jobs));
    }
  });
});

describe("a chart's version", () => {
  const versions = async (settings: JsonObject) => {
    const of = await made(settings);
    return Object.fromEntries(chartsOf(of).map((chart) => [chart, version(of, chart)]));
  };
  it("changes where the content does, and nowhere else", async () => {
    const before = await versions({});
    const changed = async (settings: JsonObject) => {
      const after = await versions(settings);
      return Object.keys(before).filter((chart) => after[chart] !== before[chart]);
    };
    expect(await changed({ server: { logLevel: "warn" } })).toEqual(["server"]);
    expect(await changed({ database: { storage: { size: "11Gi" } } })).toEqual(["data"]);
    expect(await changed({ agents: { logLevel: "warn" } })).toEqual(["agents"]);
    expect(await changed({ flux: { interval: "3m" } })).toEqual([]);
    expect(await changed({ argocd: { namespace: "x" } })).toEqual([]);
    expect(await changed({ labels: { a: "b" } })).toEqual(["data", "server", "agents"]);
  });
  it("is the same for two clusters with the same content, whatever their names are in Git", async () => {
    expect(await versions({ profile: "ha" })).toEqual(await versions({}));
  });
});

describe("template text in values", () => {
  it.each(["{{ .Values.x }}", "{{{", "}}", "{{`x`}}", '{{ "{{" }}', "{{-", "a {{ b }} c {{ d", "{% x %}", "${x}"])(
    "%s is inert",
    async (text) => {
      const settings = { annotations: { note: text }, server: { env: [{ name: "A", value: text }] } };
      const of = await made(settings);
      const inCharts = chartsOf(of).flatMap((chart) => templates(of, chart));
      expect(sorted(inCharts.map(bare))).toEqual(sorted(of.objects.map((o) => bare(o.manifest))));
      for (const { manifest } of of.objects) expect(annotations(manifest).note).toBe(text);
    },
  );
});

describe.each(variants)("the wrapping of %s", (_name, settings) => {
  it("names the cluster in every object", async () => {
    const { tree } = await made(settings);
    for (const [path, { text }] of tree) {
      if (!/^(argocd|flux)\/c\/[^/]+\.yaml$/.test(path) || path.endsWith("/kustomization.yaml")) continue;
      const [object] = parseAllDocuments(text).map((d) => d.toJS() as JsonObject);
      expect(at(object, "metadata", "name"), path).toMatch(/^certctl-c(-|$)/);
    }
  });
  it("lists exactly the objects beside it", async () => {
    const { tree } = await made(settings);
    for (const folder of ["argocd/c", "flux/c"]) {
      const beside = [...tree.keys()]
        .filter((p) => p.startsWith(`${folder}/`) && !p.slice(folder.length + 1).includes("/"))
        .map((p) => p.slice(folder.length + 1));
      const listed = documents(tree, `${folder}/kustomization.yaml`)[0]?.resources as string[];
      expect([...listed, "kustomization.yaml"].sort(), folder).toEqual(beside.sort());
    }
  });
});

describe("Argo CD", () => {
  it.each(variants)(
    "gives the project of %s the rights that its objects need, and no other but one",
    async (_name, settings) => {
      const of = await made(settings);
      const [project] = documents(of.tree, "argocd/c/project.yaml");
      const group = (m: { apiVersion: string }) => (m.apiVersion.includes("/") ? m.apiVersion.split("/")[0] : "");
      const all = of.objects.map((o) => o.manifest);
      const [cluster, namespaced] = [
        all.filter((m) => m.kind === "Namespace"),
        all.filter((m) => m.kind !== "Namespace"),
      ];
      const rights = (of_: typeof all, withName: boolean) =>
        [...new Set(of_.map((m) => JSON.stringify([group(m), m.kind, ...(withName ? [m.metadata.name] : [])])))].sort();
      const granted = (entries: JsonObject[]) => entries.map((r) => JSON.stringify(Object.values(r))).sort();
      expect(granted(list(project, "spec", "clusterResourceWhitelist"))).toEqual(rights(cluster, true));
      expect(granted(list(project, "spec", "namespaceResourceWhitelist"))).toEqual(
        // Needed once the cluster becomes ha.
        [...new Set([...rights(namespaced, false), '["policy","PodDisruptionBudget"]'])].sort(),
      );
      expect(
        list(project, "spec", "destinations")
          .map((d) => d.namespace)
          .sort(),
      ).toEqual([...new Set(namespaced.map((m) => m.metadata.namespace))].sort());
      expect(at(project, "spec", "sourceRepos")).toEqual([of.env.git.url]);
      expect(JSON.stringify(project?.spec)).not.toContain("*");
    },
  );
  it("gives the same rights in every profile: a commit that changes it needs no hand", async () => {
    const projects = await Promise.all(
      (["dev", "single-node", "ha"] as const).map(
        async (profile) => documents((await made({ profile })).tree, "argocd/c/project.yaml")[0],
      ),
    );
    expect(projects[0]).toBeDefined();
    expect(projects[1]).toEqual(projects[0]);
    expect(projects[2]).toEqual(projects[0]);
  });
  it("syncs as the design says", async () => {
    const [application] = documents((await made({})).tree, "argocd/c/application.yaml");
    expect(at(application, "spec", "syncPolicy")).toMatchObject({
      automated: { prune: true, selfHeal: false },
      retry: { limit: 3, refresh: true },
    });
    expect(at(application, "spec", "source")).toEqual({
      repoURL: "https://github.com/acme/gitops.git",
      targetRevision: "main",
      path: "out/clusters/c",
    });
    expect(JSON.stringify(application)).not.toMatch(/ApplyOutOfSyncOnly|manifest-generate-paths|CreateNamespace/);
  });
  it("can have a destination by name, another namespace, and a project that is there", async () => {
    const of = await made({
      argocd: { destination: { name: "edge" }, namespace: "gitops", project: "platform", selfHeal: true },
    });
    const [application] = documents(of.tree, "argocd/c/application.yaml");
    expect(application).toMatchObject({
      metadata: { namespace: "gitops" },
      spec: {
        project: "platform",
        destination: { name: "edge", namespace: "certctl" },
        syncPolicy: { automated: { selfHeal: true } },
      },
    });
    expect(of.tree.has("argocd/c/project.yaml")).toBe(false);
  });
});

describe("Flux by Kustomizations", () => {
  it("has one for each stage, each after the one before, awaited but for edge, which comes after the server", async () => {
    const of = await made({
      engine: "flux",
      flux: { delivery: "kustomization", serviceAccountName: "d", kubeConfigSecret: "k" },
      ingress: { type: "nginx", host: "a.example.com" },
    });
    const names = of.rendered.stages.map((s) => s.name);
    expect(names).toEqual(STAGES.map((s) => s.name));
    for (const [i, name] of names.entries()) {
      const [object] = documents(of.tree, `flux/c/${name}.yaml`);
      expect(object).toMatchObject({
        metadata: { name: `certctl-c-${name}` },
        spec: {
          path: `./out/clusters/c/${name}`,
          prune: true,
          wait: name !== "edge",
          sourceRef: { kind: "GitRepository", name: "certctl-c" },
          serviceAccountName: "d",
          kubeConfig: { secretRef: { name: "k" } },
        },
      });
      const before = name === "edge" ? "server" : names[i - 1];
      expect(list(object, "spec", "dependsOn")).toEqual(i === 0 ? [] : [{ name: `certctl-c-${before}` }]);
      const job = of.objects.find((o) => o.stage === name && o.manifest.kind === "Job")?.manifest;
      if (job !== undefined)
        expect(60 * Number.parseInt(String(at(object, "spec", "timeout")), 10)).toBeGreaterThan(
          Number(at(job, "spec", "activeDeadlineSeconds")),
        );
    }
    expect([...of.tree.keys()].filter((p) => p.includes("/charts/") || p.startsWith("argocd/"))).toEqual([]);
  });
  it("decrypts where sops is chosen", async () => {
    const of = await made({
      engine: "flux",
      flux: { delivery: "kustomization" },
      secrets: { provider: "sops", decryptionSecretName: "age" },
    });
    for (const { name } of of.rendered.stages)
      expect(at(documents(of.tree, `flux/c/${name}.yaml`)[0], "spec", "decryption")).toEqual({
        provider: "sops",
        secretRef: { name: "age" },
      });
  });
});

describe("Flux's source", () => {
  it.each([
    ["main", { branch: "main" }],
    ["refs/tags/v1", { name: "refs/tags/v1" }],
    ["0123456789abcdef0123456789abcdef01234567", { commit: "0123456789abcdef0123456789abcdef01234567" }],
  ])("reads %s", async (revision, ref) => {
    const { bundle } = await import("../../src/bundle/bundle.ts");
    const { env } = await made({});
    const { tree } = bundle([{ ...env, git: { ...env.git, revision } }], new Map());
    expect(at(documents(tree, "flux/c/source.yaml")[0], "spec", "ref")).toEqual(ref);
  });
  it("can be one that is there", async () => {
    const of = await made({ engine: "flux", flux: { sourceRef: { name: "fleet", namespace: "other" } } });
    expect(of.tree.has("flux/c/source.yaml")).toBe(false);
    expect(at(documents(of.tree, "flux/c/data.yaml")[0], "spec", "chart", "spec", "sourceRef")).toEqual({
      kind: "GitRepository",
      name: "fleet",
      namespace: "other",
    });
  });
  it("can need a Secret", async () => {
    const of = await made({ engine: "flux", flux: { secretRef: "git", namespace: "gitops" } });
    expect(documents(of.tree, "flux/c/source.yaml")[0]).toMatchObject({
      metadata: { namespace: "gitops" },
      spec: { secretRef: { name: "git" }, url: "https://github.com/acme/gitops.git" },
    });
  });
});

describe("every YAML file of a bundle", () => {
  it.each(variants)("of %s is read, and holds the documents that the program passes on", async (_name, settings) => {
    const { tree } = await made(settings);
    for (const [path, file] of tree) {
      if (path.includes("/charts/") && path.includes("/templates/")) continue;
      const read = parseAllDocuments(file.text, { stringKeys: true });
      expect(
        read.flatMap((d) => [...d.errors, ...d.warnings]),
        path,
      ).toEqual([]);
      if (file.documents !== undefined)
        expect(
          read.map((d) => d.toJS()),
          path,
        ).toEqual(JSON.parse(JSON.stringify(file.documents)));
      expect(file.text.endsWith("\n") && !/[ \t]$/m.test(file.text), path).toBe(true);
    }
  });
  it.each(variants)(
    "of %s uses the fields that both engines' kustomize takes, and leads nowhere outside",
    async (_name, settings) => {
      const { tree } = await made(settings);
      const allowed = new Set([
        "apiVersion",
        "kind",
        "metadata",
        "resources",
        "components",
        "patches",
        "labels",
        "images",
        "replicas",
        "configMapGenerator",
        "replacements",
        "namespace",
      ]);
      for (const [path, file] of tree) {
        if (!path.endsWith("kustomization.yaml")) continue;
        for (const document of file.documents ?? []) {
          if (!isObject(document)) continue;
          expect(
            Object.keys(document).filter((field) => !allowed.has(field)),
            path,
          ).toEqual([]);
          if (document.namespace !== undefined) expect(path).toMatch(/^clusters\/c\/[a-z]+\/kustomization\.yaml$/);
          for (const patch of list(document, "patches")) expect(String(patch.path), path).not.toContain("/");
        }
      }
    },
  );
});
