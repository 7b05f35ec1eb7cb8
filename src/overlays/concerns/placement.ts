/** Where the bundle lives: namespaces, and whatever names them from another one. */
import { BASE_AGENTS_NAMESPACE, BASE_NAMESPACE } from "../../certctl/base-names.ts";
import { SERVER, serverUrl } from "../../certctl/names.ts";
import type { Environment } from "../../model/environment.ts";
import { type Contribution, merge, replace } from "../contribution.ts";
import { agentWorkload, containerPatch, ENROLL_WORKLOAD, podPatch } from "../workloads.ts";
import { agentSetting } from "./agents.ts";

export function placement(env: Environment): Contribution[] {
  return [...existingNamespaces(env), ...agentsPeer(env), ...address(env), ...stateFolder(env)];
}

function existingNamespaces(env: Environment): Contribution[] {
  if (env.namespace.owned) return [];
  const agents: Contribution[] =
    env.agents.kind === "daemonset" ? [{ stage: "agent", component: "existing-namespace" }] : [];
  return [{ stage: "config", component: "existing-namespace" }, ...agents];
}

function agentsPeer(env: Environment): Contribution[] {
  if (env.networkPolicies === "off" || env.agents.namespace === BASE_AGENTS_NAMESPACE) return [];
  const path = "/spec/ingress/0/from/1/namespaceSelector/matchLabels/kubernetes.io~1metadata.name";
  const target = { kind: "NetworkPolicy", name: SERVER };
  return [
    replace("config", "agents-namespace.yaml", "Where this cluster's agents are.", target, {
      [path]: env.agents.namespace,
    }),
  ];
}

function address(env: Environment): Contribution[] {
  if (env.namespace.name === BASE_NAMESPACE) return [];
  const url = serverUrl(env.namespace.name);
  const why = "Where this cluster's server is.";
  const file = "server-url.yaml";
  const variable = { env: [{ name: "CERTCTL_SERVER_URL", value: url }] };
  const enroll = merge("enroll", file, why, containerPatch(ENROLL_WORKLOAD, variable));
  return env.agents.kind === "off" ? [enroll] : [enroll, agentSetting(file, why, { CERTCTL_SERVER_URL: url })];
}

function stateFolder(env: Environment): Contribution[] {
  if (env.agents.kind !== "daemonset") return [];
  const path = `/var/lib/certctl/${env.name}-${env.namespace.name}`;
  const volumes = [{ name: "state", hostPath: { path } }];
  const why = "The folder of each node in which this cluster's agent keeps its id and keys.";
  return [merge("agent", "state-folder.yaml", why, podPatch(agentWorkload(env), { volumes }))];
}
