/** An agent runs for ever, once for each id. */
import { at } from "../../../model/json.ts";
import { agentSetting } from "../../certctl/agent-setting.ts";
import type { Program } from "../../certctl/programs.ts";
import type { Objects } from "../../pods/objects.ts";
import { rolloutOf } from "../../pods/scale.ts";
import { UNKNOWN } from "../../pods/variables.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const agentWorkload: CoherenceRule = {
  name: "agent-workload",
  severity: "error",
  title: "Agents run in a workload that keeps them running, one pod at a time for each id.",
  setting: "agents.kind",
  *check({ agents, objects }) {
    for (const agent of agents) yield* problems(agent, objects);
  },
};

function* problems(agent: Program, objects: Objects): Iterable<Problem> {
  const { resource } = agent.pod;
  const { kind } = resource.id;
  // A sidecar of a Job ends with it.
  if ((kind === "Job" || kind === "CronJob") && agent.container.runs === "main") {
    yield {
      resource,
      message: `an agent never ends, so its ${kind} never completes, and what waits for it waits until a deadline kills the agent`,
      fix: "Run agents in a DaemonSet or a StatefulSet.",
    };
  }
  if (at(resource.manifest, "spec", "updateStrategy", "type") === "OnDelete") {
    yield {
      resource,
      path: ["spec", "updateStrategy", "type"],
      severity: "warning",
      message:
        "updateStrategy OnDelete: a new release, a new key or another server reaches an agent only after somebody deletes its pod",
      fix: "Use RollingUpdate.",
    };
  }
  if (kind === "Deployment" && agent.pod.replicas === 1 && surges(agent) && hasFixedId(agent, objects)) {
    yield {
      resource,
      path: ["spec"],
      severity: "warning",
      message:
        "a rollout starts the new pod before the old one ends, so two agents work with one id for a while: a key that one made is missing in the other",
      fix: "Set strategy.type to Recreate, or run agents in a StatefulSet.",
    };
  }
}

function surges({ pod }: Program): boolean {
  return rolloutOf(pod, 1).surge > 0;
}

function hasFixedId(agent: Program, objects: Objects): boolean {
  const { text, variable } = agentSetting(agent, "CERTCTL_AGENT_ID", objects);
  return variable?.reference !== undefined || (text !== "" && !text.includes(UNKNOWN));
}
