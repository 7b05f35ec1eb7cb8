/** Fewer pods than before, or more that no longer share what they count. */
import { at } from "../../model/json.ts";
import type { Program } from "../../rules/certctl/programs.ts";
import { isKnown, textOfSetting } from "../../rules/certctl/settings.ts";
import { podOf } from "../../rules/pods/pod.ts";
import { mostPods, scaleOf } from "../../rules/pods/scale.ts";
import type { FoundRisk } from "../risk.ts";
import { programPairs, programsIn } from "./programs.ts";
import { isKind, riskRule } from "./rule.ts";
import { culprit } from "./settings.ts";
import type { Pair, Side, Sides } from "./sides.ts";

const REPLICAS = ["spec", "replicas"];

export const replicasZero = riskRule("replicas-zero", "A workload has no pods any more.", function* (sides) {
  for (const pair of sides.pairs) {
    const [was, is] = replicasOf(pair, sides);
    if (was === 0 || is !== 0) continue;
    yield { level: "danger", change: pair.change, path: REPLICAS, ...stopped(pair, sides) };
  }
});

const STOPPED: Readonly<Record<string, string>> = {
  server: "No server runs any more: the API and the dashboard are away, nothing is renewed, and agents get no work.",
  database: "The database runs no more: servers lose it and are not ready, and nothing is issued or renewed.",
  agent: "No agent runs any more: certificates on its targets are no longer renewed or deployed.",
};

function stopped({ after }: Pair, sides: Sides): Pick<FoundRisk, "message" | "advice"> {
  const roles = programsIn(after, sides.after).map(({ role }) => role);
  const role = ["database", "server", "agent"].find((one) => roles.some((other) => other === one)) ?? "";
  return {
    message: STOPPED[role] ?? "Nothing of it runs any more.",
    advice: "Check that it is meant, and for how long.",
  };
}

export const replicasOne = riskRule("replicas-one", "Of several servers one is left.", function* (sides) {
  for (const pair of sides.pairs) {
    const [was, is] = replicasOf(pair, sides);
    if (was === undefined || was < 2 || is !== 1) continue;
    if (!programsIn(pair.after, sides.after).some(({ role }) => role === "server")) continue;
    yield {
      level: "caution",
      message:
        "One server is left: while its node is drained or lost, the API is away and nothing is renewed, until it starts elsewhere.",
      advice:
        "Check that it is meant; what belongs to several servers (budget, spreading, session affinity) may go too.",
      change: pair.change,
      path: REPLICAS,
    };
  }
});

/** The fewest pods on each side; undefined where no object says it. */
function replicasOf({ before, after }: Pair, sides: Sides): readonly [number | undefined, number | undefined] {
  if (!isKind(after, "apps", "Deployment", "StatefulSet", "ReplicaSet")) return [undefined, undefined];
  return [least(before, sides.before), least(after, sides.after)];
}

function least(resource: Pair["after"], { objects }: Side): number | undefined {
  const pod = podOf(resource);
  // An autoscaler leaves what is scaled to zero alone.
  if (pod === undefined || pod.replicas === 0) return pod?.replicas;
  return scaleOf(pod, objects)?.least;
}

const BACKEND = "CERTCTL_RATE_LIMIT_BACKEND";

export const rateLimitInMemory = riskRule(
  "rate-limit-in-memory",
  "Several servers count rate limits each for itself, which they did not before.",
  function* (sides) {
    for (const pair of sides.installations) {
      for (const { before, after } of programPairs("server", pair, sides)) {
        if (!countsApart(after, sides.after) || countsApart(before, sides.before)) continue;
        yield {
          level: "danger",
          message: `Several servers count rate limits in memory (${BACKEND}): a client gets each limit as many times over as there are servers, for EST, exports and break-glass logins too.`,
          advice: `Set ${BACKEND}=postgres, or run one server.`,
          ...culprit(BACKEND, after, sides),
        };
      }
    }
  },
);

function countsApart(server: Program, { objects }: Side): boolean {
  const backend = textOfSetting(server, BACKEND);
  if (backend !== undefined && (!isKnown(backend) || backend !== "memory")) return false;
  return (scaleOf(server.pod, objects)?.most ?? 2) > 1;
}

export const sessionAffinityRemoved = riskRule(
  "session-affinity-removed",
  "A Service of several servers keeps clients no longer with one of them.",
  function* (sides) {
    for (const { change, before, after } of sides.pairs) {
      if (!isKind(after, "", "Service")) continue;
      const [was, is] = [before, after].map(({ manifest }) => at(manifest, "spec", "sessionAffinity"));
      if (was !== "ClientIP" || is === "ClientIP" || at(after.manifest, "spec", "clusterIP") === "None") continue;
      const { objects, installations } = sides.after;
      const servers = installations.flatMap((one) => one.servers.map(({ pod }) => pod));
      const behind = servers.filter((pod) => objects.servicesOf(pod).some(({ id }) => id.name === after.id.name));
      if (mostPods(behind, objects) < 2) continue;
      yield {
        level: "caution",
        message:
          "A client's requests go to any of the servers: an issuer or API key that is made through one is unknown to the others until they restart.",
        advice: "Keep sessionAffinity: ClientIP as long as several servers share the load.",
        change,
        path: is === undefined ? ["spec"] : ["spec", "sessionAffinity"],
      };
    }
  },
);
