/** Twins that lack a value or a grant that certctl needs. */
import type { Installation } from "./installation.ts";
import { type Twin, withoutNamed } from "./twins.ts";

const SERVER = "out/base/server/deployment.yaml";
const MIGRATE = "out/base/migrate/job.yaml";

export const TWINS_OF_CERTCTL: readonly Twin[] = [
  {
    name: "bootstrap-token",
    next: true,
    without: "the servers' bootstrap token",
    takeAway: (it) => it.repository.edit(SERVER, (text) => withoutNamed(text, "CERTCTL_AGENT_BOOTSTRAP_TOKEN")),
    reason: /certctl-server-\S+ server: .*CERTCTL_AGENT_BOOTSTRAP_TOKEN/,
    seconds: 90,
  },
  {
    name: "deny-empty",
    next: true,
    without: "the migration Job's leave to have no bootstrap token",
    takeAway: (it) =>
      it.repository.edit(MIGRATE, (text) => withoutNamed(text, "CERTCTL_AGENT_BOOTSTRAP_TOKEN_DENY_EMPTY")),
    reason: /certctl-migrate-\S+ migrate: .*CERTCTL_AGENT_BOOTSTRAP_TOKEN/,
    seconds: 60,
  },
  {
    name: "migrate-tls",
    without: "the TLS mount in the migration Job",
    takeAway: (it) => it.repository.edit(MIGRATE, (text) => text.replace(/\n {10}volumeMounts:\n(?: {12}.*\n)+/, "\n")),
    reason: /certctl-migrate-\S+ migrate: .*(\/etc\/certctl\/tls\/tls\.crt|TLS)/,
    seconds: 60,
  },
  {
    name: "role-grant",
    without: "the enrolment Job, which grants the agents' keys their roles",
    takeAway: (it) => withoutStage(it, "enroll"),
    reason: /certctl-agent-\S+ enroll: enrolling \S+: HTTP 40[13]/,
    seconds: 120,
  },
  {
    name: "slash-in-password",
    without: "a password that can stand in a URL: it has a /",
    secrets: (it) => setSecret(it, it.namespace, "certctl-database", "password", "not/a/secret"),
    reason: /certctl-migrate-\S+ migrate: .*(parse|invalid port)/i,
    seconds: 60,
  },
  {
    name: "trust",
    without: "the right authority in the agents' trust",
    secrets: async (it) => {
      const other = await it.certctl.secret(it.namespace, "certctl-issuing-ca", "tls.crt");
      await setSecret(it, it.agents, "certctl-server-ca", "ca.crt", other);
    },
    reason: /certctl-agent-\S+ enroll: .*(SSL certificate problem|the server does not answer)/,
    seconds: 150,
  },
  {
    name: "secrets",
    without: "the Secrets",
    secrets: async (it) => {
      await it.kubectl("delete", "secrets", "--all", "-n", it.namespace);
    },
    reason: /certctl-database-0 waits: CreateContainerConfigError: secret "certctl-database" not found/,
    seconds: 60,
  },
  {
    name: "credentials",
    without: "the credentials Job, and then the password is rotated",
    takeAway: (it) => withoutStage(it, "credentials"),
    afterwards: async (it) => {
      await it.rotate("database-password");
      await it.generate({ server: { ...it.group("server"), secretsRevision: "2" } }, "--overwrite");
      withoutStage(it, "credentials");
      return it.push("secrets revision 2");
    },
    reason: /(migrate|server): .*(28P01|password authentication failed)/,
    seconds: 90,
  },
];

/** Takes a stage out of what Argo CD applies. */
function withoutStage(it: Installation, stage: string): void {
  it.repository.edit(`out/clusters/${it.name}/kustomization.yaml`, (text) => text.replace(`  - ${stage}\n`, ""));
}

async function setSecret(it: Installation, namespace: string, name: string, key: string, value: string): Promise<void> {
  await it.kubectl(
    "patch",
    "secret",
    name,
    "-n",
    namespace,
    "--patch",
    JSON.stringify({ stringData: { [key]: value } }),
  );
}
