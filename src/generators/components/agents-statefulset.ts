/** Agents with claims beside the server, in place of one on each node. */

import { BASE_AGENTS_NAMESPACE } from "../../certctl/base-names.ts";
import { AGENT } from "../../certctl/names.ts";
import { agentService, agentStatefulSet } from "../agent.ts";
import { type Component, remove } from "./component.ts";

export const agentsStatefulSet: Component = {
  name: "agents-statefulset",
  gives: "Agents with a volume claim each, beside the server, in place of one on each node.",
  stages: {
    agent: {
      resources: { "service.yaml": agentService(), "stateful-set.yaml": agentStatefulSet() },
      patches: {
        "no-daemon-set.yaml": [remove("apps/v1", "DaemonSet", AGENT), remove("v1", "Namespace", BASE_AGENTS_NAMESPACE)],
      },
    },
  },
};
