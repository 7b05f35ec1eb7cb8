/** The profile table against what the overlays of the profiles render; migrations, rate limits and affinity both ways. */
import { describe, expect, it } from "vitest";
import { DATABASE_STORAGE, PROFILES } from "../../src/certctl/profiles.ts";
import { PROFILE_NAMES } from "../../src/model/environment.ts";
import { at, type JsonObject } from "../../src/model/json.ts";
import { container, find, lookup, type Made, made, pods, variables } from "../support/bundle.ts";

const server = (of: Made) => container(pods(of).find((p) => p.workload === "certctl-server")?.spec ?? {}, "server");
const config = (of: Made) => find(of, "ConfigMap", "certctl-server").data as Record<string, string>;
const agent = (of: Made) => container(pods(of).find((p) => p.workload === "certctl-agent")?.spec ?? {}, "agent");

describe.each(PROFILE_NAMES)("profile %s", (name) => {
  const profile = PROFILES[name];
  const get = () => made({ profile: name });
  it("renders what the table says", async () => {
    const of = await get();
    const deployment = find(of, "Deployment", "certctl-server");
    const service = find(of, "Service", "certctl-server");
    expect(at(deployment, "spec", "replicas")).toBe(profile.replicas);
    expect(server(of).resources).toEqual(profile.resources);
    expect(config(of)["rate-limit-backend"]).toBe(profile.rateLimitBackend);
    expect(config(of)["log-level"]).toBe(profile.logLevel);
    expect(variables(of, agent(of)).CERTCTL_LOG_LEVEL).toBe(profile.logLevel);
    expect(config(of)["database-max-conns"]).toBe(
      profile.maxConnections === 0 ? undefined : String(profile.maxConnections),
    );
    expect(at(service, "spec", "sessionAffinity")).toBe(profile.affinity === "none" ? undefined : profile.affinity);
    const spec = at(deployment, "spec", "template", "spec");
    expect(at(spec, "affinity", "podAntiAffinity") !== undefined).toBe(profile.spread);
    expect(at(spec, "topologySpreadConstraints") !== undefined).toBe(profile.spread);
    expect(lookup(of, "PodDisruptionBudget", "certctl-server") !== undefined).toBe(profile.spread);
  });
  it("needs no patch of its cluster but the images, the state folder and the Secrets that a person makes: the overlay says it all", async () => {
    const { tree } = await get();
    const files = [...tree.keys()].filter(
      (path) => path.startsWith("clusters/") && !path.endsWith("/kustomization.yaml"),
    );
    expect(files.toSorted()).toEqual([
      "clusters/c/agent/manual-secrets.yaml",
      "clusters/c/agent/state-folder.yaml",
      "clusters/c/config/manual-secrets.yaml",
    ]);
  });
});

describe("profile ha", () => {
  it("spreads by host and by zone where it can, rolls without a gap, and lets one server go at a time", async () => {
    const of = await made({ profile: "ha" });
    const spec = at(find(of, "Deployment", "certctl-server"), "spec", "template", "spec") as JsonObject;
    const preferred = at(spec, "affinity", "podAntiAffinity", "preferredDuringSchedulingIgnoredDuringExecution");
    expect(at(preferred, 0, "podAffinityTerm", "topologyKey")).toBe("kubernetes.io/hostname");
    expect(at(spec, "topologySpreadConstraints", 0)).toMatchObject({
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "ScheduleAnyway",
      maxSkew: 1,
    });
    expect(at(find(of, "Deployment", "certctl-server"), "spec", "strategy")).toEqual({
      type: "RollingUpdate",
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    });
    const budget = find(of, "PodDisruptionBudget", "certctl-server");
    expect(at(budget, "spec", "maxUnavailable")).toBe(1);
    expect(at(budget, "spec", "selector")).toEqual(at(find(of, "Deployment", "certctl-server"), "spec", "selector"));
  });
  it("strict: both are hard, and an old server goes first", async () => {
    const of = await made({ scheduling: { strict: true } });
    const deployment = find(of, "Deployment", "certctl-server");
    const spec = at(deployment, "spec", "template", "spec");
    expect(at(spec, "affinity", "podAntiAffinity", "preferredDuringSchedulingIgnoredDuringExecution")).toBeUndefined();
    expect(at(spec, "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution")).toMatchObject([
      { topologyKey: "kubernetes.io/hostname" },
    ]);
    expect(at(spec, "topologySpreadConstraints")).toContainEqual(
      expect.objectContaining({ topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" }),
    );
    expect(at(deployment, "spec", "strategy", "rollingUpdate")).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  });
  it("an affinity of the user's own joins the profile's", async () => {
    const of = await made({
      scheduling: {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "Exists" }] }],
            },
          },
        },
      },
    });
    const affinity = at(find(of, "Deployment", "certctl-server"), "spec", "template", "spec", "affinity") as JsonObject;
    expect(Object.keys(affinity).sort()).toEqual(["nodeAffinity", "podAntiAffinity"]);
  });
  it("all servers and one more fit into the database", async () => {
    for (const settings of [
      {},
      { server: { replicas: 7 } },
      { database: { maxConnections: 50 } },
      { scheduling: { strict: true } },
    ]) {
      const of = await made({ profile: "ha", ...settings });
      const surge = Number(
        at(find(of, "Deployment", "certctl-server"), "spec", "strategy", "rollingUpdate", "maxSurge"),
      );
      const cap = Number(config(of)["database-max-conns"]);
      expect(cap * (of.env.server.replicas + surge)).toBeLessThanOrEqual(of.env.database.maxConnections - 10);
      expect(cap).toBeGreaterThan(0);
    }
  });
});

