/** This cluster's agents: one on each node or with claims, their size, what they look through, where they run. */

import { AGENT, AGENT_CONFIG } from "../../certctl/names.ts";
import { AGENT_RESOURCES, AGENT_STORAGE, PROFILES } from "../../certctl/profiles.ts";
import type { Environment } from "../../model/environment.ts";
import type { JsonObject } from "../../model/json.ts";
import { type Contribution, merge, replace } from "../contribution.ts";
import { resources } from "../resources.ts";
import { agentWorkload, podPatch } from "../workloads.ts";

/** The component that exchanges the workload; it comes before all that patch agents. */
export function agentKind(env: Environment): Contribution[] {
  return env.agents.kind === "statefulset" ? [{ stage: "agent", component: "agents-statefulset" }] : [];
}

export function agents(env: Environment): Contribution[] {
  if (env.agents.kind === "off") return [];
  return [
    ...claims(env),
    ...resources(agentWorkload(env), env.agents.resources, AGENT_RESOURCES, "each of this cluster's agents"),
    ...logLevel(env),
    ...discovery(env),
    ...nodes(env),
  ];
}

function claims(env: Environment): Contribution[] {
  const { kind, replicas, storage } = env.agents;
  if (kind !== "statefulset") return [];
  const changes: Contribution[] = [];
  if (replicas !== 1) changes.push({ stage: "agent", replicas: { name: AGENT, count: replicas } });
  if (storage.size !== AGENT_STORAGE || storage.className !== "") {
    const className = storage.className === "" ? {} : { storageClassName: storage.className };
    const value = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: storage.size } }, ...className };
    const why = "The disk of each of this cluster's agents. It can't be changed once the StatefulSet exists.";
    const target = { kind: "StatefulSet", name: AGENT };
    changes.push(replace("agent", "storage.yaml", why, target, { "/spec/volumeClaimTemplates/0/spec": value }));
  }
  return changes;
}

/** A patch of the settings that both containers of an agent read. */
export function agentSetting(file: string, why: string, data: JsonObject): Contribution {
  return merge("agent", file, why, { apiVersion: "v1", kind: "ConfigMap", metadata: { name: AGENT_CONFIG }, data });
}

function logLevel(env: Environment): Contribution[] {
  const { logLevel: level } = env.agents;
  if (level === PROFILES[env.profile].logLevel) return [];
  return [agentSetting("log-level.yaml", "What this cluster's agents say.", { CERTCTL_LOG_LEVEL: level })];
}

function discovery(env: Environment): Contribution[] {
  const { discoveryDirectories: directories, kind } = env.agents;
  if (directories.length === 0) return [];
  const why = "Where this cluster's agents look for certificates.";
  const setting = agentSetting("discovery.yaml", why, { CERTCTL_DISCOVERY_DIRS: directories.join(",") });
  if (kind === "statefulset") return [setting];
  // The agent sees the container's files only, so the node's are mounted where they are on the node.
  const volumes: JsonObject[] = directories.map((path, i) => ({ name: `discovery-${i}`, hostPath: { path } }));
  const volumeMounts: JsonObject[] = directories.map((path, i) => ({
    name: `discovery-${i}`,
    mountPath: path,
    readOnly: true,
  }));
  const patch = podPatch(agentWorkload(env), { containers: [{ name: "agent", volumeMounts }], volumes });
  return [setting, merge("agent", "discovery-mounts.yaml", "The folders of the node in which agents look.", patch)];
}

function nodes(env: Environment): Contribution[] {
  const { nodeSelector, tolerations } = env.agents;
  if (Object.keys(nodeSelector).length === 0 && tolerations.length === 0) return [];
  const patch = podPatch(agentWorkload(env), {
    ...(Object.keys(nodeSelector).length === 0 ? {} : { nodeSelector }),
    ...(tolerations.length === 0 ? {} : { tolerations: tolerations as JsonObject[] }),
  });
  return [merge("agent", "nodes.yaml", "The nodes that run this cluster's agents.", patch)];
}
