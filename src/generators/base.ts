/** The base: what every cluster starts from, one file per object, grouped by stage. */

import { inStage, PRUNED_LAST } from "../certctl/annotations.ts";
import { BASE_AGENTS_NAMESPACE, BASE_NAMESPACE, BASE_STATE_FOLDER } from "../certctl/base-names.ts";
import { labels, type Part } from "../certctl/labels.ts";
import { AGENT_CONFIG, SERVER_CONFIG } from "../certctl/names.ts";
import type { StageName } from "../certctl/stages.ts";
import { KUSTOMIZATION } from "../k8s/kustomization.ts";
import { yamlFile } from "../k8s/yaml-write.ts";
import type { Manifest } from "../model/manifest.ts";
import type { TreeFile } from "../model/tree.ts";
import { agentDaemonSet, agentSettings } from "./agent.ts";
import { databaseService, databaseStatefulSet } from "./database.ts";
import { credentialsJob, enrollJob, migrateJob } from "./jobs.ts";
import { agentsNamespace, serverNamespace } from "./namespaces.ts";
import { closedAgents, closedNamespace, toDatabase, toServer } from "./network-policies.ts";
import { SERVER_SETTINGS, serverDeployment, serverService } from "./server.ts";
import { agentAccount, databaseAccount, serverAccount } from "./service-accounts.ts";

/** File name to object, by stage: adding an object to the base is adding a line here. */
const OBJECTS: Readonly<Record<StageName, Readonly<Record<string, () => Manifest>>>> = {
  config: {
    "namespace.yaml": () => serverNamespace(BASE_NAMESPACE),
    "service-account.yaml": serverAccount,
    "network-policy-closed.yaml": closedNamespace,
    "network-policy-server.yaml": () => toServer(BASE_AGENTS_NAMESPACE),
  },
  database: {
    "network-policy.yaml": toDatabase,
    "service-account.yaml": databaseAccount,
    "service.yaml": databaseService,
    "stateful-set.yaml": databaseStatefulSet,
  },
  credentials: { "job.yaml": credentialsJob },
  migrate: { "job.yaml": migrateJob },
  server: { "deployment.yaml": serverDeployment, "service.yaml": serverService },
  enroll: { "job.yaml": () => enrollJob(BASE_NAMESPACE) },
  agent: {
    "daemon-set.yaml": () => agentDaemonSet(BASE_STATE_FOLDER),
    "namespace.yaml": () => agentsNamespace(BASE_AGENTS_NAMESPACE),
    "network-policy.yaml": closedAgents,
    "service-account.yaml": agentAccount,
  },
  edge: {},
};

/** ConfigMaps whose names carry a hash of their content: a changed setting rolls the pods that read it. */
const SETTINGS: Partial<Record<StageName, object>> = {
  server: settings("server", "server", SERVER_CONFIG, SERVER_SETTINGS),
  agent: settings("agent", "agent", AGENT_CONFIG, agentSettings(BASE_NAMESPACE)),
};

function settings(stage: StageName, part: Part, name: string, values: Readonly<Record<string, string>>): object {
  const literals = Object.entries(values).map(([key, value]) => `${key}=${value}`);
  return {
    configMapGenerator: [
      { name, literals, options: { annotations: { ...inStage(stage), ...PRUNED_LAST }, labels: labels(part) } },
    ],
  };
}

/** The files of some stages of the base, below `base/`. */
export function baseTree(stages: Iterable<StageName>): Map<string, TreeFile> {
  const tree = new Map<string, TreeFile>();
  for (const stage of stages) {
    const objects = OBJECTS[stage];
    const kustomization = {
      ...KUSTOMIZATION,
      resources: Object.keys(objects).sort(),
      ...SETTINGS[stage],
    };
    tree.set(`base/${stage}/kustomization.yaml`, yamlFile([kustomization]));
    for (const [file, make] of Object.entries(objects)) tree.set(`base/${stage}/${file}`, yamlFile([make()]));
  }
  return tree;
}
