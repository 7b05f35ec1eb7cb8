/** Flag over cluster over defaults over profile; each setting by itself, except where two halves make no whole. */
import { describe, expect, it } from "vitest";
import { AFFINITY_TIMEOUT_SECONDS, DATABASE_STORAGE, PROFILES } from "../../src/certctl/profiles.ts";
import { mergeLayers } from "../../src/fleet/layer.ts";
import { PROFILE_NAMES } from "../../src/model/environment.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { brief, environment, findings, fleetText, resolved } from "../support/fleet.ts";

describe("precedence", () => {
  it("the profile says what nobody else does", async () => {
    for (const name of PROFILE_NAMES) {
      const env = await environment({ profile: name });
      const profile = PROFILES[name];
      expect(env.server).toMatchObject({
        replicas: profile.replicas,
        logLevel: profile.logLevel,
        maxConnections: profile.maxConnections,
      });
      expect(env.server.resources).toEqual(profile.resources);
      expect(env.rateLimit.backend).toBe(profile.rateLimitBackend);
      expect(env.service).toEqual({ affinity: profile.affinity, affinityTimeoutSeconds: AFFINITY_TIMEOUT_SECONDS });
      expect(env.migrations).toBe(profile.migrations);
      expect(env.database).toMatchObject({ type: "embedded", storage: { size: DATABASE_STORAGE, className: "" } });
    }
  });
  it("defaults win over the profile, the cluster over them, a flag over all", async () => {
    const level = async (cluster: JsonObject, defaults: JsonObject, set: string[]) =>
      (await environment(cluster, defaults, { set })).server.logLevel;
    const [c, d] = [{ server: { logLevel: "error" } }, { server: { logLevel: "warn" } }];
    expect(await level({}, {}, [])).toBe("info");
    expect(await level({}, d, [])).toBe("warn");
    expect(await level(c, d, [])).toBe("error");
    expect(await level(c, d, ["server.logLevel=debug"])).toBe("debug");
    expect(await level({}, {}, ["server.logLevel=warn", "server.logLevel=debug"])).toBe("debug");
  });
  it("the profile itself can come from the defaults", async () => {
    const { environments } = await resolved(
      JSON.stringify({
        apiVersion: "certctl-gitops/v1alpha1",
        kind: "Fleet",
        defaults: { profile: "single-node" },
        clusters: [{ name: "a" }, { name: "b", profile: "dev" }],
      }),
    );
    expect(environments.map((e) => [e.name, e.profile])).toEqual([
      ["a", "single-node"],
      ["b", "dev"],
    ]);
  });
  it("settings side by side come from different layers", async () => {
    const env = await environment(
      { server: { replicas: 5 } },
      { server: { logLevel: "warn", resources: { limits: { memory: "2Gi" } } } },
    );
    expect(env.server).toMatchObject({ replicas: 5, logLevel: "warn" });
    expect(env.server.resources).toEqual({ requests: PROFILES.ha.resources.requests, limits: { memory: "2Gi" } });
  });
  it("maps are joined, lists are replaced", async () => {
    const env = await environment(
      { labels: { team: "b", tier: "1" }, certctl: { pullSecrets: ["b"] } },
      { labels: { team: "a", site: "x" }, certctl: { pullSecrets: ["a", "c"] } },
    );
    expect(env.labels).toEqual({ team: "b", site: "x", tier: "1" });
    expect(env.certctl.pullSecrets).toEqual(["b"]);
  });
  it("connections follow from replicas, surge and what the database allows", async () => {
    const cap = async (cluster: JsonObject) => (await environment(cluster)).server.maxConnections;
    expect(await cap({})).toBe(22);
    expect(await cap({ server: { replicas: 5 } })).toBe(15);
    expect(await cap({ scheduling: { strict: true } })).toBe(30);
    expect(await cap({ database: { maxConnections: 410 } })).toBe(100);
    expect(await cap({ profile: "dev" })).toBe(0);
    expect(await cap({ profile: "dev", database: { maxConnections: 50 } })).toBe(20);
    expect(await cap({ server: { maxConnections: 7 } })).toBe(7);
  });
  it("DaemonSet agents have a namespace of their own, the others live beside the server", async () => {
    const where = async (agents: JsonObject) =>
      (await environment({ namespace: { name: "pki" }, agents })).agents.namespace;
    expect([await where({}), await where({ kind: "statefulset" }), await where({ kind: "off" })]).toEqual([
      "pki-agents",
      "pki",
      "pki",
    ]);
  });
});

