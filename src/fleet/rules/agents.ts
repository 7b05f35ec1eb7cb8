/** Directories that an agent can look through: of its node, and without losing its own. */
import type { FleetRule, Problem } from "./rule.ts";

/** What the agent's container needs of its own: a directory of the node in its place, or above it, would hide it. */
const NEEDED = [
  "/app",
  "/bin",
  "/dev",
  "/etc/certctl",
  "/lib",
  "/proc",
  "/sys",
  "/tmp",
  "/usr/bin",
  "/usr/lib",
  "/var/lib/certctl",
];

/** Acceptable, since a Component of one's own (`own.agent`) may mount what such an agent should look through. */
export const agentDiscovery: FleetRule = {
  name: "agent-discovery",
  acceptable: true,
  check({ settings: { agents = {} } }): Problem[] {
    if (agents.kind !== "statefulset" || (agents.discoveryDirectories ?? []).length === 0) return [];
    const message =
      "agents of a StatefulSet see no node, and nothing is mounted at their discoveryDirectories: they would report the certificates of their own image (Alpine's authorities)";
    const fix =
      "Set agents.kind: daemonset, or remove agents.discoveryDirectories; where a Component of your own mounts the directories, accept rule agent-discovery with a reason.";
    return [{ path: ["agents", "discoveryDirectories"], message, fix }];
  },
};

export const agentDirectories: FleetRule = {
  name: "agent-directories",
  acceptable: false,
  check({ settings }) {
    // Only a DaemonSet's agents see the node.
    if ((settings.agents?.kind ?? "daemonset") !== "daemonset") return [];
    const seen = new Set<string>();
    return (settings.agents?.discoveryDirectories ?? []).flatMap((directory, i): Problem[] => {
      const plain = `/${directory
        .split("/")
        .filter((part) => part !== "" && part !== ".")
        .join("/")}`;
      const path = ["agents", "discoveryDirectories", i];
      const twice = seen.has(plain);
      seen.add(plain);
      if (twice) return [{ path, message: `${directory} stands twice`, fix: "Leave one of the two out." }];
      const hidden = NEEDED.find(
        (own) => plain === own || plain === "/" || own.startsWith(`${plain}/`) || plain.startsWith(`${own}/`),
      );
      if (hidden === undefined) return [];
      const message = `the node's ${directory} would be mounted over ${hidden} of the agent's container, which it needs itself`;
      return [{ path, message, fix: "Name directories that hold certificates only, such as /etc/ssl or /etc/pki." }];
    });
  },
};
