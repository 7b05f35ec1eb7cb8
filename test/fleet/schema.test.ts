import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { readFleet } from "../../src/fleet/resolve.ts";
import { SCHEMA, SETTINGS } from "../../src/fleet/schema.ts";
import { isObject, type JsonObject } from "../../src/model/json.ts";
import { brief, FILE, findings, fleetText } from "../support/fleet.ts";

const HEAD = "apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\n";
const read = (text: string) => findings(() => readFleet(text, FILE));
const inCluster = (lines: string) =>
  read(`${HEAD}clusters:\n  - name: a\n    profile: ha\n${lines.replaceAll(/^(?=.)/gm, "    ")}`);

/** Calls back for every mapping of the schema and everything in it, settings that stand by reference included. */
function walk(schema: JsonObject, path: string, visit: (part: JsonObject, path: string) => void): void {
  visit(schema, path);
  const inside = {
    ...(schema.definitions as JsonObject | undefined),
    ...(schema.properties as JsonObject | undefined),
  };
  for (const [key, part] of Object.entries(inside)) {
    if (isObject(part) && part.$ref === undefined) walk(part, path === "" ? key : `${path}.${key}`, visit);
  }
  if (isObject(schema.items)) walk(schema.items, `${path}[]`, visit);
}

describe("the published schema", () => {
  it("is the one that the program holds files against", () => {
    const text = readFileSync(new URL("../../schemas/fleet.schema.json", import.meta.url), "utf8");
    expect(JSON.parse(text)).toEqual(SCHEMA);
    expect(text).toBe(`${JSON.stringify(SCHEMA, null, 2)}\n`);
  });
  it("is strict, and of the draft that it names", () => {
    const ajv = new Ajv({ strict: true, allowUnionTypes: true });
    expect(ajv.validateSchema(SCHEMA)).toBe(true);
    expect(SCHEMA.$schema).toBe("http://json-schema.org/draft-07/schema#");
  });
  it("says of every setting what it is", () => {
    const mute: string[] = [];
    const seen: string[] = [];
    walk(SCHEMA, "", (part, path) => {
      seen.push(path);
      // Values of a list need no words of their own.
      if (part.description === undefined && !path.endsWith("[]")) mute.push(path);
    });
    expect(mute).toEqual([]);
    expect(seen).toContain("scheduling.affinity.podAffinity");
  });
  it("refuses unknown keys in every mapping of ours", () => {
    const open: string[] = [];
    walk(SCHEMA, "", (part, path) => {
      if (part.type === "object" && (part.additionalProperties ?? true) === true) open.push(path);
    });
    expect(open).toEqual([]);
  });
});

describe("a file", () => {
  it("at its smallest is fine", async () => {
    expect(
      await read(
        `${HEAD}git: { url: https://github.com/acme/gitops.git, revision: main, path: out }\nclusters:\n  - { name: eu-1, profile: ha, engine: flux }\n`,
      ),
    ).toEqual([]);
  });
  it("without any cluster is fine: all of them were removed", async () => {
    expect(await read(`${HEAD}clusters: []\n`)).toEqual([]);
  });
  it.each([
    ["no apiVersion", "kind: Fleet\nclusters: []\n", "1:1", "apiVersion"],
    ["no kind", "apiVersion: certctl-gitops/v1alpha1\nclusters: []\n", "1:1", "kind"],
    ["no clusters", HEAD, "1:1", "clusters"],
    ["another version", "apiVersion: certctl-gitops/v2\nkind: Fleet\nclusters: []\n", "1:1", "certctl-gitops/v1alpha1"],
    ["another kind", "apiVersion: certctl-gitops/v1alpha1\nkind: Flotilla\nclusters: []\n", "2:1", "Fleet"],
  ])("%s", async (_name, text, place, word) => {
    const found = await read(text);
    expect(brief(found).map((b) => b.split(" ").slice(0, 3).join(" "))).toEqual([`error fleet-schema ${place}`]);
    expect(`${found[0]?.message} ${found[0]?.fix}`).toContain(word);
  });
  it("says all problems at once, in the order of the file", async () => {
    const found = await read(`${HEAD}git: { url: 3, branch: main }
defaults:
  profile: haa
  server: { replicas: 0, logLevel: loud }
clusters:
  - name: Bad_Name
    servers: {}
  - profile: ha
  - name: ok
    profile: dev
    labels: { a: 1 }
    own: { sever: x }
    accept: [{ rule: a }, { rule: b, reason: short }]
extra: true
`);
    expect(brief(found)).toEqual([
      "error fleet-schema 3:8 git.url",
      "error fleet-schema 3:16 git.branch",
      "error fleet-schema 5:3 defaults.profile",
      "error fleet-schema 6:13 defaults.server.replicas",
      "error fleet-schema 6:26 defaults.server.logLevel",
      "error fleet-schema 8:5 clusters[0].name",
      "error fleet-schema 9:5 clusters[0].servers",
      "error fleet-schema 10:5 clusters[1]",
      "error fleet-schema 13:15 clusters[2].labels.a",
      "error fleet-schema 14:12 clusters[2].own.sever",
      "error fleet-schema 15:14 clusters[2].accept[0]",
      "error fleet-schema 15:38 clusters[2].accept[1].reason",
      "error fleet-schema 16:1 extra",
    ]);
    expect(found.filter((f) => f.fix === "" || f.message === "")).toEqual([]);
  });
  it("refuses one name for two clusters", async () => {
    const found = await read(
      `${HEAD}clusters:\n  - { name: a, profile: ha }\n  - { name: b, profile: ha }\n  - { name: a, profile: dev }\n`,
    );
    expect(brief(found)).toEqual(["error fleet-cluster 6:7 clusters[2].name"]);
  });
});

