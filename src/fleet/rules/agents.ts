/** Directories of a node that an agent can look through without losing its own. */
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
