/** Agents call their server by HTTPS at a Service and a port that are there. */
import type { Resource } from "../../../model/applied.ts";
import { at, objectsAt } from "../../../model/json.ts";
import { agentSetting } from "../../certctl/agent-setting.ts";
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { hostOf, isLoopback, isServiceName, portOf } from "../../pods/hosts.ts";
import { shown, UNKNOWN, type Variable } from "../../pods/variables.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const URL = "CERTCTL_SERVER_URL";
const FIX = `Set ${URL} to https://<service>.<namespace>.svc:<port> of the server's Service.`;

export const agentServerUrl: CoherenceRule = {
  name: "agent-server-url",
  severity: "error",
  title: "Agents and scripts call the server by HTTPS, at its Service and one of its ports.",
  *check(installation) {
    const { agents, tools, objects } = installation;
    const callers = [
      ...agents.map((agent) => ({ caller: agent, ...agentSetting(agent, URL, objects) })),
      ...tools.flatMap((tool) => {
        const variable = tool.variables.get(URL);
        // Without a text the script has none, which is said of the script; an agent's pod says it once.
        const isSaid = variable === undefined || variable.text === "" || agents.some(({ pod }) => pod === tool.pod);
        return isSaid ? [] : [{ caller: tool, text: variable.text, path: variable.path, variable }];
      }),
    ];
    for (const { caller, text, path, variable } of callers) {
      const message = fault(text, variable, caller, installation);
      if (message !== undefined) yield { resource: caller.pod.resource, path, message, fix: FIX } satisfies Problem;
    }
  },
};

function fault(
  text: string,
  variable: Variable | undefined,
  agent: Program,
  installation: Installation,
): string | undefined {
  const hasServer = installation.servers.some(({ pod }) => pod === agent.pod);
  if (text === "") {
    return hasServer ? undefined : `the agent has no ${URL}, so it calls https://localhost:8443, where no server is`;
  }
  if (!text.startsWith(UNKNOWN) && !/^https:\/\//i.test(text)) {
    return `${URL} does not start with https://, so ${agent.role === "agent" ? "the agent exits at once" : "the script fails"}: the server speaks nothing else`;
  }
  const host = hostOf(text);
  if (host === undefined || text.includes(UNKNOWN)) return undefined;
  if (isLoopback(host)) {
    const whose = agent.role === "agent" ? "agent" : "script";
    return hasServer ? undefined : `${URL} leads to the ${whose}'s own pod, where no server is`;
  }
  const service = installation.objects.serviceAt(host, agent.pod.namespace);
  if (service === undefined) return missing(host, shown(variable, host), installation);
  return wrong(service, text, installation);
}

/** A name without a dot, or below `svc`, is a Service of this cluster; where servers are in the input, so are theirs. */
function missing(host: string, said: string, { servers }: Installation): string | undefined {
  if (!isServiceName(host) || servers.length === 0) return undefined;
  return `${URL} names ${said}, and no such Service is there: a name without a namespace is looked up in the agent's own`;
}

function wrong(service: Resource, url: string, { servers, services, environment }: Installation): string | undefined {
  const { manifest } = service;
  const type = at(manifest, "spec", "type");
  // Where a Service without a selector leads, its endpoints say.
  if (type === "ExternalName") return undefined;
  if (at(manifest, "spec", "selector") === undefined) {
    const isFilled = environment.resources.some(({ id }) => id.kind === "EndpointSlice" || id.kind === "Endpoints");
    return isFilled || servers.length === 0 || services.length > 0
      ? undefined
      : `${URL} leads to a Service without a selector, so to no pod, while no Service leads to the server`;
  }
  if (servers.length > 0 && !services.includes(service)) return `${URL} leads to a Service that is not the server's`;
  const port = portOf(url);
  const ports = objectsAt(manifest, "spec", "ports").map(([, one]) => one.port);
  if (port === undefined || ports.includes(port)) return undefined;
  return `${URL} calls port ${port}, which the Service does not have (${ports.join(", ")})`;
}
