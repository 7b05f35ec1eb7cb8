/** Who makes a Secret. */
import { tlsSingleSource } from "../../../../src/rules/coherence/tls/tls-single-source.ts";
import { type Bundle, secret } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const settings = { tls: { source: "cert-manager", issuerRef: { name: "ca" } } };
const certificate = (name: string, secretName: string, namespace = "certctl") => ({
  apiVersion: "cert-manager.io/v1",
  kind: "Certificate",
  metadata: { name, namespace },
  spec: { secretName, dnsNames: ["a"], issuerRef: { name: "ca" } },
});
const ingress = (secretName: string) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { name: "web", namespace: "certctl", annotations: { "cert-manager.io/cluster-issuer": "letsencrypt" } },
  spec: { tls: [{ hosts: ["a.example.com"], secretName }] },
});
const external = (name: string, target: Record<string, string>) => ({
  apiVersion: "external-secrets.io/v1",
  kind: "ExternalSecret",
  metadata: { name: "store", namespace: "certctl" },
  spec: { target: { name, ...target }, data: [{ secretKey: "key" }] },
});
const sealed = (bundle: Bundle, name: string) =>
  bundle.add({
    apiVersion: "bitnami.com/v1alpha1",
    kind: "SealedSecret",
    metadata: { name, namespace: "certctl" },
    spec: { encryptedData: { key: "x" } },
  });

describeRule(tlsSingleSource, {
  reports: {
    "two Certificates": {
      settings,
      change: (bundle) => bundle.add(certificate("other", "certctl-tls")),
      says: /^a Certificate and a Certificate write the same Secret/,
      at: "/spec/secretName",
    },
    "a Certificate and a Secret": {
      settings,
      change: (bundle) => bundle.add(secret("certctl", "certctl-tls", { "tls.crt": "x" })),
      says: /a Certificate and a Secret/,
    },
    "a Certificate and the annotation of an Ingress": {
      settings,
      change: (bundle) => bundle.add(ingress("certctl-tls")),
      says: /annotation of the Ingress/,
      at: "/spec/tls/0/secretName",
    },
    "a SealedSecret and an ExternalSecret": {
      change: (bundle) => {
        sealed(bundle, "certctl-encryption");
        bundle.add(external("certctl-encryption", {}));
      },
      says: /a SealedSecret and an ExternalSecret/,
    },
  },
  silent: {
    "one Certificate": { settings },
    "Certificates of several Secrets": { settings, change: (bundle) => bundle.add(certificate("web", "web-tls")) },
    "a Certificate in another namespace": {
      settings,
      change: (bundle) => bundle.add(certificate("other", "certctl-tls", "elsewhere")),
    },
    "an ExternalSecret that adds to a SealedSecret": (bundle) => {
      sealed(bundle, "certctl-encryption");
      bundle.add(external("certctl-encryption", { creationPolicy: "Merge" }));
    },
    "a Secret for labels alone": { settings, change: (bundle) => bundle.add(secret("certctl", "certctl-tls", {})) },
    "the Certificate of an Ingress, by its name": (bundle) =>
      bundle.add(certificate("certctl-tls", "certctl-tls"), ingress("certctl-tls")),
    "two Secrets that no pod of certctl reads": (bundle) =>
      bundle.add(certificate("a", "web-tls"), certificate("b", "web-tls")),
  },
});
