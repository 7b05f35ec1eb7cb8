/** What may run an agent. */
import { agentWorkload } from "../../../../src/rules/coherence/agents/agent-workload.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function job(bundle: Bundle): void {
  Object.assign(bundle.workload("agent"), { apiVersion: "batch/v1", kind: "Job" });
}

const deployment =
  (strategy?: Loose, id: Loose = "agent-1") =>
  (bundle: Bundle) => {
    Object.assign(bundle.workload("agent"), { kind: "Deployment" });
    bundle.workload("agent").spec.strategy = strategy;
    delete bundle.container("agent").command;
    bundle.setVariable("agent", "CERTCTL_AGENT_ID", id);
  };

describeRule(agentWorkload, {
  reports: {
    "agents that stay as they are": {
      change: (bundle) => {
        bundle.workload("agent").spec.updateStrategy = { type: "OnDelete" };
      },
      says: /OnDelete/,
      severity: "warning",
    },
    "a Job": { change: job, says: /its Job never completes/, severity: "error" },
    "a CronJob": {
      change: (bundle) => {
        const agent = bundle.workload("agent");
        const { template } = agent.spec;
        Object.assign(agent, {
          apiVersion: "batch/v1",
          kind: "CronJob",
          spec: { jobTemplate: { spec: { template } } },
        });
      },
      says: /its CronJob never completes/,
    },
    "a Deployment with an id": { change: deployment(), severity: "warning", at: "/spec" },
    "a Deployment with an id in a Secret": deployment(undefined, { secretKeyRef: { name: "a", key: "id" } }),
  },
  silent: {
    "a DaemonSet": {},
    "a StatefulSet": { settings: { profile: "ha", agents: { kind: "statefulset" } } },
    "a sidecar of a Job": (bundle) => {
      job(bundle);
      const pod = bundle.pod("agent");
      pod.initContainers.push({ ...pod.containers[0], restartPolicy: "Always" });
      pod.containers = [{ name: "work", image: "work" }];
    },
    "a Deployment that ends the old pod first": deployment({ type: "Recreate" }),
    "a Deployment without a surge": deployment({ rollingUpdate: { maxSurge: 0 } }),
    "a Deployment whose pods have ids of their own": deployment(undefined, {
      fieldRef: { fieldPath: "spec.nodeName" },
    }),
  },
});
