/** What policies must let through. */
import { networkPolicyPeers } from "../../../../src/rules/coherence/network/network-policy-peers.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const policy = (bundle: Bundle, name: string): Loose => bundle.object("NetworkPolicy", name);
const EXTERNAL = { profile: "ha", database: { type: "external" } };
const NGINX = { profile: "ha", ingress: { type: "nginx", host: "a.example.com" } };

/** A policy on a part's pods. */
function add(bundle: Bundle, part: Parameters<Bundle["workload"]>[0], spec: Loose, name = "own"): void {
  const workload = bundle.workload(part);
  const { labels } = workload.spec.template.metadata;
  bundle.add({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace: workload.metadata.namespace },
    spec: {
      podSelector: { matchLabels: { "app.kubernetes.io/component": labels["app.kubernetes.io/component"] } },
      ...spec,
    },
  });
}

const DNS = { to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: "UDP" }] };
const databaseAt = (...to: Loose[]) => ({ policyTypes: ["Egress"], egress: [DNS, { to, ports: [{ port: 5432 }] }] });

function external(bundle: Bundle): void {
  for (const part of ["server", "migrate"] as const) {
    bundle.setVariable(part, "CERTCTL_DATABASE_URL", "postgres://u:$(P)@db.example.com:6432/c?sslmode=verify-full");
  }
}

