/** What several servers must keep to: the database's connections, counted rate limits, a pod that dies. */
import { expect } from "vitest";
import type { Installation } from "../installation.ts";
import { isReady } from "../kube.ts";
import { underLoad } from "../load.ts";
import { until } from "../wait.ts";
import { everyReplicaIsReady, nothing } from "./boot.ts";

/** What all servers may take together, one more during a rollout, is below what PostgreSQL allows; and they keep to it. */
export async function connectionsFit(it: Installation): Promise<void> {
  const allowed = Number(await it.certctl.sql("show max_connections"));
  const perServer = new Set<string>();
  for (const { metadata } of await it.certctl.pods("server")) {
    const value = await it.kubectl(
      ...["exec", "-n", it.namespace, metadata.name, "-c", "server", "--"],
      ...["sh", "-c", "printf %s $CERTCTL_DATABASE_MAX_CONNS"],
    );
    perServer.add(value);
  }
  expect([...perServer]).toHaveLength(1);
  const most = Number([...perServer][0]);
  const replicas = await it.certctl.replicas();
  // One more during a rollout.
  expect(most).toBeGreaterThan(0);
  expect(most * (replicas.length + 1)).toBeLessThan(allowed);
  // Many at once, at every replica.
  const statuses = await Promise.all(
    replicas.flatMap((ip) => Array.from({ length: 15 }, () => it.certctl.askReplica(ip, "/ready"))),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  const open = Number(
    await it.certctl.sql("select count(*) from pg_stat_activity where backend_type = 'client backend'"),
  );
  it.timeline.note(`${open} connections open of ${allowed}, at most ${most} for each of ${replicas.length} servers`);
  expect(open).toBeLessThanOrEqual(most * replicas.length + 1);
}

export async function rateLimitsAreShared(it: Installation): Promise<void> {
  const servers = await it.certctl.pods("server");
  const said = (await it.certctl.serverLogs()).split("\n").filter((line) => /rate-limit GC sweep enabled/.test(line));
  expect(said).toHaveLength(servers.length);
  for (const line of said) expect(line).toContain("(postgres backend)");
}

/**
 * A pod that is deleted takes no request with it; one that dies is replaced while the others answer. Each server in turn:
 * the Service keeps a client at one of them, and nobody knows at which.
 */
export async function podsMayGo(it: Installation): Promise<void> {
  const count = (await it.certctl.pods("server")).length;
  const back = (uid: string): Promise<void> =>
    until("the replacement stands behind the Service", 120, async () => {
      // A pod that was killed may stand there for a moment longer than in the list of pods.
      const pods = (await it.certctl.pods("server")).filter(isReady);
      const addresses = pods.map(({ status }) => status?.podIP ?? "").sort();
      const replicas = (await it.certctl.replicas()).sort();
      const same = replicas.length === count && replicas.join() === addresses.join();
      const replaced = pods.every(({ metadata }) => metadata.uid !== uid);
      return same && replaced ? undefined : `${addresses.length} pods are ready, ${replicas.length} are behind it`;
    });
  for (const [how, flags, gap] of [
    ["deleted", [], 5],
    ["killed", ["--grace-period=0", "--force"], 20],
  ] as const) {
    const pods = await it.certctl.pods("server");
    expect(pods).toHaveLength(count);
    const load = await underLoad(it, async () => {
      for (const { metadata } of pods) {
        await it.kubectl("delete", "pod", "-n", it.namespace, metadata.name, ...flags);
        await back(metadata.uid);
      }
    });
    const { requests, lost, longestGap } = load;
    it.timeline.note(`each pod ${how}: ${requests} requests, ${lost.length} lost, gap ${longestGap} s`);
    if (how === "deleted") nothing(lost);
    expect(load.endsWell, "the last requests are answered").toBe(true);
    expect(longestGap).toBeLessThanOrEqual(gap);
    expect(requests).toBeGreaterThan(20 * count);
  }
  await everyReplicaIsReady(it, count);
}
