/** An agent needs an API key, and one only. */
import { agentSetting } from "../../certctl/agent-setting.ts";
import type { Program } from "../../certctl/programs.ts";
import type { Objects } from "../../pods/objects.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const KEY = "CERTCTL_API_KEY";

export const agentApiKey: CoherenceRule = {
  name: "agent-api-key",
  severity: "error",
  title: "Every agent has an API key, and no list of them.",
  *check({ agents, objects }) {
    for (const agent of agents) yield* problems(agent, objects);
  },
};

function* problems(agent: Program, objects: Objects): Iterable<Problem> {
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