describe("a choice made anew", () => {
  it("drops what an earlier layer said for its own", async () => {
    const defaults = { tls: { source: "cert-manager", issuerRef: { name: "ca" }, secretName: "certs" } };
    expect((await environment({}, defaults)).tls).toMatchObject({
      source: "cert-manager",
      secretName: "certs",
      issuerRef: { name: "ca" },
    });
    expect((await environment({ tls: { source: "secret" } }, defaults)).tls).toEqual({
      source: "secret",
      secretName: "certctl-tls",
    });
  });
  it("keeps it where the choice is the same, or none", async () => {
    const defaults = { tls: { source: "cert-manager", issuerRef: { name: "ca" } } };
    for (const tls of [{ source: "cert-manager", secretName: "x" }, { secretName: "x" }]) {
      expect((await environment({ tls }, defaults)).tls).toMatchObject({ secretName: "x", issuerRef: { name: "ca" } });
    }
  });
  it("is not guessed where no layer below chose: the message names the place", async () => {
    // The defaults speak of the embedded database without a word about its type.
    const text = fleetText({ database: { type: "external" } }, { database: { storage: { size: "50Gi" } } });
    const found = await findings(() => resolved(text));
    expect(found.map((f) => [f.rule, f.at.path])).toEqual([["database-choice", "defaults.database.storage"]]);
  });
  it.each([
    ["database", { database: { type: "external", secretName: "url" } }, { database: { type: "embedded" } }],
    [
      "secrets",
      { secrets: { provider: "external-secrets", storeRef: { name: "v" } } },
      { secrets: { provider: "manual" } },
    ],
    ["ingress", { ingress: { type: "nginx", host: "a.b", annotations: { a: "b" } } }, { ingress: { type: "none" } }],
    [
      "ingress",
      { ingress: { type: "nginx", host: "a.b", className: "n" } },
      { ingress: { type: "traefik", host: "a.c" } },
    ],
  ])("%s: %j then %j", async (_key, defaults, cluster) => {
    const alone = await environment(cluster);
    expect(await environment(cluster, defaults)).toEqual(alone);
  });
  it("by a flag counts as well", async () => {
    const env = await environment(
      { tls: { source: "cert-manager", issuerRef: { name: "ca" } } },
      {},
      { set: ["tls.source=secret"] },
    );
    expect(env.tls.source).toBe("secret");
  });
  it("takes a destination, a source, an issuer and a store whole", async () => {
    const env = await environment(
      {
        argocd: { destination: { name: "edge" } },
        flux: { sourceRef: { name: "b" } },
        tls: { source: "cert-manager", issuerRef: { name: "b" } },
        secrets: { provider: "external-secrets", storeRef: { name: "b" } },
      },
      {
        argocd: { destination: { server: "https://a" } },
        flux: { sourceRef: { name: "a", namespace: "x" } },
        tls: { source: "cert-manager", issuerRef: { name: "a", kind: "Issuer" } },
        secrets: { provider: "external-secrets", storeRef: { name: "a", kind: "ClusterSecretStore" } },
      },
    );
    expect(env.argocd.destination).toEqual({ name: "edge" });
    expect(env.flux.sourceRef).toEqual({ name: "b", namespace: "flux-system" });
    expect(env.tls).toMatchObject({ issuerRef: { name: "b", kind: "ClusterIssuer" } });
    expect(env.secrets).toMatchObject({ storeRef: { name: "b", kind: "ClusterSecretStore" } });
  });
});

describe("places", () => {
  it("of a problem are where its setting was written", async () => {
    const text = `apiVersion: certctl-gitops/v1alpha1
kind: Fleet
defaults:
  rateLimit:
    backend: memory
clusters:
  - name: a
    profile: ha
    service: { affinity: none }
`;
    const found = await findings(() => resolved(text));
    expect(brief(found).filter((b) => b.startsWith("error"))).toEqual([
      "error ha-rate-limit-backend 5:5 defaults.rateLimit.backend",
      "error ha-session-affinity 9:16 clusters[0].service.affinity",
    ]);
    const flagged = await findings(() => resolved(text, { set: ["rateLimit.backend=memory"] }));
    expect(brief(flagged)[1]).toBe("error ha-rate-limit-backend --set rateLimit.backend");
  });
  it("of what nobody wrote are the cluster's", async () => {
    const found = await findings(() =>
      resolved(fleetText({ tls: { source: "cert-manager" }, server: { replicas: 1 } })),
    );
    expect(found.map((f) => f.at.path)).toEqual(["clusters[0].tls.source"]);
  });
});

