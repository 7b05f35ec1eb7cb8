/** The command `waves`: what it looks at, what it prints and where, and how it ends. */
import { afterEach, describe, expect, it } from "vitest";
import { place as newPlace, type Place } from "../support/cli.ts";

const places: Place[] = [];
afterEach(() => {
  for (const one of places.splice(0)) one.remove();
});

function place(): Place {
  const one = newPlace();
  places.push(one);
  return one;
}

const GIT = ["--git-url", "https://example.com/x.git"];
const FLEET = `apiVersion: certctl-gitops/v1alpha1
kind: Fleet
git: {url: https://example.com/x.git, path: out}
clusters:
  - {name: eu-1, profile: ha, engine: argocd}
  - {name: us-1, profile: ha, engine: argocd, server: {logLevel: debug}}
  - {name: test, profile: dev, engine: argocd}
`;
const CHART = `apiVersion: v1
kind: ConfigMap
metadata: {name: a}
---
apiVersion: batch/v1
kind: Job
metadata: {name: b, annotations: {helm.sh/hook: pre-install}}
`;

async function bundle(): Promise<Place> {
  const at = place();
  const { code, err } = await at.cli("gen", "ha", ...GIT);
  expect(code, err).toBe(0);
  return at;
}

const headings = (out: string): readonly string[] =>
  out.split("\n").filter((line) => /^\S/.test(line) && !/^(Application|Kustomization|HelmRelease) /.test(line));

describe("what it looks at", () => {
  it("a cluster by its name, by each of its engines", async () => {
    const at = await bundle();
    const { code, out, err } = await at.cli("waves", "ha");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(headings(out)).toEqual(["argocd/ha", "flux/ha"]);
    expect(
      out
        .split("\n")
        .filter((line) => /^ {2}wave/.test(line))
        .map((line) => line.slice(2, 11).trim()),
    ).toEqual(["wave -40", "wave -30", "wave -25", "wave -20", "wave 0", "wave 5", "wave 10"]);
    expect(out).toMatch(/after HelmRelease flux-system\/certctl-ha-data ready, with chart\n? +0\.1\.0-h[0-9a-f]{12}/);
    expect(await at.cli("waves")).toMatchObject({ code: 0, out: out.replaceAll(/^(argocd|flux)\/ha$/gm, "out/$1/ha") });
  });
  it("a name that is no cluster: all of them, with what was meant", async () => {
    const at = await bundle();
    const { code, out, err } = await at.cli("waves", "hq", "ha", "nothing-like-it");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("there is no cluster, file or folder hq [no-such-cluster]");
    expect(err).toContain("Did you mean ha? The clusters in out are ha.");
    expect(err).toMatch(/2 problems: nothing to order\.\n$/);
    expect((await place().cli("waves", "eu-1")).err).toContain("There is no bundle in out: run `certctl-gitops gen`");
    expect((await at.cli("waves", "a/b")).err).toContain("there is no file or folder a/b");
  });
  it("the same order in several clusters once, with their names", async () => {
    const at = place();
    at.write("certctl-gitops.yaml", FLEET);
    const { code, out } = await at.cli("waves", "certctl-gitops.yaml");
    expect(code).toBe(0);
    expect(headings(out)).toEqual([
      "2 environments: argocd/eu-1, argocd/us-1 (names as in argocd/eu-1)",
      "argocd/test",
    ]);
    expect(Object.keys(at.files())).toEqual(["certctl-gitops.yaml"]);
  });
  it("environments that --env selects", async () => {
    const at = await bundle();
    expect(headings((await at.cli("waves", "out", "--env", "flux/*")).out)).toEqual(["flux/ha"]);
    expect(headings((await at.cli("waves", "out", "--env", "!flux/*")).out)).toEqual(["argocd/ha"]);
    expect(headings((await at.cliWith({ env: { CERTCTL_GITOPS_ENV: "flux/**" } }, "waves", "out")).out)).toEqual([
      "flux/ha",
    ]);
    const { code, out, err } = await at.cli("waves", "out", "--env", "flux/hq");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("Did you mean flux/ha? There are: argocd/ha, flux/ha.");
  });
  it("standard input, as Helm or another engine applies it", async () => {
    const { code, out } = await place().cliWith({ stdin: CHART }, "waves", "-");
    expect(code).toBe(0);
    expect(out).toContain("pre-install hook  Job b (hook)");
    const env = { CERTCTL_GITOPS_ENGINE: "argocd" };
    expect((await place().cliWith({ stdin: CHART, env }, "waves", "-")).out).toContain("PreSync  Job b (hook)");
  });
});

