/** An agent finds certificates in its own container's files only. */
import { agentSetting } from "../../certctl/agent-setting.ts";
import { mountAt, mountsOf } from "../../pods/mounts.ts";
import type { Container } from "../../pods/pod.ts";
import { shown, UNKNOWN } from "../../pods/variables.ts";
import type { CoherenceRule } from "../../rule.ts";

export const agentDiscovery: CoherenceRule = {
  name: "agent-discovery",
  severity: "warning",
  title: "Directories in which agents look for certificates come from a volume.",
  setting: "agents.discoveryDirectories",
  *check({ agents, objects }) {
    for (const agent of agents) {
      const { text, path, variable } = agentSetting(agent, "CERTCTL_DISCOVERY_DIRS", objects);
      if (text.includes(UNKNOWN)) continue;
      const folders = text.split(",").map((folder) => folder.trim());
      const own = folders.filter((folder) => folder.startsWith("/") && !isBroughtIn(agent.container, folder));
      if (own.length === 0) continue;
      yield {
        resource: agent.pod.resource,
        path,
        message: `the agent looks for certificates in ${shown(variable, own.join(", "))}, where no volume is mounted: it reports those of its own image (Alpine's authorities), not the node's`,
        fix: "Mount the node's folders there (hostPath, read-only), or remove the directories.",
      };
    }
  },
};

function isBroughtIn(container: Container, folder: string): boolean {
  const below = `${folder.replace(/\/+$/, "")}/`;
  return (
    mountAt(container, folder) !== undefined || mountsOf(container).some(({ mountPath }) => mountPath.startsWith(below))
  );
}