describe("an unknown key", () => {
  it.each([
    ["serer: {}", "server"],
    ["Server: {}", "server"],
    ["namespce: {}", "namespace"],
    ["engin: flux", "engine"],
    ["rateLimits: {}", "rateLimit"],
    ["ratelimit: {}", "rateLimit"],
    ["networkPolicy: off", "networkPolicies"],
    ["server: { replica: 3 }", "replicas"],
    ["server: { loglevel: info }", "logLevel"],
    ["tls: { issuerref: {} }", "issuerRef"],
    ["agents: { toleration: [] }", "tolerations"],
    ["flux: { sourceref: {} }", "sourceRef"],
    ["argocd: { selfheal: true }", "selfHeal"],
    ["own: { agents: x }", "agent"],
    ["agents: { tolerations: [{ opperator: Exists }] }", "operator"],
    ["scheduling: { tolerations: [{ tolerationSecond: 3 }] }", "tolerationSeconds"],
    ["server: { env: [{ name: A, valueFrom: { secretRef: { name: a, key: b } } }] }", "secretKeyRef"],
    ["server: { env: [{ name: A, valueFrom: { fieldRef: { fieldPath: a, apiVersionn: v1 } } }] }", "apiVersion"],
    ["scheduling: { affinity: { nodeAffinty: {} } }", "nodeAffinity"],
    [
      "scheduling: { affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey: a, namespaceSelector: { matchLabel: {} } } }] } } }",
      "matchLabels",
    ],
    [
      "scheduling: { affinity: { podAntiAffinity: { requiredDuringScheduling: [] } } }",
      "requiredDuringSchedulingIgnoredDuringExecution",
    ],
  ])("%s: did you mean %s?", async (line, meant) => {
    const [found, more] = await inCluster(`${line}\n`);
    expect(more).toBeUndefined();
    expect(found?.fix).toBe(`Did you mean ${meant}?`);
  });
  it("far from all others gets the list of them", async () => {
    const [found] = await inCluster("tls: { qqqqqqq: 1 }\n");
    expect(found?.fix).toBe("Known here: source, secretName, issuerRef, image.");
  });
  it.each(["__proto__: { polluted: true }", "constructor: { a: 1 }", "toString: 1", "hasOwnProperty: 1"])(
    "%s is one like any other",
    async (line) => {
      expect(brief(await inCluster(`${line}\n`))).toEqual([`error fleet-schema 6:5 clusters[0].${line.split(":")[0]}`]);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
  );
});

describe("a wrong value", () => {
  it.each([
    ["a word that is none of the choices", "profile: ha\nengine: fluxx", "engine", /Did you mean flux\?/],
    ["a choice far from all", "migrations: whenever", "migrations", /one of hook, boot/],
    ["a choice in another case", "service: { affinity: clientip }", "service.affinity", /Did you mean ClientIP\?/],
    ["text for a number", "server: { replicas: three }", "server.replicas", /./],
    ["a quoted number for a number", 'server: { replicas: "3" }', "server.replicas", /./],
    ["a fraction for a whole number", "server: { replicas: 1.5 }", "server.replicas", /./],
    ["a number below the least", "server: { replicas: 0 }", "server.replicas", /./],
    ["a negative number", "server: { replicas: -1 }", "server.replicas", /./],
    ["a number above the most", "service: { affinityTimeoutSeconds: 86401 }", "service.affinityTimeoutSeconds", /./],
    ["a number for text", "certctl: { version: 2.1 }", "certctl.version", /v2\.1\.7/],
    ["a version without its v", "certctl: { version: 2.1.7 }", "certctl.version", /v2\.1\.7/],
    ["true for text", "namespace: { name: true }", "namespace.name", /./],
    ["text for true or false", "namespace: { owned: yes }", "namespace.owned", /./],
    ["a mapping for text", "migrations: {}", "migrations", /./],
    ["a list for a mapping", "server: []", "server", /./],
    ["nothing for a mapping", "server:", "server", /./],
    ["text for a list", "certctl: { pullSecrets: a }", "certctl.pullSecrets", /./],
    ["a label value that is a number", "labels: { a: 1 }", "labels.a", /./],
    ["an upper-case namespace", "namespace: { name: PKI }", "namespace.name", /lower-case/],
    ["a namespace that leaves no room for -agents", `namespace: { name: ${"a".repeat(57)} }`, "namespace.name", /56/],
    ["a quantity with a space", "database: { storage: { size: 10 Gi } }", "database.storage.size", /10Gi/],
    [
      "a digest cut short",
      "certctl: { images: { server: { digest: sha256:abc } } }",
      "certctl.images.server.digest",
      /sha256/,
    ],
    ["a tag with a colon", "certctl: { images: { server: { tag: a:b } } }", "certctl.images.server.tag", /./],
    ["a host without a dot", "ingress: { host: certctl }", "ingress.host", /./],
    ["a host with a scheme", "ingress: { host: https://a.b }", "ingress.host", /./],
    ["an interval without a unit", "flux: { interval: 10 }", "flux.interval", /10m/],
    ["a directory with a comma", "agents: { discoveryDirectories: ['/a,b'] }", "agents.discoveryDirectories[0]", /./],
    ["a directory that climbs", "agents: { discoveryDirectories: [/a/../b] }", "agents.discoveryDirectories[0]", /./],
    ["a directory that is relative", "agents: { discoveryDirectories: [a] }", "agents.discoveryDirectories[0]", /./],
    ["an API server without https", "argocd: { destination: { server: http://a } }", "argocd.destination.server", /./],
    ["a variable in lower case", "server: { env: [{ name: a }] }", "server.env[0].name", /./],
    ["a variable from nowhere", "server: { env: [{ name: A, valueFrom: {} }] }", "server.env[0].valueFrom", /one of/],
    [
      "a variable from two places",
      "server: { env: [{ name: A, valueFrom: { fieldRef: { fieldPath: a }, resourceFieldRef: { resource: b } } }] }",
      "server.env[0].valueFrom",
      /one of/,
    ],
    [
      "a variable from a Secret without a key",
      "server: { env: [{ name: A, valueFrom: { secretKeyRef: { name: a } } }] }",
      "server.env[0].valueFrom.secretKeyRef",
      /key/,
    ],
    [
      "an operator of a toleration that is none",
      "agents: { tolerations: [{ operator: Equals }] }",
      "agents.tolerations[0].operator",
      /Did you mean Equal\?/,
    ],
    [
      "seconds of a toleration as text",
      "agents: { tolerations: [{ tolerationSeconds: 5m }] }",
      "agents.tolerations[0].tolerationSeconds",
      /whole number/,
    ],
    [
      "an affinity without its topology",
      "scheduling: { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{}] } } }",
      "scheduling.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]",
      /topologyKey/,
    ],
    [
      "an affinity that weighs too much",
      "scheduling: { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, preference: {} }] } } }",
      "scheduling.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight",
      /./,
    ],
    [
      "an operator of pods' labels that is for nodes only",
      "scheduling: { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: a, labelSelector: { matchExpressions: [{ key: a, operator: Gt }] } }] } } }",
      "scheduling.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchExpressions[0].operator",
      /In, NotIn, Exists, DoesNotExist/,
    ],
    ["a variable without a name", "server: { env: [{ value: a }] }", "server.env[0]", /name/],
    ["a reason too short to be one", "accept: [{ rule: a, reason: why }]", "accept[0].reason", /./],
    ["a key path that begins with a slash", "secrets: { keyPath: /a }", "secrets.keyPath", /./],
  ])("%s", async (_name, lines, path, fix) => {
    const found = await inCluster(`${lines.replace("profile: ha\n", "")}\n`);
    expect(found.map((f) => f.at.path)).toEqual([`clusters[0].${path}`]);
    expect(found[0]?.rule).toBe("fleet-schema");
    expect(found[0]?.fix).toMatch(fix);
    expect(found[0]?.message).not.toMatch(/undefined|\[object|NaN/);
  });
  it.each([
    ["name", "", "a cluster"],
    ["name", "-a", "a hyphen first"],
    ["name", "a-", "a hyphen last"],
    ["name", "a.b", "a dot"],
    ["name", "a/b", "a slash"],
    ["name", "..", "two dots"],
    ["name", "A", "an upper-case letter"],
    ["name", "a b", "a space"],
    ["name", "a\n", "a line break"],
    ["name", "a".repeat(39), "more than 38 letters"],
    ["name", "ä", "a letter of another alphabet"],
  ])("a cluster's %s %j: %s", async (key, value) => {
    const found = await read(fleetText({ [key]: value }));
    expect(found.map((f) => f.at.path)).toEqual(["clusters[0].name"]);
  });
  it("is shown short, on one line, its control characters made visible", async () => {
    const [found] = await read(fleetText({ migrations: `\u001b[31m${"x".repeat(500)}\n` }));
    expect(found?.message.length).toBeLessThan(200);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(found?.message).not.toMatch(/[\u0000-\u001f]/);
  });
  it("is one for --set as well", async () => {
    expect(Object.keys(SETTINGS)).toContain("server");
  });
});
