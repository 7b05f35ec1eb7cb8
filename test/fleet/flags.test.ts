import { describe, expect, it } from "vitest";
import { setLayer } from "../../src/fleet/flags.ts";
import { brief, findings } from "../support/fleet.ts";

const data = async (...sets: string[]) => (await setLayer(sets)).data;

describe("--set", () => {
  it.each([
    ["server.replicas=5", { server: { replicas: 5 } }],
    ["server.logLevel=debug", { server: { logLevel: "debug" } }],
    ["namespace.owned=false", { namespace: { owned: false } }],
    ["certctl.version=v2.1.7", { certctl: { version: "v2.1.7" } }],
    ['server.secretsRevision="2"', { server: { secretsRevision: "2" } }],
    ["server.secretsRevision='007'", { server: { secretsRevision: "007" } }],
    ["certctl.pullSecrets=[a, b]", { certctl: { pullSecrets: ["a", "b"] } }],
    ["certctl.pullSecrets=[]", { certctl: { pullSecrets: [] } }],
    ["labels.team=a=b", { labels: { team: "a=b" } }],
    ["labels.example\\.com/team=x", { labels: { "example.com/team": "x" } }],
    ["argocd.destination={name: edge}", { argocd: { destination: { name: "edge" } } }],
    ["labels={a: b}", { labels: { a: "b" } }],
    ['labels.a=""', { labels: { a: "" } }],
    ["own.config=gitops/ha", { own: { config: "gitops/ha" } }],
    ['server.env=[{name: A, value: "1"}]', { server: { env: [{ name: "A", value: "1" }] } }],
    ["server.env.0={name: A}", undefined],
  ])("%s", async (set, expected) => {
    if (expected === undefined)
      expect(brief(await findings(() => data(set)))).toEqual(["error fleet-schema --set server.env"]);
    else expect(await data(set)).toEqual(expected);
  });
  it("many of them join, and the last of two wins", async () => {
    expect(await data("server.replicas=1", "server.logLevel=warn", "labels.a=x", "server.replicas=2")).toEqual({
      server: { replicas: 2, logLevel: "warn" },
      labels: { a: "x" },
    });
  });
  it.each([
    ["server.replicas", "set", "--set server.replicas=5"],
    ["=3", "set", "--set server.replicas=5"],
    ["", "set", "--set server.replicas=5"],
    ["server.replicas=", "fleet-schema", ""],
    ["server.replicas=three", "fleet-schema", ""],
    ["server.replica=3", "fleet-schema", "Did you mean replicas?"],
    ["sever.replicas=3", "fleet-schema", "Did you mean server?"],
    ["server..replicas=3", "fleet-schema", ""],
    [".server=3", "fleet-schema", ""],
    ["server.=3", "fleet-schema", ""],
    ["name=x", "fleet-schema", ""],
    ["clusters=[]", "fleet-schema", ""],
    ["labels={a: [}", "set", "Quote it"],
    ["labels.a='x", "set", "Quote it"],
    ["labels.a=*x", "set", "Quote it"],
    ["labels={a: &x b, c: *x}", "set", "Quote it"],
    ["labels.a=@x", "set", "Quote it"],
    ["labels.a=x: y: z", "set", "Quote it"],
    ["__proto__.polluted=1", "fleet-schema", ""],
    ["constructor.prototype.polluted=1", "fleet-schema", ""],
  ])("%j is refused", async (set, rule, fix) => {
    const found = await findings(() => data(set));
    expect(found[0]?.rule).toBe(rule);
    expect(found[0]?.fix).toContain(fix);
    expect(found[0]?.at.path).toMatch(/^--set /);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
  it("says all problems of all of them at once", async () => {
    expect(await findings(() => data("a", "server.replicas=x", "b", "flux.delivery=y"))).toHaveLength(4);
  });
  it("keeps nothing that a person gave for a secret in its messages' places", async () => {
    // A long value is cut; the path alone says which flag it was.
    const [found] = await findings(() => data(`server.replicas=${"x".repeat(5000)}`));
    expect(`${found?.message}${found?.at.path}`.length).toBeLessThan(300);
  });
});

it("says in which group a setting of that name stands", async () => {
  const found = await findings(() => setLayer(["replicas=5"]));
  expect(found.map((f) => [f.message, f.fix])).toEqual([
    ['a cluster has no setting "replicas"', "Did you mean server.replicas or agents.replicas?"],
  ]);
});
