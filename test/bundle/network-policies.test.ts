/** Who may connect to whom, computed from labels and ports, against the table of needed peers: all of them, and no other. */
import { describe, expect, it } from "vitest";
import { PROFILE_NAMES } from "../../src/model/environment.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import { containers, list, type Made, made, pods } from "../support/bundle.ts";
import { type Peer, passes } from "../support/policies.ts";

/** Needed: from whom, to whom, at which port, and when. */
const NEEDED: readonly { from: string; to: string; port: number; when: (of: Made) => boolean; why: string }[] = [
  { from: "certctl-server", to: "certctl-database", port: 5432, when: embedded, why: "reads and writes" },
  {
    from: "certctl-migrate",
    to: "certctl-database",
    port: 5432,
    when: (of) => embedded(of) && of.env.migrations === "hook",
    why: "migrates",
  },
  { from: "certctl-credentials", to: "certctl-database", port: 5432, when: embedded, why: "changes the password" },
  { from: "certctl-enroll", to: "certctl-server", port: 8443, when: () => true, why: "grants roles" },
  {
    from: "certctl-agent",
    to: "certctl-server",
    port: 8443,
    when: (of) => of.env.agents.kind !== "off",
    why: "asks for work",
  },
  {
    from: "controller of nginx",
    to: "certctl-server",
    port: 8443,
    when: (of) => of.env.ingress.type === "nginx",
    why: "people",
  },
  {
    from: "controller of traefik",
    to: "certctl-server",
    port: 8443,
    when: (of) => of.env.ingress.type === "traefik",
    why: "people",
  },
];

function embedded(of: Made): boolean {
  return of.env.database.type === "embedded";
}

const CERTCTL = (component: string) => ({
  "app.kubernetes.io/name": "certctl",
  "app.kubernetes.io/component": component,
});

