/** What several servers must keep to: the database's connections, counted rate limits, a pod that dies. */
import { expect } from "vitest";
import type { Installation } from "../installation.ts";
import { isReady } from "../kube.ts";
import { underLoad } from "../load.ts";
import { until } from "../wait.ts";
import { everyReplicaIsReady, nothing } from "./boot.ts";

/** All servers together stay below what PostgreSQL allows, also while all of them are busy. */
export async function connectionsFit(it: Installation): Promise<void> {
  const allowed = Number(await it.certctl.sql("show max_connections"));
  const limit = await it.kube.list("configmaps", it.namespace);
  expect(limit.length).toBeGreaterThan(0);
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
  expect(most * (replicas.length + 1)).toBeLessThan(allowed);
  // Many at once, at every replica.
  await Promise.all(replicas.flatMap((ip) => Array.from({ length: 15 }, () => it.certctl.askReplica(ip, "/ready"))));
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

/** A pod that is deleted takes no request with it; one that dies is replaced while the others answer. */
export async function aPodMayGo(it: Installation): Promise<void> {
  const count = (await it.certctl.pods("server")).length;
  const back = (uid: string): Promise<void> =>
    until("the replacement is ready", 120, async () => {
      // A pod that was killed may stand behind the Service for a moment longer than in the list of pods.
      const pods = (await it.certctl.pods("server")).filter(isReady);
      const addresses = pods.map(({ status }) => status?.podIP ?? "").sort();
      const replicas = (await it.certctl.replicas()).sort();
      const same = replicas.length === count && replicas.join() === addresses.join();
      const replaced = pods.every(({ metadata }) => metadata.uid !== uid);
      return same && replaced
        ? undefined
        : `${addresses.length} pods are ready, ${replicas.length} stand behind the Service`;
    });
  for (const [how, flags, gap] of [
    ["deleted", [], 5],
    ["killed", ["--grace-period=0", "--force"], 20],
  ] as const) {
    const pod = (await it.certctl.pods("server"))[0];
    if (pod === undefined) throw new Error("there is no server");
    const load = await underLoad(it, async () => {
      await it.kubectl("delete", "pod", "-n", it.namespace, pod.metadata.name, ...flags);
      await back(pod.metadata.uid);
    });
    it.timeline.note(`pod ${how}: ${load.requests} requests, ${load.lost.length} lost, gap ${load.longestGap} s`);
    if (how === "deleted") nothing(load.lost);
    expect(load.longestGap).toBeLessThanOrEqual(gap);
    expect(load.requests).toBeGreaterThan(20);
  }
  await everyReplicaIsReady(it, count);
}
