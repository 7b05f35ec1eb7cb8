/** Agents don't hold the private keys of the server. */
import type { Installation } from "../../certctl/installation.ts";
import { mountsOf, type Volume } from "../../pods/mounts.ts";
import { containersOf, type Pod } from "../../pods/pod.ts";
import { type Use, usesOf } from "../../pods/uses.ts";
import type { CoherenceRule } from "../../rule.ts";
import { mountedKey, PRIVATE_KEY } from "./server-files.ts";

const KEY_FILES = [PRIVATE_KEY, "CERTCTL_CA_KEY_PATH"];

export const agentNoServerKey: CoherenceRule = {
  name: "agent-no-server-key",
  severity: "error",
  title: "Agents hold no private key of the server.",
  *check(installation) {
    const keys = serverKeys(installation);
    for (const pod of new Set(installation.agents.map((agent) => agent.pod))) {
      // A server in the same pod shares its Secrets anyway.
      if (installation.servers.some((server) => server.pod === pod)) continue;
      for (const use of usesOf(pod)) {
        if (!keys.some((key) => isIn(key, use)) || !isSeen(use, pod)) continue;
        yield {
          resource: pod.resource,
          path: use.path,
          message:
            "agents get the server's private key with this Secret: who takes over one node can answer for the server, and gets the API keys of all others",
          fix: "Give agents ca.crt alone: items with that one key, or a Secret or ConfigMap with nothing else.",
        };
      }
    }
  },
};

interface PrivateKey {
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
}

function serverKeys({ servers }: Installation): readonly PrivateKey[] {
  return servers.flatMap((server) =>
    KEY_FILES.map((variable) => mountedKey(server, variable)).flatMap((mounted) =>
      mounted?.kind === "Secret" && mounted.key !== undefined
        ? [{ namespace: server.pod.namespace, name: mounted.name, key: mounted.key }]
        : [],
    ),
  );
}

function isIn({ namespace, name, key }: PrivateKey, use: Use): boolean {
  if (use.kind !== "Secret" || use.name !== name || use.pod.namespace !== namespace) return false;
  return use.key === undefined || use.key === key;
}

/** A volume of which containers mount single files, by subPath, shows them no more than these. */
function isSeen({ path }: Use, pod: Pod): boolean {
  const mounts = containersOf(pod).flatMap((container) => mountsOf(container));
  const own = mounts.filter(({ volume }) => volume !== undefined && isBelow(path, volume));
  return own.length === 0
    ? path.includes("env") || path.includes("envFrom")
    : own.some(({ subPath }) => !/\.crt$/.test(subPath));
}

function isBelow(path: Use["path"], volume: Volume): boolean {
  return volume.path.every((step, index) => path[index] === step);
}
