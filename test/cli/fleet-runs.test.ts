/** What a run over a fleet tells a person: folded warnings, what the next run removes, what needs a hand. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Place, place } from "../support/cli.ts";

let here: Place;
beforeEach(() => {
  here = place();
});
afterEach(() => here.remove());

const HEAD = "apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\ngit: { url: 'https://github.com/acme/gitops.git' }\n";
const write = (...clusters: string[]) =>
  here.write("certctl-gitops.yaml", `${HEAD}clusters:\n${clusters.map((c) => `  - ${c}\n`).join("")}`);
const ha = (name: string, more = "") => `{ name: ${name}, profile: ha, engine: argocd${more} }`;

test("the same warning of many clusters is one, of two it is two", async () => {
  write(ha("a"), ha("b"), ha("c"));
  const { err } = await here.cli("gen");
  expect(err.match(/warning:/g)).toHaveLength(1);
  expect(err).toContain("3 clusters (a, b, c):");
  write(ha("a"), ha("b"));
  expect((await here.cli("gen")).err.match(/warning:/g)).toHaveLength(2);
});

test("a cluster that the fleet file does not name is told that the next run removes it", async () => {
  write(ha("a"));
  const { err } = await here.cli("gen", "dev", "--cluster", "b");
  expect(err).toContain("cluster b: it is not in certctl-gitops.yaml, so the next run of the whole file removes it");
  expect(err).toContain("- {name: b, profile: dev}");
  expect((await here.cli("gen", "ha", "--cluster", "a")).err).not.toContain("removes it");
});

test("a removed cluster still runs, and the message says so", async () => {
  write(ha("a"), ha("b"));
  await here.cli("gen");
  write(ha("a"));
  const { out } = await here.cli("gen");
  expect(out).toContain("Cluster b is not in the fleet any more");
  expect(out).toContain("kubectl delete application certctl-b");
});

test("changed rights of an AppProject need a hand, Flux applies its folder itself", async () => {
  write(ha("a"), "{ name: f, profile: ha, engine: flux }");
  await here.cli("gen");
  const ingress = ", ingress: { type: nginx, host: a.example.com }";
  write(ha("a", ingress), `{ name: f, profile: ha, engine: flux${ingress} }`);
  const { out } = await here.cli("gen");
  expect(out).toContain("apply again\n  kubectl apply -k out/argocd/a\n\n");
  expect(here.files("out")["flux/f/kustomization.yaml"]).toContain("- sync.yaml");
  expect(here.files("out")["flux/f/sync.yaml"]).toContain('path: "./out/flux/f"');
});

test("an accepted rule shows its reason as such", async () => {
  write(ha("a", ", accept: [{ rule: ha-embedded-database, reason: fine for a lab }]"));
  const { err } = await here.cli("gen");
  expect(err).toMatch(/accepted {2}fine for a lab/);
  expect(err).not.toContain("fix  Accepted");
});

test("some Secrets alone come without the namespaces", async () => {
  const { out } = await here.cli("secrets", "ha", "--only", "certctl-database");
  expect(out.match(/^kind: .*/gm)).toEqual(["kind: Secret"]);
});

test("--check after a change by hand says what to do with it", async () => {
  write(ha("a"));
  await here.cli("gen");
  here.write("out/base/config/namespace.yaml", "mine: true\n");
  const { code, err } = await here.cli("gen", "--check");
  expect(code).toBe(1);
  expect(err).toContain("changed by hand");
  expect(err).toContain("--overwrite");
});
