/** An agent needs an id that the server knows, and each pod its own. */
import { agentSetting, podFieldsOf } from "../../certctl/agent-setting.ts";
import type { Program } from "../../certctl/programs.ts";
import type { Objects } from "../../pods/objects.ts";
import { UNKNOWN } from "../../pods/variables.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const ID = "CERTCTL_AGENT_ID";
const FIX =
  "Enrol each pod in an init container (POST /api/v1/agents), keep the id that the server gives on the pod's volume, and start the agent with it.";

export const agentId: CoherenceRule = {
  name: "agent-id",
  severity: "error",
  title: "Every agent's pod has an id of its own that the server knows.",
  setting: "agents.kind",
  *check({ agents, objects }) {
    for (const agent of agents) yield* problems(agent, objects);
  },
};

function* problems(agent: Program, objects: Objects): Iterable<Problem> {
  const { resource, replicas = 2 } = agent.pod;
  const { text, path, variable } = agentSetting(agent, ID, objects);
  const at = { resource, path, fix: FIX };
  if (text === "") {
    yield {
      ...at,
      message: `the agent has no ${ID} and no -agent-id, so it exits at once: it never registers by itself`,
    };
    return;
  }
  const fields = variable === undefined ? [] : podFieldsOf(agent, variable);
  // A StatefulSet's pods keep their names, so their rows can be made beforehand.
  if (
    resource.id.kind !== "StatefulSet" &&
    fields.some((field) => /^(metadata\.(name|uid)|status\.podIP)/.test(field))
  ) {
    yield {
      ...at,
      message: `${ID} is new with every pod (${fields.join(", ")}), and the server answers an id that it does not know with an error that the agent only logs`,
    };
    return;
  }
  const isShared = variable?.reference !== undefined || !text.includes(UNKNOWN);
  if (isShared && replicas > 1) {
    yield {
      ...at,
      message: `all pods have the same ${ID}: one of them makes a key, another gets the job that deploys it and has no such key`,
    };
  }
}