describe("secrets", () => {
  const S = "hunter2";
  const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: "a?password=${S}", namespace: n}
spec:
  timeout: "--password=${S}"
  dependsOn: [{name: data, readyExpr: "dep.spec.values.url == 'postgres://a:${S}@b/c'"}]
  chart: {spec: {chart: ./chart, sourceRef: {kind: GitRepository, name: g}}}
`;
  const chart = "apiVersion: v2\nname: chart\nversion: 1.0.0\n";
  const inside = `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: ${S}}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\n`;

  it("are in none of the formats, nor in what is said of wrong input", async () => {
    const at = place();
    at.write("release.yaml", release);
    at.write("chart/Chart.yaml", chart);
    at.write("chart/templates/a.yaml", inside);
    at.write("wrong.yaml", `apiVersion: v1\nkind: Secret\nstringData: {password: "${S}\n`);
    const { out, err } = await at.cli(
      "waves",
      "-o",
      "text",
      "-o",
      "json=a.json",
      "-o",
      "markdown=a.md",
      "-o",
      "mermaid=a.mmd",
    );
    const files = at.files();
    const said = [out, err, files["a.json"], files["a.md"], files["a.mmd"]];
    expect(out).toContain("Deployment d");
    expect(files["a.json"]).toContain("dep.spec.values.url ==");
    expect(said.filter((text) => text === undefined || text.includes(S))).toEqual([]);
  });
  it("make nothing else unreadable", async () => {
    const at = await bundle();
    const { out } = await at.cli("waves", "ha", "-o", "json");
    const orders = JSON.parse(out).orders;
    expect(orders[1].deliveries[2].after[0].readyExpr).toMatch(
      /^has\(dep\.status\).*startsWith\('0\.1\.0-h[0-9a-f]{12}'\)$/s,
    );
    expect(out).not.toContain("redacted");
  });
});

describe("how it ends", () => {
  it("with 2 where nothing is there", async () => {
    const { code, out, err } = await place().cli("waves");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("no Kubernetes object was found in the current folder");
  });
  it("with 2 and the order of the rest where a part could not be read", async () => {
    const at = place();
    at.write("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
    at.write("b.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b\n");
    const { code, out, err } = await at.cli("waves");
    expect(code).toBe(2);
    expect(out).toContain("ConfigMap a");
    expect(err).toContain("[yaml-syntax]");
  });
  it("with 2 and all that is wrong with the flags", async () => {
    const { code, err } = await place().cli("waves", "nowhere", "-o", "jsn");
    expect(code).toBe(2);
    expect(err).toContain("Did you mean json?");
    expect(err).toContain("there is no cluster, file or folder nowhere");
  });
});

describe("what it writes", () => {
  it("several formats, to files and standard output, colours on that alone", async () => {
    const at = await bundle();
    const argv = [
      "waves",
      "out/argocd/ha",
      "-o",
      "text",
      "-o",
      "json=a.json",
      "-o",
      "mermaid=a.mmd",
      "-o",
      "text=a.txt",
    ];
    const { code, out } = await at.cliWith({ terminal: true }, ...argv);
    expect(code).toBe(0);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is asked for
    const plain = out.replaceAll(/\u001b\[\d+m/g, "");
    expect(plain).not.toBe(out);
    const files = at.files();
    expect(files["a.txt"]).toBe(plain);
    expect(JSON.parse(files["a.json"] ?? "").orders[0].environments).toEqual(["ha"]);
    expect(files["a.mmd"]).toMatch(/^flowchart TD\n/);
  });
});
