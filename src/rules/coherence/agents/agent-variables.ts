/** An agent needs an API key, one, and reads few variables. */
import { nearName } from "../../../model/near-name.ts";
import { agentSetting } from "../../certctl/agent-setting.ts";
import type { Program } from "../../certctl/programs.ts";
import type { Objects } from "../../pods/objects.ts";
import { objectsAt, textOf } from "../../pods/pod.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const KEY = "CERTCTL_API_KEY";

/** All that cmd/agent/main.go and the connectors of targets read (v2.1.7 and newer). */
const READ = [
  "CERTCTL_AGENT_ID",
  "CERTCTL_AGENT_NAME",
  KEY,
  "CERTCTL_DISCOVERY_DIRS",
  "CERTCTL_K8SSECRET_PREVIEW_ACK",
  "CERTCTL_KEY_DIR",
  "CERTCTL_LOG_LEVEL",
  "CERTCTL_SERVER_CA_BUNDLE_PATH",
  "CERTCTL_SERVER_TLS_INSECURE_SKIP_VERIFY",
  "CERTCTL_SERVER_URL",
] as const;

export const agentVariables: CoherenceRule = {
  name: "agent-variables",
  severity: "error",
  title: "Agents have one API key, and no variable that they do not read.",
  *check({ agents, objects }) {
    for (const agent of agents) {
      yield* keyProblems(agent, objects);
      yield* unread(agent);
    }
  },
};

function* keyProblems(agent: Program, objects: Objects): Iterable<Problem> {
  const { text, path } = agentSetting(agent, KEY, objects);
  const at = { resource: agent.pod.resource, path };
  if (text === "") {
    yield {
      ...at,
      message: `the agent has no ${KEY}, so it exits at once`,
      fix: `Set ${KEY} from a Secret that holds the agents' key alone.`,
    };
  } else if (text.includes(",")) {
    yield {
      ...at,
      message: `${KEY} is a list: the agent sends all of it as one key, which the server answers with 401`,
      fix: "Give the agent a Secret of its own with one key in it.",
    };
  }
}

/** Only what stands in the container: a ConfigMap may be there for others too. */
function* unread({ container, pod }: Program): Iterable<Problem> {
  for (const [index, entry] of objectsAt(container.spec, "env")) {
    const name = textOf(entry.name);
    if (!name.startsWith("CERTCTL_") || (READ as readonly string[]).includes(name)) continue;
    const near = nearName(name, READ);
    yield {
      resource: pod.resource,
      path: [...container.path, "env", index],
      severity: "warning",
      message: `the agent does not read ${name}, so it changes nothing`,
      fix: near === undefined ? "Take it away." : `Take it away, or write ${near}, if that was meant.`,
    };
  }
}
