/** What the API server asks of pods. */
import { podComplete } from "../../../src/rules/objects/pod-complete.ts";
import { describeObjectRule } from "../cases.ts";

const deployment = (container: object, pod: object = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "a" },
  spec: { template: { spec: { containers: [{ name: "a", image: "a", ...container }], ...pod } } } as never,
});

describeObjectRule(podComplete, {
  reports: {
    "no image": { object: deployment({ image: undefined }), says: /no image/, at: "/spec/template/spec/containers/0" },
    "no container": { object: deployment({}, { containers: [] }), says: /no container/ },
    "a volume of no Secret": {
      object: deployment({}, { volumes: [{ name: "b", secret: {} }] }),
      says: /names no Secret/,
    },
    "a probe that does nothing": {
      object: deployment({ livenessProbe: { periodSeconds: 1 } }),
      says: /livenessProbe does/,
    },
    "a probe without a command": { object: deployment({ readinessProbe: { exec: {} } }), says: /no command/ },
    "a hook that does nothing": { object: deployment({ lifecycle: { preStop: {} } }), says: /preStop does nothing/ },
    "a variable from nowhere": { object: deployment({ env: [{ name: "B", valueFrom: {} }] }), says: /B has no source/ },
    "a variable from two places": {
      object: deployment({
        env: [
          { name: "B", valueFrom: { fieldRef: { fieldPath: "metadata.name" }, secretKeyRef: { name: "b", key: "b" } } },
        ],
      }),
      says: /several sources/,
    },
    "a text and a source": {
      object: deployment({ env: [{ name: "B", value: "b", valueFrom: { secretKeyRef: { name: "b", key: "b" } } }] }),
      says: /both value and valueFrom/,
    },
    "a key of no object": {
      object: deployment({ env: [{ name: "B", valueFrom: { secretKeyRef: { key: "b" } } }] }),
      says: /without a name/,
    },
    "a field that pods don't have": {
      object: deployment({ env: [{ name: "B", valueFrom: { fieldRef: { fieldPath: "spec.node" } } }] }),
      says: /spec\.node/,
    },
    "envFrom without a source": { object: deployment({ envFrom: [{}] }), says: /no source/ },
    "envFrom of no object": { object: deployment({ envFrom: [{ secretRef: {} }] }), says: /names no object/ },
    "a resource that nobody counts": {
      object: deployment({ resources: { limits: { mem: "1Gi" } } }),
      says: /resource mem/,
    },
  },
  silent: {
    "a whole pod": deployment({
      env: [
        { name: "B", value: "b" },
        { name: "C", valueFrom: { fieldRef: { fieldPath: "metadata.labels['a.b/c']" } } },
        { name: "D", valueFrom: { configMapKeyRef: { name: "d", key: "d" } } },
      ],
      envFrom: [{ configMapRef: { name: "e" } }],
      livenessProbe: { exec: { command: ["true"] } },
      lifecycle: { preStop: { sleep: { seconds: 1 } } },
      resources: { requests: { cpu: 1, "ephemeral-storage": "1Gi", "nvidia.com/gpu": 1 } },
    }),
    "an object without pods": { apiVersion: "v1", kind: "Service", metadata: { name: "a" } },
    "what is no mapping": deployment({ env: [1], envFrom: "a", resources: 1, livenessProbe: 2, lifecycle: [] }),
  },
});