describe("the database's disk", () => {
  const database = (of: Made) => find(of, "StatefulSet", "certctl-database");
  const claim = (of: Made) => at(database(of), "spec", "volumeClaimTemplates", 0, "spec");
  const patches = ({ tree }: Made) =>
    [...tree.keys()].filter((path) => /^(overlays|clusters)\/[^/]+\/database\/(?!kustomization\.yaml$)/.test(path));
  /** What the API server lets nobody change: all but these. */
  const fixed = (of: Made) => {
    const { replicas: _, template: __, updateStrategy: ___, ...rest } = database(of).spec as JsonObject;
    return rest;
  };
  it.each(PROFILE_NAMES)("%s has the size of all profiles, and no patch for it", async (profile) => {
    const of = await made({ profile });
    expect(claim(of)).toEqual({ accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } } });
    expect(patches(of)).toEqual([]);
    expect(patches(await made({ profile, database: { storage: { size: DATABASE_STORAGE } } }))).toEqual([]);
  });
  it.each([{}, { database: { storage: { size: "5Gi", className: "fast" } } }])(
    "%j: a cluster moves from profile to profile with it",
    async (settings) => {
      const before = fixed(await made({ profile: "dev", ...settings }));
      expect(Object.keys(before)).toEqual(expect.arrayContaining(["selector", "serviceName", "volumeClaimTemplates"]));
      for (const profile of PROFILE_NAMES) expect(fixed(await made({ profile, ...settings })), profile).toEqual(before);
    },
  );
  it.each(PROFILE_NAMES)("%s: can have another size", async (profile) => {
    const of = await made({ profile, database: { storage: { size: "5Gi" } } });
    expect(claim(of)).toEqual({ accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "5Gi" } } });
    expect(patches(of)).toEqual(["clusters/c/database/storage.yaml"]);
  });
});

describe("migrations (DEPL-003)", () => {
  const cases = PROFILE_NAMES.flatMap((profile) =>
    (["hook", "boot"] as const).flatMap((migrations) =>
      (["embedded", "external"] as const).map((type) => ({ profile, migrations, type })),
    ),
  );
  it.each(cases)(
    "$profile, $migrations, $type: the Job and the variable are both there, or neither",
    async ({ profile, migrations, type }) => {
      const of = await made({ profile, migrations, database: { type } });
      const job = lookup(of, "Job", "certctl-migrate");
      const variable = variables(of, server(of)).CERTCTL_MIGRATIONS_VIA_HOOK;
      expect([job !== undefined, variable]).toEqual(migrations === "hook" ? [true, "true"] : [false, undefined]);
      expect(of.rendered.stages.some((s) => s.name === "migrate")).toBe(migrations === "hook");
    },
  );
  it.each(PROFILE_NAMES)("%s, where nobody says: as the table does", async (profile) => {
    const of = await made({ profile });
    expect(variables(of, server(of)).CERTCTL_MIGRATIONS_VIA_HOOK).toBe(
      PROFILES[profile].migrations === "hook" ? "true" : undefined,
    );
    expect(lookup(of, "Job", "certctl-migrate") !== undefined).toBe(PROFILES[profile].migrations === "hook");
  });
});

describe("rate limits and affinity (DEPL-006)", () => {
  const look = async (settings: JsonObject) => {
    const of = await made(settings);
    const spec = find(of, "Service", "certctl-server").spec as JsonObject;
    return [
      config(of)["rate-limit-backend"],
      spec.sessionAffinity,
      at(spec, "sessionAffinityConfig", "clientIP", "timeoutSeconds"),
    ];
  };
  it("ha counts in the database, and keeps a client with one server for three hours", async () => {
    expect(await look({ profile: "ha" })).toEqual(["postgres", "ClientIP", 10800]);
  });
  it.each(["dev", "single-node"])("%s does neither", async (profile) => {
    expect(await look({ profile })).toEqual(["memory", undefined, undefined]);
  });
  it("other profiles can have both", async () => {
    expect(
      await look({
        profile: "dev",
        server: { replicas: 2 },
        rateLimit: { backend: "postgres" },
        service: { affinity: "ClientIP", affinityTimeoutSeconds: 60 },
      }),
    ).toEqual(["postgres", "ClientIP", 60]);
  });
  it("ha with one server can have neither", async () => {
    expect(
      await look({
        profile: "ha",
        server: { replicas: 1 },
        rateLimit: { backend: "memory" },
        service: { affinity: "none" },
      }),
    ).toEqual(["memory", "None", undefined]);
  });
  it("the server reads both from the ConfigMap that is there", async () => {
    const of = await made({ profile: "ha" });
    const name = find(of, "ConfigMap", "certctl-server").metadata.name;
    const read = variables(of, server(of));
    expect(read.CERTCTL_RATE_LIMIT_BACKEND).toEqual({ configMapKeyRef: { name, key: "rate-limit-backend" } });
    expect(read.CERTCTL_DATABASE_MAX_CONNS).toEqual({
      configMapKeyRef: { name, key: "database-max-conns", optional: true },
    });
  });
});

describe("what a person accepted", () => {
  it("stands on the object that it is about", async () => {
    const of = await made({
      rateLimit: { backend: "memory" },
      accept: [{ rule: "ha-rate-limit-backend", reason: "limits are only for show" }],
    });
    expect(find(of, "Deployment", "certctl-server").metadata.annotations).toMatchObject({
      "ignore.certctl-gitops/ha-rate-limit-backend": "limits are only for show",
    });
  });
});