/** Pods of others: no policy may let them in, whatever they call themselves elsewhere. */
function strangers(of: Made): Peer[] {
  const { namespace, agents } = of.env;
  const elsewhere = ["server", "agent", "enroll", "migrate", "credentials", "database"].map((c) => ({
    name: `${c} of another namespace`,
    namespace: "default",
    labels: CERTCTL(c),
  }));
  return [
    ...elsewhere,
    { name: "a stranger beside the server", namespace: namespace.name, labels: { app: "other" } },
    { name: "a bare pod beside the server", namespace: namespace.name, labels: {} },
    { name: "a stranger beside the agents", namespace: `${namespace.name}-agents`, labels: { app: "other" } },
    {
      name: "a server beside the agents",
      namespace: `${namespace.name}-agents`,
      labels: agents.kind === "daemonset" ? CERTCTL("server") : CERTCTL("enroll"),
    },
    { name: "controller of nginx", namespace: "ingress-nginx", labels: { "app.kubernetes.io/name": "ingress-nginx" } },
    { name: "controller of traefik", namespace: "traefik", labels: { "app.kubernetes.io/name": "traefik" } },
    { name: "something of the system", namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
  ];
}

function own(of: Made): Peer[] {
  return pods(of).map(({ workload, namespace, labels, spec }) => ({
    name: workload,
    namespace,
    labels,
    ports: Object.fromEntries(
      containers(spec).flatMap((c) => list(c, "ports").map((p) => [String(p.name), Number(p.containerPort)])),
    ),
  }));
}

/** Every connection that the bundle's policies let through, to the ports that are used and to one that is not. */
function allowed(of: Made): string[] {
  const policies = of.objects.map((o) => o.manifest).filter((m): m is Manifest => m.kind === "NetworkPolicy");
  const targets = own(of);
  const ports = [...new Set([...targets.flatMap((t) => Object.values(t.ports ?? {})), 9999])];
  return targets
    .flatMap((to) =>
      [...targets, ...strangers(of)].flatMap((from) =>
        ports.flatMap((port) =>
          from !== to && passes(policies, from, to, port) ? [`${from.name} -> ${to.name}:${port}`] : [],
        ),
      ),
    )
    .sort();
}

function needed(of: Made): string[] {
  return NEEDED.filter((row) => row.when(of))
    .map(({ from, to, port }) => `${from} -> ${to}:${port}`)
    .sort();
}

const ingresses: JsonObject[] = [
  { type: "none" },
  { type: "nginx", host: "a.example.com" },
  { type: "traefik", host: "a.example.com" },
];
const cases = PROFILE_NAMES.flatMap((profile) =>
  ["daemonset", "statefulset", "off"].flatMap((kind) =>
    ingresses.flatMap((ingress) =>
      ["embedded", "external"].flatMap((type) =>
        ["certctl", "pki"].map(
          (name): JsonObject => ({ profile, agents: { kind }, ingress, database: { type }, namespace: { name } }),
        ),
      ),
    ),
  ),
);

describe("policies", () => {
  it.each(cases.map((c) => [JSON.stringify(c), c]))("%s: every needed peer, and no other", async (_name, settings) => {
    const of = await made(settings as JsonObject);
    expect(allowed(of)).toEqual(needed(of));
  });
  it("of a boot-time migration let nobody in for a Job that is not there", async () => {
    const of = await made({ profile: "ha", migrations: "boot" });
    expect(allowed(of)).toEqual(needed(of));
  });
  it("follow the controller to where it runs", async () => {
    const of = await made({ ingress: { type: "nginx", host: "a.example.com", controllerNamespace: "edge" } });
    const there: Peer = { name: "x", namespace: "edge", labels: { any: "label" } };
    const policies = of.objects.map((o) => o.manifest).filter((m) => m.kind === "NetworkPolicy");
    const server = own(of).find((p) => p.name === "certctl-server") as Peer;
    expect(passes(policies, there, server, 8443)).toBe(true);
    expect(passes(policies, there, server, 5432)).toBe(false);
    expect(passes(policies, { ...there, namespace: "ingress-nginx" }, server, 8443)).toBe(false);
  });
  it("switched off leave none, in no stage", async () => {
    for (const ingress of ingresses) {
      const of = await made({ networkPolicies: "off", ingress, namespace: { name: "pki" } });
      expect(of.objects.filter((o) => o.manifest.kind === "NetworkPolicy")).toEqual([]);
    }
  });
  it("select pods by labels that a cluster's own labels can't change", async () => {
    const of = await made({ labels: { team: "x", "app.kubernetes.io/part-of": "platform" } });
    expect(allowed(of)).toEqual(needed(of));
    for (const { manifest } of of.objects.filter((o) => o.manifest.kind === "NetworkPolicy"))
      expect(JSON.stringify(manifest.spec)).not.toContain("team");
  });
});

describe("the evaluator", () => {
  const policy = (spec: JsonObject): Manifest => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "p", namespace: "a" },
    spec,
  });
  const a: Peer = { name: "a", namespace: "a", labels: { x: "1" }, ports: { web: 80 } };
  const b: Peer = { name: "b", namespace: "b", labels: { y: "1" } };
  it.each([
    ["no policy: all", [], true],
    ["a policy for others: all", [{ podSelector: { matchLabels: { x: "2" } }, policyTypes: ["Ingress"] }], true],
    ["closed", [{ podSelector: {}, policyTypes: ["Ingress"] }], false],
    ["any peer, any port", [{ podSelector: {}, policyTypes: ["Ingress"], ingress: [{}] }], true],
    [
      "its namespace",
      [
        {
          podSelector: {},
          ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "b" } } }] }],
        },
      ],
      true,
    ],
    [
      "another namespace",
      [
        {
          podSelector: {},
          ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "c" } } }] }],
        },
      ],
      false,
    ],
    [
      "a pod of the policy's own namespace",
      [{ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { y: "1" } } }] }] }],
      false,
    ],
    [
      "both selectors",
      [{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { y: "1" } } }] }] }],
      true,
    ],
    ["another port", [{ podSelector: {}, ingress: [{ ports: [{ port: 81 }] }] }], false],
    ["a named port", [{ podSelector: {}, ingress: [{ ports: [{ port: "web" }] }] }], true],
    ["a range of ports", [{ podSelector: {}, ingress: [{ ports: [{ port: 70, endPort: 90 }] }] }], true],
    ["another protocol", [{ podSelector: {}, ingress: [{ ports: [{ port: 80, protocol: "UDP" }] }] }], false],
    ["closed, and opened by another", [{ podSelector: {} }, { podSelector: {}, ingress: [{}] }], true],
    ["outgoing alone", [{ podSelector: {}, policyTypes: ["Egress"] }], true],
  ] as [string, JsonObject[], boolean][])("%s", (_name, specs, expected) => {
    expect(passes(specs.map(policy), b, a, 80)).toBe(expected);
  });
  it("asks where a connection comes from, too", () => {
    expect(passes([policy({ podSelector: {}, policyTypes: ["Egress"] })], a, b, 80)).toBe(false);
  });
});
