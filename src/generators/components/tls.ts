/** Where the server's certificate comes from, and how its clients trust it, where a plain Secret is not enough. */
import type { ICertificate } from "@kubernetes-models/cert-manager/cert-manager.io/v1/Certificate";
import { inStage } from "../../certctl/annotations.ts";
import { BASE_NAMESPACE } from "../../certctl/base-names.ts";
import { OPENSSL_IMAGE, OPENSSL_TAG } from "../../certctl/images.ts";
import { labels } from "../../certctl/labels.ts";
import { AGENT, AGENT_CONFIG, ENROLL_JOB, MIGRATE_JOB, SECRETS, SERVER, serverDnsNames } from "../../certctl/names.ts";
import type { StageName } from "../../certctl/stages.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Manifest } from "../../model/manifest.ts";
import { TLS_MOUNT } from "../certctl.ts";
import { object } from "../object.ts";
import { RESTRICTED_CONTAINER } from "../pods.ts";
import { AGENTS, type Component, type ComponentStage, patchPod } from "./component.ts";

/** The issuer that the component names, before a cluster gives its own. */
const ISSUER = { name: "certctl", kind: "ClusterIssuer", group: "cert-manager.io" };

export const tlsCertManager: Component = {
  name: "tls-cert-manager",
  gives: "cert-manager makes and renews the server's certificate.",
  stages: {
    config: { resources: { "certificate.yaml": certificate(SERVER, "config", SECRETS.tls, ["server auth"]) } },
  },
};

export const tlsCertManagerAgents: Component = {
  name: "tls-cert-manager-agents",
  gives: "cert-manager puts the server's authority into the agents' namespace, with a certificate that nobody uses.",
  stages: {
    agent: { resources: { "certificate.yaml": certificate(AGENT, "agent", SECRETS.serverCa, ["client auth"]) } },
  },
};

function certificate(name: string, stage: StageName, secretName: string, usages: string[]): Manifest {
  const component = stage === "agent" ? "agent" : "server";
  return object<ICertificate>({
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name, annotations: inStage(stage), labels: labels(component) },
    spec: {
      secretName,
      commonName: name,
      dnsNames: stage === "agent" ? [AGENT] : serverDnsNames(BASE_NAMESPACE),
      issuerRef: ISSUER,
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
      usages: ["digital signature", ...usages] as NonNullable<NonNullable<ICertificate["spec"]>["usages"]>,
    },
  });
}

export const tlsInitContainer: Component = {
  name: "tls-init-container",
  gives: "For development: each server pod makes a certificate when it starts, and its clients trust any.",
  stages: {
    migrate: { patches: { "make-certificate.yaml": [makesCertificate("Job", MIGRATE_JOB)] } },
    server: { patches: { "make-certificate.yaml": [makesCertificate("Deployment", SERVER)] } },
    enroll: { patches: { "trust-any.yaml": [trustsAnyServer()] } },
    agent: agentsTrustAnyServer(),
  },
};

function makesCertificate(kind: "Deployment" | "Job", name: string): JsonObject {
  const args = [
    ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650"],
    ["-keyout", "/etc/certctl/tls/tls.key", "-out", "/etc/certctl/tls/tls.crt", "-subj", `/CN=${SERVER}`],
    [
      "-addext",
      `subjectAltName=${serverDnsNames(BASE_NAMESPACE)
        .map((dns) => `DNS:${dns}`)
        .join(",")}`,
    ],
  ].flat();
  const container = {
    name: "make-certificate",
    image: `${OPENSSL_IMAGE}:${OPENSSL_TAG}`,
    command: ["openssl"],
    args,
    resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "64Mi" } },
    securityContext: RESTRICTED_CONTAINER,
    volumeMounts: [{ name: TLS_MOUNT.name, mountPath: TLS_MOUNT.mountPath }],
  };
  return patchPod(kind, name, {
    initContainers: [container as unknown as JsonObject],
    volumes: [{ name: TLS_MOUNT.name, secret: null, emptyDir: { medium: "Memory" } }],
  });
}

/** The volume of the authority stays, empty where there is no such Secret: what is patched is settings only. */
function agentsTrustAnyServer(): ComponentStage {
  const data = { CERTCTL_SERVER_CA_BUNDLE_PATH: "", CERTCTL_SERVER_TLS_INSECURE_SKIP_VERIFY: "true" };
  const settings = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: AGENT_CONFIG }, data };
  const volume = patchPod("DaemonSet", AGENT, { volumes: [{ name: "server-ca", secret: { optional: true } }] });
  return {
    patches: {
      "no-authority.yaml": { target: AGENTS, patch: volume },
      "trust-any.yaml": [settings],
    },
  };
}

function trustsAnyServer(): JsonObject {
  return patchPod("Job", ENROLL_JOB, {
    containers: [
      {
        name: "enroll",
        env: [
          { name: "CERTCTL_SERVER_TLS_INSECURE_SKIP_VERIFY", value: "true" },
          { $patch: "delete", name: "CERTCTL_SERVER_CA_BUNDLE_PATH" },
        ],
        volumeMounts: [{ $patch: "delete", mountPath: "/etc/certctl/ca" }],
      },
    ],
    volumes: [{ $patch: "delete", name: "server-ca" }],
  });
}
