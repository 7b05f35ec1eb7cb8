/** The names in the server's certificate. */
import { tlsNames } from "../../../../src/rules/coherence/tls/tls-names.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const settings = { tls: { source: "cert-manager", issuerRef: { name: "ca" } } };
const certificate = (bundle: Bundle) => bundle.object("Certificate", "certctl-server");
const named = (...names: string[]) => ({
  settings,
  change: (bundle: Bundle) => {
    certificate(bundle).spec.dnsNames = names;
  },
});
const uncalled = (bundle: Bundle) => {
  bundle.remove(bundle.workload("agent"));
  bundle.remove(bundle.workload("enroll"));
};

describeRule(tlsNames, {
  reports: {
    "a name that agents don't call": {
      ...named("certctl-server", "certctl.example.com"),
      says: /lacks \S+-server\.\S+\.svc, by which/,
      at: "/spec/dnsNames",
    },
    "a wildcard of more labels": { ...named("*.svc"), at: "/spec/dnsNames" },
    "no names": {
      settings,
      change: (bundle) => {
        delete certificate(bundle).spec.dnsNames;
      },
      at: "/spec",
    },
    "the host of an Ingress alone": {
      settings: { tls: { source: "secret", secretName: "web" } },
      change: (bundle) =>
        bundle.add({
          apiVersion: "networking.k8s.io/v1",
          kind: "Ingress",
          metadata: { name: "web", namespace: "certctl", annotations: { "cert-manager.io/issuer": "letsencrypt" } },
          spec: { tls: [{ hosts: ["a.example.com"], secretName: "web" }] },
        }),
      at: "/spec/tls/0",
    },
    "no name of a Service that nobody is seen to call": {
      settings,
      change: (bundle) => {
        uncalled(bundle);
        certificate(bundle).spec.dnsNames = ["certctl.example.com"];
      },
      says: /none of the names of its Service/,
      severity: "warning",
    },
  },
  silent: {
    "the names of the Service": { settings },
    "the one name that is called": named("certctl-server.certctl.svc"),
    "a wildcard": named("*.certctl.svc", "*.acme.svc"),
    "a Secret that two make, which tls-single-source speaks of": {
      settings,
      change: (bundle) => {
        const other = structuredClone(certificate(bundle));
        other.metadata.name = "other";
        other.spec.dnsNames = ["certctl.example.com"];
        bundle.add(other);
      },
    },
    "names that Flux puts in": named("certctl.${cluster_domain}"),
    "a Secret whose certificate nobody sees": { settings: { tls: { source: "secret", secretName: "web" } } },
    "callers that don't check": {
      settings,
      change: (bundle) => {
        certificate(bundle).spec.dnsNames = ["certctl-server.certctl.svc.cluster.local"];
        for (const part of ["agent", "enroll"] as const) {
          bundle.setVariable(part, "CERTCTL_SERVER_TLS_INSECURE_SKIP_VERIFY", "true");
        }
        bundle.pod("agent").initContainers.splice(1);
      },
    },
    "a Service that nobody is seen to call": { settings, change: uncalled },
  },
});