describeRule(networkPolicyPeers, {
  reports: {
    "agents of a namespace that is not let in": {
      change: (bundle) => {
        const [rule] = policy(bundle, "certctl-server").spec.ingress;
        rule.from = rule.from.filter((peer: Loose) => peer.namespaceSelector === undefined);
      },
      says: /does not let the agent in to the server at port 8443: it logs a timeout/,
      at: "/spec/ingress",
    },
    "agents let in at the wrong port": {
      change: (bundle) => {
        policy(bundle, "certctl-server").spec.ingress[0].ports[0].port = 443;
      },
      // The agents and the script that grants their roles.
      times: 2,
    },
    "agents without their namespace": (bundle) => {
      const [rule] = policy(bundle, "certctl-server").spec.ingress;
      for (const peer of rule.from) delete peer.namespaceSelector;
    },
    "a migration that the database does not let in": {
      change: (bundle) => {
        const [rule] = policy(bundle, "certctl-database").spec.ingress;
        rule.from = rule.from.filter(
          (peer: Loose) => peer.podSelector.matchLabels["app.kubernetes.io/component"] !== "migrate",
        );
      },
      says: /does not let the migration in to the database at port 5432/,
    },
    "a Job for the password that the database does not let in": {
      change: (bundle) => {
        const [rule] = policy(bundle, "certctl-database").spec.ingress;
        rule.from = rule.from.filter(
          (peer: Loose) => peer.podSelector.matchLabels["app.kubernetes.io/component"] !== "credentials",
        );
      },
      says: /does not let the Job that uses it in/,
    },
    "a server without DNS": {
      change: (bundle) => add(bundle, "server", { policyTypes: ["Egress"], egress: [{ ports: [{ port: 5432 }] }] }),
      says: /no host by name/,
    },
    "a server that is let out to nowhere": {
      change: (bundle) => add(bundle, "server", { policyTypes: ["Egress"] }),
      says: /out to/,
      times: 2,
      at: "/spec",
    },
    "a server that is let out to other pods": {
      change: (bundle) => add(bundle, "server", databaseAt({ podSelector: { matchLabels: { app: "other" } } })),
      says: /does not let the server out to the database/,
    },
    "an agent that is let out to pods of its own namespace": {
      change: (bundle) =>
        add(bundle, "agent", { policyTypes: ["Egress"], egress: [DNS, { to: [{ podSelector: {} }] }] }),
      says: /does not let the agent out to the server/,
    },
    "a database outside, and egress to pods only": {
      settings: EXTERNAL,
      change: (bundle) => {
        external(bundle);
        add(bundle, "server", databaseAt({ podSelector: {} }));
      },
      says: /out to its database at port 6432/,
    },
    "a database outside, and egress at another port": {
      settings: EXTERNAL,
      change: (bundle) => {
        external(bundle);
        add(bundle, "server", databaseAt({ ipBlock: { cidr: "10.0.0.0/8" } }));
      },
      says: /out to its database at port 6432/,
    },
    "a CA, a mail server and a webhook outside, and egress to the database only": {
      change: (bundle) => {
        bundle.setVariable("server", "CERTCTL_ACME_DIRECTORY_URL", "https://acme.example.com/directory");
        bundle.setVariable("server", "CERTCTL_SLACK_WEBHOOK_URL", "https://hooks.example.com/a/b");
        bundle.setVariable("server", "CERTCTL_SMTP_HOST", "mail.example.com");
        bundle.setVariable("server", "CERTCTL_SMTP_PORT", "465");
        add(bundle, "server", databaseAt({ podSelector: {} }));
      },
      says: /out to (the ACME server at port 443: no order|Slack at port 443: no notification|the mail server at port 465: no mail)/,
      times: 3,
      at: "/spec/egress",
    },
    "a Vault at another port": {
      change: (bundle) => {
        bundle.setVariable("server", "CERTCTL_VAULT_ADDR", "https://vault.example.com:8200");
        add(bundle, "server", databaseAt({ podSelector: {} }, { ipBlock: { cidr: "192.0.2.0/24" } }));
      },
      says: /Vault at port 8200/,
    },
    "an Ingress whose controller is not let in": {
      settings: NGINX,
      change: (bundle) => bundle.remove(policy(bundle, "certctl-server-from-ingress")),
      says: /the ingress controller/,
      severity: "warning",
    },
  },
  silent: {
    "policies that fit": {},
    "no policies": (bundle) => {
      for (const one of bundle.manifests.filter((m) => m.kind === "NetworkPolicy")) bundle.remove(one);
    },
    "an Ingress whose controller is let in": { settings: NGINX },
    "egress to what is needed": (bundle) =>
      add(
        bundle,
        "server",
        databaseAt({ podSelector: { matchLabels: { "app.kubernetes.io/component": "database" } } }),
      ),
    "egress in two policies": (bundle) => {
      add(bundle, "server", { policyTypes: ["Egress"], egress: [DNS] }, "names");
      add(bundle, "server", { policyTypes: ["Egress"], egress: [{ ports: [{ port: 5000, endPort: 6000 }] }] }, "rest");
    },
    "a named port": (bundle) => {
      policy(bundle, "certctl-server").spec.ingress[0].ports[0].port = "https";
    },
    "an address block, which may be the pods'": (bundle) => {
      policy(bundle, "certctl-server").spec.ingress[0].from = [{ ipBlock: { cidr: "10.0.0.0/8" } }];
    },
    "labels of a namespace that is not in the input": (bundle) => {
      bundle.remove(bundle.object("Namespace", "certctl-agents"));
      const agents = policy(bundle, "certctl-server").spec.ingress[0].from[1];
      agents.namespaceSelector = { matchExpressions: [{ key: "team", operator: "In", values: ["pki"] }] };
    },
    "a database outside, let out to": {
      settings: EXTERNAL,
      change: (bundle) => {
        external(bundle);
        add(bundle, "server", { policyTypes: ["Egress"], egress: [DNS, { ports: [{ port: 6432 }] }] });
      },
    },
    "others outside, let out to": (bundle) => {
      bundle.setVariable("server", "CERTCTL_ACME_DIRECTORY_URL", "https://acme.example.com/directory");
      const outside = { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 443 }] };
      add(bundle, "server", databaseAt({ podSelector: {} }));
      bundle.manifests.at(-1).spec.egress.push(outside);
    },
    "others that may be in the cluster, or are not in the input": (bundle) => {
      bundle.setVariable("server", "CERTCTL_VAULT_ADDR", "https://vault.vault.svc:8200");
      bundle.setVariable("server", "CERTCTL_SMTP_HOST", "mail");
      bundle.setVariable("server", "CERTCTL_SLACK_WEBHOOK_URL", { secretKeyRef: { name: "a", key: "b" } });
      add(bundle, "server", databaseAt({ podSelector: {} }));
    },
    "a database that is not in the input": {
      settings: EXTERNAL,
      change: (bundle) => add(bundle, "server", databaseAt({ podSelector: {} })),
    },
    "a policy for somebody else": (bundle) => {
      add(bundle, "server", { policyTypes: ["Egress"] });
      bundle.manifests.at(-1).spec.podSelector = { matchExpressions: [{ key: "other", operator: "Exists" }] };
    },
    "rules that are no mappings": (bundle) => {
      policy(bundle, "certctl-server").spec.ingress = "all";
      bundle.remove(policy(bundle, "certctl-server"));
      add(bundle, "server", { ingress: [null, "x", {}] });
    },
  },
});
