/** By what agents trust the server. */
import { agentTrust } from "../../../../src/rules/coherence/tls/agent-trust.ts";
import { type Bundle, type Loose, secret } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const BUNDLE = "CERTCTL_SERVER_CA_BUNDLE_PATH";
const SKIP = "CERTCTL_SERVER_TLS_INSECURE_SKIP_VERIFY";
const volume = (bundle: Bundle): Loose => bundle.pod("agent").volumes.find((one: Loose) => one.name === "server-ca");

/** Agents in the server's namespace, that read the Secret of its certificate. */
const settings = {
  profile: "single-node",
  agents: { kind: "statefulset" },
  tls: { source: "cert-manager", issuerRef: { name: "ca" } },
};
const withServerSecret = (bundle: Bundle) => {
  volume(bundle).secret.secretName = "certctl-tls";
};
const issuer = (spec: Loose, name = "ca") => ({
  apiVersion: "cert-manager.io/v1",
  kind: "ClusterIssuer",
  metadata: { name },
  spec,
});

describeRule(agentTrust, {
  reports: {
    "a script whose file is not there": {
      change: (bundle) => bundle.setVariable("enroll", "CERTCTL_SERVER_CA_BUNDLE_PATH", "/elsewhere/ca.crt"),
      says: /the script fails/,
    },
    "a file where nothing is mounted": {
      change: (bundle) => bundle.setVariable("agent", BUNDLE, "/etc/pki/ca.crt"),
      says: /no volume is mounted/,
      severity: "error",
    },
    "a file that the items leave out": {
      change: (bundle) => {
        volume(bundle).secret.items = [{ key: "ca.crt", path: "authority.crt" }];
      },
      says: /no file of this name/,
    },
    "a key that the Secret lacks": {
      change: (bundle) => bundle.add(secret("certctl-agents", "certctl-server-ca", { "tls.crt": "x" })),
      says: /the Secret that is mounted there has no key ca\.crt/,
    },
    "an ACME issuer, by its object": {
      settings,
      change: (bundle) => {
        withServerSecret(bundle);
        bundle.add(issuer({ acme: {} }));
      },
      says: /ACME issuer/,
      severity: "warning",
    },
    "an ACME issuer, by its name": {
      settings,
      change: (bundle) => {
        withServerSecret(bundle);
        bundle.object("Certificate", "certctl-server").spec.issuerRef.name = "letsencrypt-prod";
      },
      says: /ACME issuer/,
    },
    "agents that take any server": {
      change: (bundle) => bundle.setVariable("agent", SKIP, "true"),
      says: /any server/,
      severity: "warning",
    },
    "public authorities for a private one": {
      settings,
      change: (bundle) => {
        bundle.setVariable("agent", BUNDLE, "");
        bundle.add(issuer({ selfSigned: {} }));
      },
      says: /public authorities only/,
      severity: "error",
    },
    "public authorities for a certificate that the pod makes": {
      settings: { profile: "dev", tls: { source: "init-container" } },
      change: (bundle) => bundle.setVariable("agent", SKIP, "false"),
      says: /public authorities only/,
    },
  },
  silent: {
    "a Secret that is not in the input": {},
    "an issuer with an authority": {
      settings,
      change: (bundle) => {
        withServerSecret(bundle);
        bundle.add(issuer({ ca: { secretName: "ca" } }));
      },
    },
    "public authorities for an issuer that nobody knows": {
      settings,
      change: (bundle) => bundle.setVariable("agent", BUNDLE, ""),
    },
    "the authorities of the image": (bundle) =>
      bundle.setVariable("agent", BUNDLE, "/etc/ssl/certs/ca-certificates.crt"),
    "a certificate that the pod makes": { settings: { profile: "dev", tls: { source: "init-container" } } },
    "a ConfigMap with the authority": (bundle) => {
      volume(bundle).configMap = { name: "authority" };
      delete volume(bundle).secret;
      const metadata = { name: "authority", namespace: "certctl-agents" };
      bundle.add({ apiVersion: "v1", kind: "ConfigMap", metadata, data: { "ca.crt": "x" } });
    },
    "an authority that trust-manager hands out": (bundle) => {
      volume(bundle).configMap = { name: "authority" };
      delete volume(bundle).secret;
      const spec = { target: { configMap: { key: "ca.crt" } } };
      bundle.add({
        apiVersion: "trust.cert-manager.io/v1alpha1",
        kind: "Bundle",
        metadata: { name: "authority" },
        spec,
      });
    },
  },
});