describe("layers as such", () => {
  const layer = (data: JsonObject) => ({ data, place: () => ({}) });
  it("change none of their inputs", () => {
    const under = layer({ a: { b: 1 } });
    const over = layer({ a: { c: 2 } });
    expect(mergeLayers([under, over], under).data).toEqual({ a: { b: 1, c: 2 } });
    expect([under.data, over.data]).toEqual([{ a: { b: 1 } }, { a: { c: 2 } }]);
  });
  it("carry a key __proto__ as a key, for the rules to see", () => {
    const merged = mergeLayers(
      [
        layer({}),
        layer({ labels: JSON.parse('{"__proto__": {"x": "1"}}') as JsonObject }),
        layer({ labels: JSON.parse('{"__proto__": "y"}') as JsonObject }),
      ],
      layer({}),
    );
    expect(Object.keys(merged.data.labels as JsonObject)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe("which clusters a run is for", () => {
  const fleet = JSON.stringify({
    apiVersion: "certctl-gitops/v1alpha1",
    kind: "Fleet",
    defaults: { labels: { from: "defaults" }, profile: "dev" },
    clusters: [{ name: "a", profile: "ha" }, { name: "ha", profile: "ha", labels: { own: "x" } }, { name: "c" }],
  });
  const names = async (text: string | undefined, asked: Parameters<typeof resolved>[1]) => {
    const { environments, whole } = await resolved(text, asked);
    return [environments.map((e) => `${e.name}:${e.profile}:${JSON.stringify(e.labels)}`).join(" "), whole];
  };
  it.each([
    ["all", fleet, {}, 'a:ha:{"from":"defaults"} ha:ha:{"from":"defaults","own":"x"} c:dev:{"from":"defaults"}', true],
    ["one of the file", fleet, { cluster: "a" }, 'a:ha:{"from":"defaults"}', false],
    ["a profile that is also a cluster's name", fleet, { profile: "ha" }, 'ha:ha:{"from":"defaults","own":"x"}', false],
    ["a profile that is none", fleet, { profile: "single-node" }, 'single-node:single-node:{"from":"defaults"}', false],
    ["a new name", fleet, { profile: "ha", cluster: "new" }, 'new:ha:{"from":"defaults"}', false],
    ["a profile without a file", undefined, { profile: "dev" }, "dev:dev:{}", false],
    ["a profile and a name without a file", undefined, { profile: "dev", cluster: "x" }, "x:dev:{}", false],
  ] as const)("%s", async (_name, text, asked, expected, whole) => {
    expect(await names(text, asked)).toEqual([expected, whole]);
  });
  it.each([
    ["nothing named", undefined, {}, "fleet-file", /gen ha/],
    ["an unknown profile", undefined, { profile: "haa" }, "profile", /Did you mean ha\?/],
    ["a profile far from all", undefined, { profile: "production" }, "profile", /dev, single-node, ha/],
    ["an unknown cluster", fleet, { cluster: "hha" }, "fleet-cluster", /Did you mean/],
    ["a cluster without a file", undefined, { cluster: "x" }, "fleet-cluster", /--cluster x/],
    ["another profile than the file's", fleet, { profile: "dev", cluster: "a" }, "fleet-cluster", /--cluster/],
    ["a name that is none", undefined, { profile: "ha", cluster: "../x" }, "invalid-name", /lower-case/],
    [
      "a name with an escape sequence",
      undefined,
      { profile: "ha", cluster: "\u001b[2J" },
      "invalid-name",
      /lower-case/,
    ],
    ["a name too long", undefined, { profile: "ha", cluster: "a".repeat(39) }, "invalid-name", /38/],
    ["a cluster without a profile", fleetText({ profile: undefined as never }), {}, "fleet-schema", /Add profile/],
  ] as const)("refuses %s", async (_name, text, asked, rule, fix) => {
    const [found] = await findings(() => resolved(text, asked));
    expect(found?.rule).toBe(rule);
    expect(found?.fix).toMatch(fix);
  });
});
