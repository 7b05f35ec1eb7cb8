/** An id that is there, and one for each pod. */
import { agentId } from "../../../../src/rules/coherence/agents/agent-id.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const ID = "CERTCTL_AGENT_ID";
const STATEFUL = { profile: "ha", agents: { kind: "statefulset", replicas: 2 } };

function plain(bundle: Bundle): void {
  delete bundle.container("agent").command;
}

describeRule(agentId, {
  reports: {
    "an agent without an id": {
      change: plain,
      says: /^the agent has no .* exits/,
      at: "/spec/template/spec/containers/0",
    },
    "an empty id": {
      change: (bundle) => {
        plain(bundle);
        bundle.setVariable("agent", ID, "");
      },
      at: "/spec/template/spec/containers/0/env/4",
    },
    "one id for all nodes": {
      change: (bundle) => {
        plain(bundle);
        bundle.setVariable("agent", ID, "agent-1");
      },
      says: /^all pods have the same/,
    },
    "one id by a flag": {
      change: (bundle) => {
        bundle.container("agent").command = ["/app/agent", "--agent-id=agent-1"];
      },
      at: "/spec/template/spec/containers/0/command/1",
    },
    "one id of a Secret for all pods of a StatefulSet": {
      settings: STATEFUL,
      change: (bundle) => {
        plain(bundle);
        bundle.setVariable("agent", ID, { secretKeyRef: { name: "ids", key: "id" } });
      },
      says: /^all pods have the same/,
    },
    "the name of a DaemonSet's pod": {
      change: (bundle) => {
        plain(bundle);
        bundle.setVariable("agent", "POD", { fieldRef: { fieldPath: "metadata.name" } });
        bundle.setVariable("agent", ID, "agent-$(POD)");
      },
      says: /new with every pod \(metadata\.name\)/,
    },
  },
  silent: {
    "an id that a script reads": {},
    "a StatefulSet's pod names": {
      settings: STATEFUL,
      change: (bundle) => {
        plain(bundle);
        bundle.setVariable("agent", ID, { fieldRef: { fieldPath: "metadata.name" } });
      },
    },
    "the node's name": (bundle) => {
      plain(bundle);
      bundle.setVariable("agent", ID, { fieldRef: { fieldPath: "spec.nodeName" } });
    },
    "one id for one pod": {
      settings: { profile: "ha", agents: { kind: "statefulset", replicas: 1 } },
      change: (bundle) => {
        plain(bundle);
        bundle.setVariable("agent", ID, "agent-1");
      },
    },
    "a ConfigMap that is not in the input": (bundle) => {
      plain(bundle);
      bundle.container("agent").envFrom.push({ configMapRef: { name: "elsewhere" } });
    },
    "a file that a script reads": (bundle) => {
      bundle.container("agent").command = ["/bin/sh", "-c", ". /var/lib/certctl/env; exec /app/agent"];
    },
  },
});
