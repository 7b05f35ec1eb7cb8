/** Names that the API server refuses. */

import type { JsonObject } from "../../../src/model/json.ts";
import { resourceName } from "../../../src/rules/objects/resource-name.ts";
import { describeObjectRule } from "../cases.ts";

const named = (kind: string, name: string, apiVersion = "v1") => ({ apiVersion, kind, metadata: { name } });
const container = (one: JsonObject) => ({
  ...named("Deployment", "a", "apps/v1"),
  spec: { template: { spec: { containers: [one], volumes: [{ name: "Data" }, { name: "data" }] } } },
});

describeObjectRule(resourceName, {
  reports: {
    "upper-case letters": { object: named("ConfigMap", "Config"), says: /lower-case/, at: "/metadata/name" },
    "a name that is too long": { object: named("ConfigMap", "a".repeat(254)), says: /at most 253 .* has 254/ },
    "a Service that begins with a digit": { object: named("Service", "1a"), says: /begin with a letter/ },
    "a Namespace with a dot": { object: named("Namespace", "a.b") },
    "a CronJob whose Jobs would have no name": { object: named("CronJob", "a".repeat(53), "batch/v1"), says: /52/ },
    "a Role with a slash": { object: named("Role", "a/b", "rbac.authorization.k8s.io/v1") },
    "a namespace with an underscore": {
      object: { apiVersion: "v1", kind: "Secret", metadata: { name: "a", namespace: "a_b" } },
      at: "/metadata/namespace",
    },
    "a container, a volume and a port": {
      object: container({ name: "a_b", ports: [{ name: "a-very-long-name" }, { name: "80" }, { name: "a--b" }] }),
      times: 5,
    },
    "a port of a Service": {
      object: { ...named("Service", "a"), spec: { ports: [{ name: "HTTP" }] } },
      at: "/spec/ports/0/name",
    },
    "a key of a ConfigMap": { object: { ...named("ConfigMap", "a"), data: { "a b": "" } }, at: "/data/a b" },
  },
  silent: {
    "dots in a ConfigMap": named("ConfigMap", "a.b-c.1"),
    "a Service with digits": named("Service", "a1"),
    "a ClusterRole of the system": named("ClusterRole", "system:auth", "rbac.authorization.k8s.io/v1"),
    "a CronJob of 52 characters": named("CronJob", "a".repeat(52), "batch/v1"),
    "a port of 15 characters": {
      ...named("Deployment", "a", "apps/v1"),
      spec: { template: { spec: { containers: [{ name: "a", ports: [{ name: "a-long-port-123" }, {}] }] } } },
    },
    "keys with dots": { ...named("Secret", "a"), data: { "tls.crt": "", _a: "" } },
    "a name that somebody fills in": named("ConfigMap", "${APP}-config"),
    "names that are no texts: the schema's affair": { apiVersion: "v1", kind: "Secret", metadata: { name: 1 } },
  },
});
