/** Ports of probes. */
import { namedPort } from "../../../src/rules/objects/named-port.ts";
import { describeObjectRule } from "../cases.ts";

const deployment = (container: object, pod: object = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "a" },
  spec: { template: { spec: { containers: [{ name: "a", image: "a", ...container }], ...pod } } } as never,
});

describeObjectRule(namedPort, {
  reports: {
    "a port that the container lacks": {
      object: deployment({ livenessProbe: { httpGet: { port: "web" } } }),
      at: "/spec/template/spec/containers/0/livenessProbe/httpGet/port",
      says: /restarts/,
    },
    "a port of another name": {
      object: deployment({
        ports: [{ name: "https", containerPort: 1 }],
        readinessProbe: { tcpSocket: { port: "http" } },
      }),
      says: /never gets ready/,
    },
  },
  silent: {
    "the container's port": deployment({
      ports: [{ name: "web", containerPort: 1 }],
      livenessProbe: { httpGet: { port: "web" } },
    }),
    "a number": deployment({ livenessProbe: { httpGet: { port: 80 } } }),
    "a command": deployment({ livenessProbe: { exec: { command: ["true"] } } }),
  },
});
