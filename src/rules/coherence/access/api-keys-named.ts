/** Somebody may write: CERTCTL_API_KEYS_NAMED is well formed, and has an administrator. */
import { namedKeys } from "../../certctl/api-keys.ts";
import type { Program } from "../../certctl/programs.ts";
import { runsBefore } from "../../certctl/release.ts";
import { authType, textOfSetting } from "../../certctl/settings.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import type { CoherenceRule } from "../../rule.ts";

const KEYS = "CERTCTL_API_KEYS_NAMED";
const FIX = `Set ${KEYS} from a Secret: NAME:KEY:admin for the administrator, NAME:KEY for the agents, separated by commas.`;

export const apiKeysNamed: CoherenceRule = {
  name: "api-keys-named",
  severity: "error",
  title: "One of the named API keys is an administrator's.",
  *check({ servers, objects }) {
    for (const server of servers) {
      const { pod, container, variables } = server;
      const isUnread = !variables.has(KEYS) && mayBeUnseen(KEYS, server, objects);
      const message = isUnread || authType(server) === "none" ? undefined : messageOf(server);
      if (message === undefined) continue;
      yield { resource: pod.resource, path: variables.get(KEYS)?.path ?? container.path, message, fix: FIX };
    }
  },
};

function messageOf(server: Program): string | undefined {
  const text = textOfSetting(server, KEYS);
  // With a bootstrap token, one call makes the first administrator.
  const canBootstrap = textOfSetting(server, "CERTCTL_BOOTSTRAP_TOKEN") !== undefined;
  if (text === undefined) {
    // Roles came with v2.1.0.
    if (canBootstrap || runsBefore(server, "v2.1.0") === true) return undefined;
    const hasOthers = textOfSetting(server, "CERTCTL_AUTH_SECRET") !== undefined;
    return `nobody may change anything: without ${KEYS} there ${hasOthers ? "are the keys of CERTCTL_AUTH_SECRET only, which certctl lets read (r-viewer)" : "is no API key at all"}`;
  }
  const list = namedKeys(text);
  if (list === undefined) return undefined;
  if (list.fault !== undefined) {
    return `certctl refuses to start, and may log the entry with its key: ${list.fault} (${KEYS})`;
  }
  if (list.keys.some(({ isAdmin }) => isAdmin) || canBootstrap) return undefined;
  return `nobody may change anything: none of the keys of ${KEYS} ends in :admin, and certctl lets the others read only (r-viewer)`;
}
