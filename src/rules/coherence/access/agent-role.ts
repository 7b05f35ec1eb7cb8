/** The agents' key gets the role without which the server refuses all that agents ask. */
import { isObject, type JsonValue } from "../../../model/json.ts";
import { namedKeys } from "../../certctl/api-keys.ts";
import type { Installation } from "../../certctl/installation.ts";
import { runsBefore } from "../../certctl/release.ts";
import { authType, isKnown, textOfSetting } from "../../certctl/settings.ts";
import { containersOf, podOf } from "../../pods/pod.ts";
import type { CoherenceRule } from "../../rule.ts";
import { sharesServerKey } from "./agent-own-key.ts";

const KEY = "CERTCTL_API_KEY";
/** A script that asks the API for it, or SQL (certctl's migration 000029). */
const GRANT = /(?<![\w-])r-agent(?![\w-])|\bactor_roles\b|\/auth\/keys\/[^\s"']*\/roles/;

export const agentRole: CoherenceRule = {
  name: "agent-role",
  severity: "warning",
  title: "Something gives the agents' key its role.",
  *check(installation) {
    const { agents, servers } = installation;
    const [agent] = agents;
    const [server] = servers;
    if (agent === undefined || server === undefined || agents.every((one) => isAdministrator(one, installation)))
      return;
    if (authType(server) === "none" || runsBefore(server, "v2.1.0") === true || sharesServerKey(installation)) return;
    if (grantsRole(installation)) return;
    yield {
      resource: agent.pod.resource,
      path: agent.variables.get(KEY)?.path ?? agent.container.path,
      message:
        "nothing here gives the agents' key the role r-agent: a named key may only read at first, and the server then answers 403 to every heartbeat and job, while the agents' pods look healthy",
      fix: 'Add a Job that posts {"role_id":"r-agent"} to /api/v1/auth/keys/<name of the key>/roles with an administrator\'s key, after the server is ready.',
    };
  },
};

function isAdministrator(agent: Installation["agents"][number], { servers }: Installation): boolean {
  const key = textOfSetting(agent, KEY);
  if (!isKnown(key)) return false;
  return servers.some((server) =>
    namedKeys(textOfSetting(server, "CERTCTL_API_KEYS_NAMED") ?? "")?.keys.some(
      (one) => one.isAdmin && one.key === key,
    ),
  );
}

/** In a container's command or variables, or in what a ConfigMap or a Secret holds: a script may be mounted. */
function grantsRole({ environment }: Installation): boolean {
  return environment.resources.some((resource) => {
    const { manifest } = resource;
    const pod = podOf(resource);
    const texts: readonly unknown[] =
      pod === undefined
        ? [manifest.data, manifest.stringData]
        : containersOf(pod).map(({ spec }) => [spec.command, spec.args, spec.env] as JsonValue);
    return texts.some((text) => says(text));
  });
}

function says(value: unknown): boolean {
  if (typeof value === "string") return GRANT.test(value);
  if (Array.isArray(value)) return value.some((one) => says(one));
  return isObject(value) && Object.values(value).some((one) => says(one));
}
