/** The order in which objects came up, judged by what the watches saw. */
import type { Moment } from "../timeline.ts";

/** Watches of two kinds are two streams: what they saw at the same time may come in either order. */
const SLACK_MS = 250;

type Seen = (moment: Moment) => boolean;

const job =
  (component: string, event: string): Seen =>
  (it) =>
    it.kind === "Job" && it.component === component && it.event === event;
const pod =
  (component: string, event: string): Seen =>
  (it) =>
    it.kind === "Pod" && it.component === component && it.event === event;
const workload =
  (kind: string, component: string): Seen =>
  (it) =>
    it.kind === kind && it.component === component && it.event === "ready";

/** What is wrong with the order of a first installation; empty where nothing is. */
export function wrongOrderOfInstall(moments: readonly Moment[], migrations: "hook" | "boot"): string[] {
  const steps: [string, Seen, string, Seen][] = [
    ["the database is ready", workload("StatefulSet", "database"), "credentials starts", job("credentials", "created")],
    ["credentials is complete", job("credentials", "complete"), "a server's pod", pod("server", "created")],
    ["the servers are ready", workload("Deployment", "server"), "enroll starts", job("enroll", "created")],
    ["enroll is complete", job("enroll", "complete"), "an agent's pod", pod("agent", "created")],
  ];
  if (migrations === "hook") {
    steps.push(
      ["credentials is complete", job("credentials", "complete"), "migrate starts", job("migrate", "created")],
      ["migrate is complete", job("migrate", "complete"), "a server's pod", pod("server", "created")],
    );
  }
  return steps.flatMap(([before, isBefore, after, isAfter]) => wrong(moments, before, isBefore, after, isAfter));
}

/** What is wrong with the order of a later commit that changes the server. */
export function wrongOrderOfUpdate(moments: readonly Moment[]): string[] {
  return wrong(moments, "migrate is complete", job("migrate", "complete"), "a server's pod", pod("server", "created"));
}

/** What is wrong with the order of a commit that restarts what reads Secrets; `migrates`: it runs the migration Job, too. */
export function wrongOrderOfRotation(moments: readonly Moment[], migrates: boolean): string[] {
  const done: [string, Seen] = ["credentials is complete", job("credentials", "complete")];
  const lastServer = moments.filter(pod("server", "ready")).at(-1);
  return [
    ...(migrates ? wrong(moments, ...done, "migrate starts", job("migrate", "created")) : []),
    ...(migrates ? wrongOrderOfUpdate(moments) : []),
    ...wrong(moments, ...done, "a server's pod", pod("server", "created")),
    ...wrong(moments, "the last server is ready", (it) => it === lastServer, "an agent's pod", pod("agent", "created")),
  ];
}

function wrong(moments: readonly Moment[], before: string, isBefore: Seen, after: string, isAfter: Seen): string[] {
  const first = moments.find(isBefore);
  const second = moments.find(isAfter);
  if (second === undefined) return [`never: ${after}`];
  const early = (first?.at ?? Date.now()) - second.at;
  return early > SLACK_MS ? [`${after}: ${early} ms before ${before}`] : [];
}

/** Which Job had two pods at work at a time. */
export function overlaps(moments: readonly Moment[]): string[] {
  const atWork = new Map<string, Set<string>>();
  const seen: string[] = [];
  for (const { kind, component, uid, event } of moments) {
    if (kind !== "Pod" || !["credentials", "migrate", "enroll"].includes(component)) continue;
    const pods = atWork.get(component) ?? new Set();
    atWork.set(component, pods);
    if (event === "created") pods.add(uid);
    if (["succeeded", "failed", "deleted"].includes(event)) pods.delete(uid);
    if (pods.size > 1) seen.push(`${component}: ${pods.size} pods`);
  }
  return seen;
}

/** Jobs that were made, by their components. */
export function jobsMade(moments: readonly Moment[]): string[] {
  return moments.filter((it) => it.kind === "Job" && it.event === "created").map((it) => it.component);
}
