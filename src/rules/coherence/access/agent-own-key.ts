/** Agents have an API key of their own: neither the server's nor an administrator's. */

import { namedKeys } from "../../certctl/api-keys.ts";
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { runsBefore } from "../../certctl/release.ts";
import { isKnown, textOfSetting } from "../../certctl/settings.ts";
import { isSameKey, type Variable } from "../../pods/variables.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const KEY = "CERTCTL_API_KEY";
const NAMED = "CERTCTL_API_KEYS_NAMED";
const SECRET = "CERTCTL_AUTH_SECRET";
const FIX = `Add a key for agents to ${NAMED}, grant it the role r-agent, and give it to agents in a Secret of its own.`;

export const agentOwnKey: CoherenceRule = {
  name: "agent-own-key",
  severity: "error",
  title: "Agents have an API key of their own.",
  *check({ agents, servers }) {
    for (const agent of agents) {
      const key = agent.variables.get(KEY);
      if (key === undefined || key.text === "") continue;
      for (const server of servers) {
        const found = problem(agent, key, server);
        if (found === undefined) continue;
        yield { resource: agent.pod.resource, path: key.path, fix: FIX, ...found };
        break;
      }
    }
  },
};

/** True where an agent shows a key of CERTCTL_AUTH_SECRET: agent-role has then nothing to add. */
export function sharesServerKey({ agents, servers }: Installation): boolean {
  return agents.some((agent) => {
    const key = agent.variables.get(KEY);
    return key !== undefined && servers.some((server) => isServerKey(agent, key, server));
  });
}

function problem(agent: Program, key: Variable, server: Program): Pick<Problem, "message" | "severity"> | undefined {
  const text = textOfSetting(server, NAMED);
  const named = text === undefined ? [] : namedKeys(text)?.keys;
  const own = isKnown(key.text) ? named?.filter((one) => one.key === key.text) : undefined;
  if (own?.some(({ isAdmin }) => isAdmin)) {
    const message = "agents have an administrator's API key: who takes over one node may do everything in certctl";
    return { severity: "warning", message };
  }
  if ((own?.length ?? 0) > 0 || !isServerKey(agent, key, server)) return undefined;
  if (text !== undefined) {
    const message = `agents show the key of ${SECRET}, which the server ignores beside ${NAMED}: it answers 401, while the agents' pods look healthy`;
    return named === undefined ? { severity: "warning", message } : { message };
  }
  if (runsBefore(server, "v2.1.0") === true) {
    const message = `agents and the server's administrators share the key of ${SECRET}: it can't be changed or taken back for one of them`;
    return { severity: "warning", message };
  }
  return {
    message: `agents show the key of ${SECRET}, which may only read (r-viewer): the server answers 403 to every heartbeat and job, while the agents' pods look healthy`,
  };
}

/** By the Secret's key that both read, or by the text, where it is known. */
function isServerKey(agent: Program, key: Variable, server: Program): boolean {
  const secret = server.variables.get(SECRET);
  if (secret === undefined || secret.text === "") return false;
  if (isKnown(secret.text) && isKnown(key.text)) {
    return secret.text.split(",").some((one) => one.trim() === key.text.trim()) || secret.text === key.text;
  }
  return agent.pod.namespace === server.pod.namespace && isSameKey(secret, key);
}
