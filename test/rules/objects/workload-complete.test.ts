/** What the API server asks of workloads and claims. */
import { workloadComplete } from "../../../src/rules/objects/workload-complete.ts";
import { describeObjectRule } from "../cases.ts";

const object = (apiVersion: string, kind: string, spec: object | undefined) => ({
  apiVersion,
  kind,
  metadata: { name: "a" },
  ...(spec === undefined ? {} : { spec: spec as never }),
});
const pod = (spec: object) => ({ spec: { containers: [{ name: "a", image: "a" }], ...spec } });
const workload = (spec: object, kind = "Deployment") => object("apps/v1", kind, { template: pod({}), ...spec });

describeObjectRule(workloadComplete, {
  reports: {
    "a Deployment without a spec": { object: object("apps/v1", "Deployment", undefined), says: /no spec/ },
    "a template without a spec": { object: workload({ template: {} }), says: /no containers/ },
    "an empty selector": { object: workload({ selector: {} }), says: /selector is empty/, at: "/spec/selector" },
    "a policy of Jobs": {
      object: workload({ template: pod({ restartPolicy: "Never" }) }),
      says: /restartPolicy Never/,
    },
    "a rollout that can't move": {
      object: workload({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: "0%" } } }),
      says: /no pod can ever be replaced/,
    },
    "an update that can't move": {
      object: workload({ updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } }, "DaemonSet"),
      says: /no pod can ever be replaced/,
    },
    "a Job that starts again for ever": {
      object: object("batch/v1", "Job", { template: pod({}) }),
      says: /Never or OnFailure/,
    },
    "a CronJob with another policy": {
      object: object("batch/v1", "CronJob", { jobTemplate: { spec: { template: pod({ restartPolicy: "Always" }) } } }),
      at: "/spec/jobTemplate/spec/template/spec/restartPolicy",
    },
    "a claim without a mode": {
      object: object("v1", "PersistentVolumeClaim", { resources: { requests: { storage: "1Gi" } } }),
      says: /no accessModes/,
    },
    "a claim template that says nothing": { object: workload({ volumeClaimTemplates: [{}] }, "StatefulSet"), times: 3 },
  },
  silent: {
    "a Deployment": workload({
      selector: { matchLabels: { a: "b" } },
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    }),
    "a selector of expressions": workload({ selector: { matchExpressions: [{ key: "a", operator: "Exists" }] } }),
    "a DaemonSet that surges": workload(
      { updateStrategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } },
      "DaemonSet",
    ),
    "a Job": object("batch/v1", "Job", { template: pod({ restartPolicy: "OnFailure" }) }),
    "another Job": object("example.com/v1", "Job", {}),
  },
});
