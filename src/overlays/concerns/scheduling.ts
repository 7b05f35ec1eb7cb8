/** Where this cluster's pods may run, and how far apart its servers must be. */
import { selectorLabels } from "../../certctl/labels.ts";
import { SERVER } from "../../certctl/names.ts";
import { PROFILES } from "../../certctl/profiles.ts";
import type { Environment } from "../../model/environment.ts";
import type { JsonObject } from "../../model/json.ts";
import { type Contribution, merge } from "../contribution.ts";
import {
  CREDENTIALS_WORKLOAD,
  DATABASE_WORKLOAD,
  ENROLL_WORKLOAD,
  MIGRATE_WORKLOAD,
  podPatch,
  SERVER_WORKLOAD,
  specPatch,
} from "../workloads.ts";

export function scheduling(env: Environment): Contribution[] {
  return [...nodes(env), ...affinity(env), ...strict(env)];
}

function nodes(env: Environment): Contribution[] {
  const { nodeSelector, tolerations } = env.scheduling;
  if (Object.keys(nodeSelector).length === 0 && tolerations.length === 0) return [];
  const spec = {
    ...(Object.keys(nodeSelector).length === 0 ? {} : { nodeSelector }),
    ...(tolerations.length === 0 ? {} : { tolerations: tolerations as JsonObject[] }),
  };
  const workloads = [DATABASE_WORKLOAD, CREDENTIALS_WORKLOAD, MIGRATE_WORKLOAD, SERVER_WORKLOAD, ENROLL_WORKLOAD];
  return workloads.map((workload) =>
    merge(workload.stage, "nodes.yaml", "The nodes that run this cluster's certctl.", podPatch(workload, spec)),
  );
}

function affinity(env: Environment): Contribution[] {
  if (Object.keys(env.scheduling.affinity).length === 0) return [];
  const patch = podPatch(SERVER_WORKLOAD, { affinity: env.scheduling.affinity });
  return [merge("server", "affinity.yaml", "Whom this cluster's servers keep near to, and away from.", patch)];
}

function strict(env: Environment): Contribution[] {
  if (!env.scheduling.strict) return [];
  const labelSelector = { matchLabels: selectorLabels("server") };
  const pod = podPatch(SERVER_WORKLOAD, {
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: null,
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "kubernetes.io/hostname", labelSelector }],
      },
    },
  });
  const zones = zoneSpread(env, {
    maxSkew: 1,
    topologyKey: "topology.kubernetes.io/zone",
    whenUnsatisfiable: "DoNotSchedule",
    labelSelector,
  });
  // With one server on each node there may be no room for one more, so an old one goes first.
  const rollout = specPatch(SERVER_WORKLOAD, {
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
  });
  return [
    merge("server", "strict-spreading.yaml", "No two servers on one node.", pod),
    zones,
    merge("server", "strict-rollout.yaml", "An old server goes before a new one comes: its node is needed.", rollout),
  ];
}

/** A merge would leave the profile's soft constraint beside the hard one: their identity is key and consequence together. */
function zoneSpread(env: Environment, constraint: JsonObject): Contribution {
  const op = PROFILES[env.profile].spread ? "replace" : "add";
  const body = [{ op, path: "/spec/template/spec/topologySpreadConstraints", value: [constraint] }];
  const why = "No more servers in one zone than in another, or a server waits; nodes need a zone label.";
  return {
    stage: "server",
    patch: { file: "strict-zones.yaml", why, body, target: { kind: "Deployment", name: SERVER } },
  };
}
