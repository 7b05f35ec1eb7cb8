/** Which environments `diff` finds, and how it tells of one as a whole. */

import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Risk } from "../../src/model/difference.ts";
import type { Place, Said } from "../support/cli.ts";
import { configMap, type DiffPlace, diffRepository, FLEET, writeAll } from "../support/diff.ts";

const places: { remove(): void }[] = [];
afterEach(() => {
  for (const one of places.splice(0)) one.remove();
});
const kept = <T extends { remove(): void }>(one: T): T => {
  places.push(one);
  return one;
};

const BESIDE =
  "Not shown: what admission and defaults of the API server add, and what was changed by hand in a cluster.\n";
/** What is said between the names of the sides and the last line. */
const body = ({ code, out, err }: Said): string => {
  expect([code, err]).toEqual([0, ""]);
  const lines = out.replace(BESIDE, "").split("\n");
  return [lines[0], ...lines.slice(3)].join("\n").trimEnd();
};

describe("environments that come and go", () => {
  const DANGER = `danger: The whole environment is gone from Git. Whoever applies it with pruning deletes all of it; otherwise it runs on, and nobody updates it any more. [environment-removed]
  in   environment clusters/us
  at   base/settings.yaml:1:1
  do   Check that all of it is meant to go. Take a backup of its data first; to keep what runs, take the finalizer or the pruning away in a commit before this one.
`;

  it("are one line each with the number of their objects, and one that goes is a danger", async () => {
    const at = kept(diffRepository(FLEET));
    at.write("clusters/as/kustomization.yaml", "resources: [../../base, own.yaml]\nnamespace: as\n");
    at.write("clusters/as/own.yaml", configMap("own"));
    rmSync(join(at.path, "clusters/us"), { recursive: true });
    expect(body(await at.diff())).toBe(`danger: 1 environment added, 1 removed, of 4 · 1 danger · nothing withheld

${DANGER}
Environments
  - clusters/us  removed, 1 object
  + clusters/as  added, 2 objects`);
  });

  it("by another name of the folder are one that goes and one that comes", async () => {
    const at = kept(diffRepository(FLEET));
    renameSync(join(at.path, "clusters/us"), join(at.path, "clusters/us-east"));
    expect(body(await at.diff())).toBe(`danger: 1 environment added, 1 removed, of 4 · 1 danger · nothing withheld

${DANGER}
Environments
  - clusters/us       removed, 1 object
  + clusters/us-east  added, 1 object`);
  });
});

