/** Where this cluster's server gets its certificate, and by what its clients trust it. */

import { BASE_NAMESPACE } from "../../certctl/base-names.ts";
import { AGENT, SECRETS, SERVER, serverDnsNames } from "../../certctl/names.ts";
import { certManagerHandsOutAuthority } from "../../certctl/trust.ts";
import type { Environment } from "../../model/environment.ts";
import type { JsonObject } from "../../model/json.ts";
import { type Contribution, merge, replace } from "../contribution.ts";
import { ENROLL_WORKLOAD, MIGRATE_WORKLOAD, podPatch, SERVER_WORKLOAD } from "../workloads.ts";

export function tls(env: Environment): Contribution[] {
  if (env.tls.source === "init-container") return initContainer(env);
  return [...secretName(env), ...certManager(env)];
}

function initContainer(env: Environment): Contribution[] {
  const stages = ["migrate", "server", "enroll", "agent"] as const;
  const picked: Contribution[] = stages.map((stage) => ({ stage, component: "tls-init-container" }));
  if (env.namespace.name === BASE_NAMESPACE) return picked;
  const names = serverDnsNames(env.namespace.name)
    .map((dns) => `DNS:${dns}`)
    .join(",");
  const value = `subjectAltName=${names}`;
  const named = (workload: typeof SERVER_WORKLOAD): Contribution =>
    replace(
      workload.stage,
      "certificate-names.yaml",
      "The names of this cluster's server.",
      { kind: workload.kind, name: workload.name },
      { "/spec/template/spec/initContainers/0/args/16": value },
    );
  return [...picked, named(MIGRATE_WORKLOAD), named(SERVER_WORKLOAD)];
}

function secretName(env: Environment): Contribution[] {
  const { secretName: name } = env.tls;
  if (name === SECRETS.tls) return [];
  const why = "The Secret with this cluster's server certificate.";
  const file = "tls-secret.yaml";
  const volumes = [{ name: "tls", secret: { secretName: name } }];
  const ca = [{ name: "server-ca", secret: { secretName: name } }];
  return [
    merge("migrate", file, why, podPatch(MIGRATE_WORKLOAD, { volumes })),
    merge("server", file, why, podPatch(SERVER_WORKLOAD, { volumes })),
    merge("enroll", file, why, podPatch(ENROLL_WORKLOAD, { volumes: ca })),
  ];
}

function certManager(env: Environment): Contribution[] {
  if (env.tls.source !== "cert-manager") return [];
  const { issuerRef, secretName: name } = env.tls;
  const certificate = (certificateName: string, spec: JsonObject): JsonObject => ({
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name: certificateName },
    spec: { issuerRef: { ...issuerRef }, ...spec },
  });
  const host = env.ingress.type === "none" ? [] : [env.ingress.host];
  const file = "certificate.yaml";
  const spec = { secretName: name, dnsNames: [...serverDnsNames(env.namespace.name), ...host] };
  const why = "Who signs this cluster's server certificate, and for which names.";
  const server: Contribution[] = [
    { stage: "config", component: "tls-cert-manager" },
    merge("config", file, why, certificate(SERVER, spec)),
  ];
  if (!certManagerHandsOutAuthority(env)) return server;
  return [
    ...server,
    { stage: "agent", component: "tls-cert-manager-agents" },
    merge("agent", file, "Whose authority this cluster's agents trust.", certificate(AGENT, {})),
  ];
}
