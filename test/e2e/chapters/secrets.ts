/** Rotation: the database's password, the agents' key, the server's certificate. */
import { X509Certificate } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { ProfileName } from "../../../src/model/environment.ts";
import type { Installation } from "../installation.ts";
import { execIn } from "../kube.ts";
import { underLoad } from "../load.ts";
import { until } from "../wait.ts";
import { everyReplicaIsReady, heartbeats, nothing, runsMigration } from "./boot.ts";
import { wrongOrderOfRotation } from "./order.ts";

/** One new Secret value and one commit: afterwards the new password opens the database and the old one does not. */
export async function databasePassword(it: Installation, profile: ProfileName): Promise<void> {
  const value = (): Promise<string> => it.certctl.secret(it.namespace, "certctl-database", "password");
  const count = (await it.certctl.pods("server")).length;
  const old = await value();
  const from = it.timeline.moments.length;
  await it.rotate("database-password");
  await nextRevision(it);
  nothing(wrongOrderOfRotation(it.timeline.moments.slice(from), runsMigration(it, profile)));
  const next = await value();
  // A value must not stand in the message.
  expect(next === old, "the password is the old one").toBe(false);
  expect(await opens(it, next)).toBe(true);
  expect(await opens(it, old)).toBe(false);
  await everyReplicaIsReady(it, count);
  await heartbeats(it);
}

/** Over TCP by the Service's name: PostgreSQL asks no password of its own pod on loopback. */
async function opens(it: Installation, password: string): Promise<boolean> {
  const place = { namespace: it.namespace, pod: "certctl-database-0", container: "postgres" };
  const script =
    'read -r PGPASSWORD; export PGPASSWORD; psql --no-psqlrc --host=certctl-database --username=certctl --dbname=certctl --command="select 1"';
  const { code, stderr } = await execIn(place, ["sh", "-c", script], `${password}\n`);
  if (code !== 0 && !stderr.includes("password authentication failed")) throw new Error(`psql: ${stderr}`);
  return code === 0;
}

/** What a person does after new values: `server.secretsRevision`, which restarts what reads Secrets, in order. */
async function nextRevision(it: Installation): Promise<void> {
  const server = it.group("server");
  const secretsRevision = String(Number(server.secretsRevision ?? "1") + 1);
  await it.roll(`secrets revision ${secretsRevision}`, { server: { ...server, secretsRevision } });
}

/** While the servers learn the new key and the agents change to it, neither the old one nor the new one is refused. */
export async function agentKey(it: Installation): Promise<void> {
  const key = (): Promise<string> => it.certctl.secret(it.agents, "certctl-agent", "api-key");
  const old = await key();
  const oldPod = (await it.certctl.agentPod()).metadata.uid;
  const load = await underLoad(
    it,
    async () => {
      await it.rotate("agent-key");
      await nextRevision(it);
    },
    true,
  );
  it.timeline.note(`${load.requests} requests with the old key, ${load.lost.length} lost, gap ${load.longestGap} s`);
  nothing(load.lost);
  expect(load.requests).toBeGreaterThan(20);
  expect((await key()) === old, "the key is the old one").toBe(false);
  expect((await it.certctl.agentPod()).metadata.uid).not.toBe(oldPod);
  await heartbeats(it);
}

/** A renewed certificate is served by every replica without a restart, and agents go on. */
export async function serverCertificate(it: Installation): Promise<void> {
  const uids = async (): Promise<string[]> => (await it.certctl.pods("server")).map((pod) => pod.metadata.uid).sort();
  const restarts = async (): Promise<number[]> =>
    (await it.certctl.pods("server")).flatMap((pod) =>
      (pod.status?.containerStatuses ?? []).map(({ restartCount }) => restartCount),
    );
  const before = { uids: await uids(), restarts: await restarts() };
  const old = await served(it);
  await it.rotate("tls");
  const next = new X509Certificate(await it.certctl.secret(it.namespace, "certctl-tls", "tls.crt")).fingerprint256;
  expect(old).not.toContain(next);
  const begin = Date.now();
  // The kubelet looks at Secrets once a minute or so, and the server is told within 10 s after it.
  await until("every replica serves the new certificate", 240, async () => {
    const now = await served(it);
    if (now.every((it) => it === next)) return undefined;
    await sleep(2000);
    return `${now.filter((it) => it === next).length} of ${now.length} do`;
  });
  it.timeline.note(`the new certificate was served after ${Math.round((Date.now() - begin) / 1000)} s`);
  expect({ uids: await uids(), restarts: await restarts() }).toEqual(before);
  await heartbeats(it, true);
}

/** Fingerprints of what each replica serves, verified by the agents' trust. */
async function served(it: Installation): Promise<string[]> {
  const host = `certctl-server.${it.namespace}.svc`;
  const fingerprints: string[] = [];
  for (const ip of await it.certctl.replicas()) {
    const output = await it.certctl.inAgent(
      `curl --silent --show-error --max-time 10 --cacert /etc/certctl/ca/ca.crt --output /dev/null --write-out '%{certs}' ` +
        `--connect-to ${host}:8443:${ip}:8443 https://${host}:8443/health`,
    );
    const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(output)?.[0];
    if (pem === undefined) throw new Error(`curl printed no certificate: ${output}`);
    fingerprints.push(new X509Certificate(pem).fingerprint256);
  }
  return fingerprints;
}