describe("folders of plain manifests, one for each cluster", () => {
  const rendered = (...clusters: string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(
      clusters.flatMap((cluster) =>
        ["one", "two"].map((name) => [`out/${cluster}/${name}.yaml`, configMap(name, `cluster: ${cluster}`)]),
      ),
    );
  const states = async (before: Readonly<Record<string, string>>, after: typeof before): Promise<string[]> => {
    const at = kept(diffRepository(before));
    rmSync(join(at.path, "out"), { recursive: true });
    writeAll(at, after);
    const { environments } = JSON.parse((await at.diff("-o", "json")).out);
    return environments.map((one: { name: string; state: string }) => `${one.name} ${one.state}`);
  };

  it("are the same environments where there is one alone on a side", async () => {
    expect(await states(rendered("eu"), rendered("eu", "us"))).toEqual(["out/eu unchanged", "out/us added"]);
    expect(await states(rendered("eu", "us"), rendered("us"))).toEqual(["out/eu removed", "out/us unchanged"]);
  });

  it("are no others because an object stands in two of their files", async () => {
    const twice = { ...rendered("eu"), "out/eu/three.yaml": configMap("two", "a: b") };
    const same = ["out/eu/one.yaml unchanged", "out/eu/two.yaml unchanged"];
    expect((await states(rendered("eu"), twice)).sort()).toEqual(["out/eu/three.yaml added", ...same].sort());
    expect((await states(twice, rendered("eu"))).sort()).toEqual(["out/eu/three.yaml removed", ...same].sort());
  });
});

describe("manifests beside folders with kustomizations", () => {
  const files: Readonly<Record<string, string>> = {
    ...FLEET,
    "root.yaml": configMap("root"),
    "clusters/crd.yaml": configMap("crd"),
  };
  const states = async (change: (at: DiffPlace) => void, before = files): Promise<string[]> => {
    const at = kept(diffRepository(before));
    change(at);
    const { environments } = JSON.parse((await at.diff("-o", "json")).out);
    return environments
      .map((one: { name: string; state: string }) => `${one.name} ${one.state}`)
      .filter((said: string) => !said.endsWith(" unchanged"));
  };

  it("are compared", async () => {
    expect(await states((at) => at.write("root.yaml", configMap("root", "a: c")))).toEqual([". changed"]);
    expect(await states((at) => at.write("clusters/crd.yaml", configMap("crd", "a: c")))).toEqual(["clusters changed"]);
    expect(await states((at) => rmSync(join(at.path, "root.yaml")))).toEqual([". removed"]);
  });

  it("stay the same environments when the first kustomization comes or goes, and when one takes them over", async () => {
    const plain = { "root.yaml": configMap("root"), "plain/one.yaml": configMap("plain") };
    const come = (at: DiffPlace): void =>
      writeAll(at, { "k/kustomization.yaml": "resources: [a.yaml]\n", "k/a.yaml": configMap("a") });
    expect(await states(come, plain)).toEqual(["k added"]);
    expect(await states((at) => rmSync(join(at.path, "base"), { recursive: true }))).not.toContain(". removed");
    const take = (at: DiffPlace): void => {
      at.write("deploy/kustomization.yaml", "resources: [a.yaml]\n");
    };
    expect(await states(take, { ...plain, "deploy/a.yaml": configMap("a") })).toEqual([]);
  });
});

describe("a folder of Applications", () => {
  const applied = (name: string, path = `overlays/${name}`, namespace = "argocd"): string =>
    `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  source: {repoURL: "https://example.com/r.git", path: ${path}}
  destination: {namespace: web}
`;
  const overlay = (name: string): Readonly<Record<string, string>> => ({
    [`overlays/${name}/kustomization.yaml`]: "resources: [../../base]\n",
    [`apps/${name}.yaml`]: applied(name),
  });
  const FILES = {
    "base/kustomization.yaml": "resources: [settings.yaml]\n",
    "base/settings.yaml": configMap("settings"),
    ...overlay("web-dev"),
    ...overlay("web-prod"),
  };
  const project =
    "apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: web, namespace: argocd}\nspec: {}\n";
  const states = async (at: DiffPlace, ...argv: string[]): Promise<string[]> => {
    const { environments } = JSON.parse((await at.diff("-o", "json", ...argv)).out);
    return environments.map((one: { name: string; state: string }) => `${one.name} ${one.state}`);
  };

  it("is an environment for each, and one for what else is there", async () => {
    const at = kept(diffRepository({ ...FILES, "apps/project.yaml": project }));
    at.write("base/settings.yaml", configMap("settings", "a: c"));
    expect(await states(at)).toEqual(["apps unchanged", "apps/web-dev changed", "apps/web-prod changed"]);
    expect(await states(at, "--env", "web-prod")).toEqual(["apps/web-prod changed"]);
    writeAll(at, overlay("web-stage"));
    expect(body(await at.diff()).split("\n")[0]).toBe(
      "review: 2 environments changed, 1 added, of 4 · 1 object changed, 0 added, 0 removed · no risks found · nothing withheld",
    );
  });

  it("withholds one whose overlay or file is broken, and compares the others", async () => {
    const at = kept(diffRepository({ ...FILES, "apps/project.yaml": project }));
    at.write("base/settings.yaml", configMap("settings", "a: c"));
    at.write("overlays/web-dev/kustomization.yaml", "resources: [nowhere]\n");
    expect(await states(at)).toEqual(["apps unchanged", "apps/web-dev withheld", "apps/web-prod changed"]);
    at.git("checkout", "-q", "overlays");
    at.write("apps/web-dev.yaml", `${applied("web-dev")}  broken: [\n`);
    expect(await states(at)).toEqual([
      "apps withheld",
      "apps/web-dev withheld",
      "apps/web-prod changed",
      "overlays/web-dev withheld",
    ]);
  });

  it("withholds one whose overlay is gone, while the Application stays", async () => {
    const at = kept(diffRepository(FILES));
    rmSync(join(at.path, "overlays/web-dev"), { recursive: true });
    expect(await states(at)).toEqual(["apps/web-dev withheld", "apps/web-prod unchanged"]);
    at.commit();
    writeAll(at, FILES);
    expect(await states(at, "--base", "HEAD")).toEqual(["apps/web-dev withheld", "apps/web-prod unchanged"]);
  });

  it("is the environment of a kustomization that comes to join them, or joined them", async () => {
    const at = kept(diffRepository(FILES));
    at.write("apps/kustomization.yaml", "resources: [web-dev.yaml, web-prod.yaml]\n");
    expect(await states(at)).toEqual(["apps unchanged"]);
    at.commit();
    rmSync(join(at.path, "apps/kustomization.yaml"));
    expect(await states(at, "--base", "HEAD")).toEqual(["apps unchanged"]);
  });

  it("is one environment where an Application leads to the others", async () => {
    const at = kept(diffRepository({ ...FILES, "root.yaml": applied("root", "apps") }));
    at.write("base/settings.yaml", configMap("settings", "a: c"));
    expect(await states(at)).toEqual(["./root changed"]);
  });
});

it("--env picks environments of either side by whole names and by their last parts", async () => {
  const at = kept(diffRepository(FLEET));
  at.write("base/settings.yaml", configMap("settings", "a: c"));
  rmSync(join(at.path, "plain"), { recursive: true });
  const seen = async (...argv: string[]): Promise<unknown> => {
    const { environments } = JSON.parse((await at.diff("-o", "json", ...argv.flatMap((glob) => ["--env", glob]))).out);
    return environments.map((one: { name: string; state: string }) => `${one.name} ${one.state}`);
  };
  expect(await seen("eu")).toEqual(["clusters/eu changed"]);
  expect(await seen("clusters/*")).toEqual(["clusters/eu changed", "clusters/us changed"]);
  expect(await seen("!us")).toEqual(["clusters/eu changed", "plain removed"]);
  expect(await seen("clusters/*", "!clusters/eu", "plain")).toEqual(["clusters/us changed", "plain removed"]);
});

describe("a bundle of gen", () => {
  const bundle = async (...argv: string[]): Promise<DiffPlace> => {
    const at = kept(diffRepository());
    await gen(at, "--cluster", "eu", ...argv);
    at.commit();
    return at;
  };
  const gen = async (at: Place, ...argv: string[]): Promise<void> => {
    const { code, err } = await at.cli("gen", "ha", "--git-url", "https://example.com/r.git", ...argv);
    expect([code, code === 0 ? "" : err]).toEqual([0, ""]);
  };

  it("shows a setting once for both engines, and counts what only follows in charts", async () => {
    const at = await bundle("--engine", "both");
    await gen(at, "--cluster", "eu", "--engine", "both", "--set", "server.logLevel=debug");
    expect(body(await at.diff())).toBe(
      `review: 2 environments changed of 2 · 4 objects changed, 0 added, 0 removed · no risks found · nothing withheld

~ ConfigMap certctl/certctl-server-2f7cg52dt4   in all 2 environments
    was certctl-server-6h99fcmhm4: the name follows the content
  ~ data.log-level: info -> debug   at out/clusters/eu/server/log-level.yaml:7:14

~ Deployment.apps certctl/certctl-server   in all 2 environments
  3 references follow the new name

~ HelmRelease.helm.toolkit.fluxcd.io flux-system/certctl-eu-agents   in out/flux/eu
  1 field follows the chart's version

~ HelmRelease.helm.toolkit.fluxcd.io flux-system/certctl-eu-server   in out/flux/eu
  1 field follows the chart's version
`.trimEnd(),
    );
  });

  it("whose output folder has another name now is the same one", async () => {
    const at = await bundle("--engine", "both");
    rmSync(join(at.path, "out"), { recursive: true });
    await gen(at, "--cluster", "eu", "--engine", "both", "--out", "bundle");
    const { out } = await at.diff();
    expect(out).not.toContain("danger:");
    expect(out).toMatch(/^review: 2 environments changed of 2 · /);
    expect(out).toContain(`
Environments
  ~ bundle/argocd/eu  was out/argocd/eu
  ~ bundle/flux/eu    was out/flux/eu
`);
    expect(out).toContain("~ spec.source.path: out/clusters/");
  });

  it("tells a danger at the line that brings it", async () => {
    const at = await bundle("--engine", "argocd", "--set", "server.replicas=2");
    const accept = '[{"rule":"ha-rate-limit-backend","reason":"only for this test"}]';
    const memory = ["--set", "rateLimit.backend=memory", "--set", `accept=${accept}`];
    await gen(at, "--cluster", "eu", "--engine", "argocd", "--set", "server.replicas=2", ...memory);
    const { risks } = JSON.parse((await at.diff("-o", "json")).out);
    expect(risks.map((risk: Risk) => [risk.rule, risk.at.file])).toEqual([
      ["rate-limit-in-memory", "out/clusters/eu/server/rate-limit-backend.yaml"],
    ]);
  });

  it("has one environment for each cluster, with all its stages", async () => {
    const at = await bundle("--engine", "argocd");
    await gen(at, "--cluster", "us", "--engine", "argocd");
    expect(body(await at.diff())).toBe(`review: 1 environment added, of 2 · no risks found · nothing withheld

Environments
  + out/argocd/us  added, 22 objects`);
    at.commit();
    const file = "out/base/agent/kustomization.yaml";
    const line =
      at
        .read(file)
        .split("\n")
        .findIndex((text) => text.includes("CERTCTL_LOG_LEVEL=info")) + 1;
    at.write(file, at.read(file).replace("CERTCTL_LOG_LEVEL=info", "CERTCTL_LOG_LEVEL=warn"));
    const said = body(await at.diff("--base", "HEAD"));
    expect(said.split("\n").slice(0, 5)).toEqual([
      "review: 2 environments changed of 2 · 2 objects changed, 0 added, 0 removed · no risks found · nothing withheld",
      "",
      expect.stringMatching(/^~ ConfigMap certctl-agents\/certctl-agent-\w{10} {3}in all 2 environments$/),
      "    was certctl-agent-94b5c88dcm: the name follows the content",
      `  ~ data.CERTCTL_LOG_LEVEL: info -> warn   at ${file}:${line}:9`,
    ]);
  });

  it("whose base was changed by hand is told to be out of step with its charts, and all is compared", async () => {
    const at = await bundle("--engine", "both");
    const file = "out/base/agent/kustomization.yaml";
    at.write(file, at.read(file).replace("CERTCTL_LOG_LEVEL=info", "CERTCTL_LOG_LEVEL=debug"));
    // A cluster that comes at the same time is not held back by it.
    at.write("plain/o.yaml", configMap("plain"));
    const said = body(await at.diff("--diff-exit-code", "0"));
    expect(
      said,
    ).toBe(`review: 1 environment changed, 1 added, of 3 · 2 objects changed, 0 added, 0 removed · no risks found · nothing withheld

error: Flux would install something else than the kustomize tree of the cluster builds: ConfigMap certctl-agents/certctl-agent-94b5c88dcm is in the charts only, DaemonSet.apps certctl-agents/certctl-agent differs at spec.template.spec.initContainers.1.envFrom.0.configMapRef.name, ConfigMap certctl-agents/certctl-agent-f797dmd95k is in none of the charts [charts-differ]
  at   out/flux/eu/charts/agents/templates/configmap-certctl-agents-certctl-agent-94b5c88dcm.yaml:1:1
  fix  Run \`certctl-gitops gen\`, which writes the charts anew, and commit what it changes.

Environments
  + plain  added, 1 object

~ ConfigMap certctl-agents/certctl-agent-f797dmd95k   in out/argocd/eu
    was certctl-agent-94b5c88dcm: the name follows the content
  ~ data.CERTCTL_LOG_LEVEL: info -> debug   at out/base/agent/kustomization.yaml:11:9

~ DaemonSet.apps certctl-agents/certctl-agent   in out/argocd/eu
  2 references follow the new name`);
  });
});
