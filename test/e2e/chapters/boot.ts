/** From an empty namespace to a cluster that works: installed, in order, ready, with an agent that is at home. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { ProfileName } from "../../../src/model/environment.ts";
import type { Installation } from "../installation.ts";
import { logsOf, type Thing } from "../kube.ts";
import { until } from "../wait.ts";
import { overlaps, wrongOrderOfInstall } from "./order.ts";

export const migrationsOf = (profile: ProfileName): "hook" | "boot" => (profile === "dev" ? "boot" : "hook");

/**
 * Whether a commit that changes the servers, but not the Job, runs the Job: a Kustomization makes a Job again only where
 * the Job itself changes, as it does with another version.
 */
export function runsMigration(it: Installation, profile: ProfileName): boolean {
  return migrationsOf(profile) === "hook" && it.engineName !== "flux-kustomization";
}

/** gen, secrets, commit, hand-over; then the engine's own word. */
export async function install(it: Installation, seconds = 300): Promise<void> {
  await it.generate();
  await it.makeSecrets();
  const commit = await it.repository.commit("certctl");
  await it.handOver();
  await it.settled(commit, seconds);
}

export async function cameUpInOrder(it: Installation, profile: ProfileName): Promise<void> {
  nothing(wrongOrderOfInstall(it.timeline.moments, migrationsOf(profile)));
  nothing(overlaps(it.timeline.moments));
  const log = await it.certctl.serverLogs();
  const skips = "skipping migrations at boot";
  expect(log.includes(skips), `the servers say "${skips}"`).toBe(migrationsOf(profile) === "hook");
  expect(log.includes("migrations completed"), "the servers migrate").toBe(migrationsOf(profile) === "boot");
  const pods = [
    ...(await it.certctl.pods("database")),
    ...(await it.certctl.pods("server")),
    ...(await it.certctl.pods("agent")),
  ];
  const restarts = pods.flatMap((pod) =>
    [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])]
      .filter(({ restartCount }) => restartCount > 0)
      .map(({ name, restartCount }) => `${pod.metadata.name} ${name}: ${restartCount}`),
  );
  nothing(restarts);
}

/** Fails with all lines: vitest itself shortens a list. */
export function nothing(wrong: readonly string[]): void {
  expect(wrong, wrong.join("; ")).toEqual([]);
}

/** The server's namespace enforces the restricted profile, and nothing in it was refused. */
export async function isRestricted(it: Installation): Promise<void> {
  const namespace = await it.kube.get("namespaces", "", it.namespace);
  expect(namespace?.metadata.labels?.["pod-security.kubernetes.io/enforce"]).toBe("restricted");
  interface Event extends Thing {
    readonly reason?: string;
    readonly message?: string;
  }
  const events = await it.kube.list<Event>("events", it.namespace);
  expect(events.filter(({ message }) => message?.includes("violates PodSecurity")).map((e) => e.message)).toEqual([]);
}

export async function everyReplicaIsReady(it: Installation, count: number): Promise<void> {
  await until(`${count} servers stand behind the Service`, 60, async () => {
    const there = (await it.certctl.replicas()).length;
    return there === count ? undefined : `there are ${there}`;
  });
  for (const ip of await it.certctl.replicas()) expect(await it.certctl.askReplica(ip, "/ready")).toBe(200);
  expect((await it.certctl.ask("/ready")).status).toBe(200);
}

interface Agent {
  readonly id: string;
  readonly last_heartbeat_at?: string;
}

/** What the server knows of the agent whose pod it is. */
async function agent(it: Installation): Promise<Agent> {
  const id = await agentId(it);
  const { status, body } = await it.certctl.ask(`/api/v1/agents/${id}`);
  if (status !== 200) throw new Error(`agent ${id}: ${status} ${body}`);
  return JSON.parse(body) as Agent;
}

export async function agentId(it: Installation): Promise<string> {
  return (await it.certctl.inAgent("cat /var/lib/certctl/agent-id")).trim();
}

/**
 * A heartbeat of the agent that runs now, answered with 200, and no request of an agent that was refused. v2.1.7's agent
 * sends one when it starts and then each minute, a newer one a minute after its start; `next` waits for one that comes
 * after this was asked. Enrolling counts as none: it is another request.
 */
export async function heartbeats(it: Installation, next = false): Promise<void> {
  const { status } = await it.certctl.agentPod();
  const running = status?.containerStatuses?.find(({ name }) => name === "agent")?.state?.running;
  const since = next ? Date.parse((await agent(it)).last_heartbeat_at ?? "") : Date.parse(running?.startedAt ?? "");
  if (Number.isNaN(since)) throw new Error("since when is not known");
  const path = `/api/v1/agents/${await agentId(it)}/heartbeat`;
  let requests: Request[] = [];
  await until("a heartbeat", 130, async () => {
    requests = requestsIn(await it.certctl.serverLogs());
    const own = requests.filter((request) => request.path === path && request.status === 200 && request.at > since);
    return own.length > 0 ? undefined : "the servers' logs have none";
  });
  nothing(
    requests
      .filter((request) => /^\/api\/v1\/agents\/[^/]+\/(heartbeat|work)$/.test(request.path))
      .filter((request) => request.status === 401 || request.status === 403)
      .map((request) => `${request.path}: ${request.status}`),
  );
}

interface Request {
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  readonly path: string;
  readonly status: number;
}

/** The requests in the servers' log. */
function requestsIn(log: string): Request[] {
  return log.split("\n").flatMap((line) => {
    const [, time, path, status] = [
      line,
      /"time":"([^"]+)"/.exec(line)?.[1],
      /"path":"([^"]+)"/.exec(line)?.[1],
      /"status":(\d+)/.exec(line)?.[1],
    ];
    if (time === undefined || path === undefined || status === undefined) return [];
    return [{ at: Date.parse(time), path, status: Number(status) }];
  });
}

/** A new pod on the same volume is the same agent. */
export async function keepsItsId(it: Installation): Promise<void> {
  const id = await agentId(it);
  expect(await nextAgentLog(it, "true")).toContain(`known as ${id}`);
  expect(await agentId(it)).toBe(id);
}

/** A new pod on an empty volume enrols again, and heartbeats. */
export async function enrolsAgain(it: Installation): Promise<void> {
  const log = await nextAgentLog(it, "rm -rf /var/lib/certctl/*");
  expect(log).toMatch(/^enrolled \S+ as \S+$/m);
  expect(log).toContain(` as ${await agentId(it)}`);
  await heartbeats(it);
}

/** Runs this in the agent's pod, removes the pod, and waits for the next one; what its enrolment said. */
async function nextAgentLog(it: Installation, script: string): Promise<string> {
  const { metadata } = await it.certctl.agentPod();
  await it.certctl.inAgent(script);
  await it.kubectl("delete", "pod", "-n", it.agents, metadata.name, "--wait=false");
  await sleep(1000);
  const next = await it.certctl.agentPod();
  expect(next.metadata.uid).not.toBe(metadata.uid);
  return logsOf(it.agents, next.metadata.name, "enroll");
}
