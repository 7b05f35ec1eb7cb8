/** Removing the wrapping keeps what holds data; installing again finds it, or enrols again where it is new. */
import { expect } from "vitest";
import type { Installation } from "../installation.ts";
import { logsOf, type Plural, type Thing } from "../kube.ts";
import { until } from "../wait.ts";
import { agentId, heartbeats } from "./boot.ts";

/** The engine removes what it made, and keeps namespaces, Secrets, the database and its volume. */
export async function removalKeepsData(it: Installation): Promise<void> {
  const before = await kept(it);
  expect(Object.keys(before).length).toBeGreaterThan(10);
  for (const one of await it.engine.parts()) {
    await it.kubectl("delete", ...one, "--ignore-not-found", "--timeout=120s");
    it.timeline.note(`${one[1]} was deleted by itself`);
    expect(await kept(it)).toEqual(before);
  }
  await it.engine.remove();
  it.timeline.note("the wrapping was removed, as the README says");
  await until("servers and agents are gone", 120, async () => {
    const left = [...(await it.certctl.pods("server")), ...(await it.certctl.pods("agent"))];
    const workloads = [
      ...(await it.kube.list("deployments", it.namespace)),
      ...(await it.kube.list("daemonsets", it.agents)),
    ];
    const names = [...left, ...workloads].map(({ metadata }) => metadata.name);
    return names.length === 0 ? undefined : names.join(", ");
  });
  expect(await kept(it)).toEqual(before);
}

/** uids of what must stay. */
async function kept(it: Installation): Promise<Record<string, string>> {
  const uids: Record<string, string> = {};
  const add = async (plural: Plural, namespace: string): Promise<void> => {
    for (const { metadata } of await it.kube.list(plural, namespace)) {
      uids[`${plural} ${namespace}/${metadata.name}`] = metadata.uid;
    }
  };
  for (const namespace of [it.namespace, it.agents]) {
    uids[`namespace ${namespace}`] = (await it.kube.get("namespaces", "", namespace))?.metadata.uid ?? "gone";
    await add("secrets", namespace);
  }
  await add("statefulsets", it.namespace);
  await add("persistentvolumeclaims", it.namespace);
  interface Claim extends Thing {
    readonly status?: { readonly phase?: string };
  }
  for (const claim of await it.kube.list<Claim>("persistentvolumeclaims", it.namespace)) {
    uids[`phase of ${claim.metadata.name}`] = claim.status?.phase ?? "";
  }
  return uids;
}

/** The same commit, handed over again, finds the certificates and the agent. */
export async function reinstallFindsData(it: Installation): Promise<void> {
  const count = await it.certctl.sql("select count(*) from managed_certificates");
  expect(Number(count)).toBeGreaterThan(0);
  const agents = await it.certctl.sql("select id from agents order by id");
  await again(it);
  expect(await it.certctl.sql("select count(*) from managed_certificates")).toBe(count);
  expect(await it.certctl.sql("select id from agents order by id")).toBe(agents);
  expect(agents.split("\n")).toContain(await agentId(it));
  await heartbeats(it);
}

/** A new database while the node still has the agent's old folder: the agent is told so, and enrols again. */
export async function newDatabaseOldFolder(it: Installation): Promise<void> {
  const old = await agentId(it);
  await it.engine.remove();
  // The README's last step, without the namespaces: the Secrets are used again.
  const database = "statefulset,service,serviceaccount,networkpolicy";
  await it.kubectl("delete", database, "certctl-database", "-n", it.namespace);
  const jobs = ["certctl-credentials", "certctl-migrate", "certctl-enroll"];
  await it.kubectl("delete", "job", ...jobs, "-n", it.namespace, "--ignore-not-found");
  await it.kubectl("delete", "persistentvolumeclaims", "--all", "-n", it.namespace, "--timeout=120s");
  await again(it);
  const { metadata } = await it.certctl.agentPod();
  const log = await logsOf(it.agents, metadata.name, "enroll");
  expect(log).toContain(`the server does not know ${old}, or has retired it: enrolling again`);
  const next = await agentId(it);
  expect(next).not.toBe(old);
  expect(log).toContain(` as ${next}`);
  await heartbeats(it);
}

async function again(it: Installation): Promise<void> {
  const commit = await it.repository.head();
  await it.handOver();
  await it.settled(commit, 300);
}
