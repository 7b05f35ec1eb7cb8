/** Monitors of the server for tests. */
import type { Bundle, Loose } from "../../bundle.ts";

export const GOOD = {
  port: "https",
  scheme: "https",
  path: "/api/v1/metrics/prometheus",
  authorization: { credentials: { name: "prometheus-key", key: "key" } },
};

/** A ServiceMonitor with an endpoint that differs in this from a good one; undefined leaves a field out. */
export const serviceMonitor =
  (differs: Loose = {}, spec: Loose = {}) =>
  (bundle: Bundle): void =>
    bundle.add({
      apiVersion: "monitoring.coreos.com/v1",
      kind: "ServiceMonitor",
      metadata: { name: "web", namespace: "certctl" },
      spec: { selector: selectorOf(bundle), endpoints: [endpoint(differs)], ...spec },
    });

export const podMonitor =
  (differs: Loose = {}) =>
  (bundle: Bundle): void =>
    bundle.add({
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PodMonitor",
      metadata: { name: "web", namespace: "monitoring" },
      spec: {
        namespaceSelector: { any: true },
        selector: selectorOf(bundle),
        podMetricsEndpoints: [endpoint(differs)],
      },
    });

function endpoint(differs: Loose): Loose {
  const fields = Object.entries({ ...GOOD, ...differs });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

/** Labels that the server's Service and its pods have, and nothing else. */
function selectorOf(bundle: Bundle): Loose {
  const label = "app.kubernetes.io/component";
  return { matchLabels: { [label]: bundle.object("Service", "certctl-server").metadata.labels[label] } };
}
