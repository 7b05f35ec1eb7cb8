/** The names of what a bundle holds: said once, read by generators, engines, secrets and messages. */

export const SERVER = "certctl-server";
export const SERVER_CONFIG = "certctl-server";
export const DATABASE = "certctl-database";
export const AGENT = "certctl-agent";
export const AGENT_CONFIG = "certctl-agent";
export const CREDENTIALS_JOB = "certctl-credentials";
export const MIGRATE_JOB = "certctl-migrate";
export const ENROLL_JOB = "certctl-enroll";

/** Secrets and their keys (the table in the README's "Secrets" lists who reads them). */
export const SECRETS = {
  database: "certctl-database",
  server: "certctl-server",
  admin: "certctl-admin",
  encryption: "certctl-encryption",
  issuingCa: "certctl-issuing-ca",
  tls: "certctl-tls",
  agent: "certctl-agent",
  serverCa: "certctl-server-ca",
} as const;

/** Names of API keys as certctl knows them (CERTCTL_API_KEYS_NAMED). */
export const API_KEY_NAMES = { admin: "admin", agent: "agent", enroll: "enroll" } as const;

/** The DNS names by which the server's Service is reached from its own and from other namespaces. */
export function serverDnsNames(namespace: string): string[] {
  return [
    SERVER,
    `${SERVER}.${namespace}`,
    `${SERVER}.${namespace}.svc`,
    `${SERVER}.${namespace}.svc.cluster.local`,
    "localhost",
  ];
}

export const SERVER_PORT = 8443;

/** How agents and the enrolment Job reach the server, from any namespace of the cluster. */
export function serverUrl(namespace: string): string {
  return `https://${SERVER}.${namespace}.svc:${SERVER_PORT}`;
}
