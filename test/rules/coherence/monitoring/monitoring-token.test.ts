/** Keys that Prometheus sends. */
import { monitoringToken } from "../../../../src/rules/coherence/monitoring/monitoring-token.ts";
import { describeRule } from "../../cases.ts";
import { podMonitor, serviceMonitor } from "./monitors.ts";

const none = { authorization: undefined };
const scraped = { "prometheus.io/scrape": "true" };

describeRule(monitoringToken, {
  reports: {
    "no key": { change: serviceMonitor(none), says: /sends no key/, at: "/spec/endpoints/0" },
    "no key in a PodMonitor of another namespace": { change: podMonitor(none), at: "/spec/podMetricsEndpoints/0" },
    "a user and a password": {
      change: serviceMonitor({ ...none, basicAuth: { username: { name: "a", key: "u" } } }),
      says: /bearer keys only/,
    },
    "Prometheus' own token": {
      change: serviceMonitor({ ...none, bearerTokenFile: "/var/run/secrets/kubernetes.io/serviceaccount/token" }),
      says: /own token/,
    },
    "an empty key": serviceMonitor({ ...none, bearerTokenSecret: { key: "" } }),
    "an annotation of the Service": {
      change: (bundle) => Object.assign(bundle.object("Service", "certctl-server").metadata.annotations, scraped),
      severity: "warning",
      says: /plain HTTP/,
      at: "/metadata/annotations/prometheus.io/scrape",
    },
    "an annotation beside that of the scheme": {
      change: (bundle) => {
        const { annotations } = bundle.object("Service", "certctl-server").metadata;
        Object.assign(annotations, scraped, { "prometheus.io/scheme": "https" });
      },
      says: /it gets 401/,
      severity: "warning",
    },
    "an annotation of the pods": {
      change: (bundle) => Object.assign(bundle.workload("server").spec.template.metadata.annotations, scraped),
      severity: "warning",
      at: "/spec/template/metadata/annotations/prometheus.io/scrape",
    },
  },
  silent: {
    "no monitor": {},
    "a key": serviceMonitor(),
    "a key of an older operator": serviceMonitor({ ...none, bearerTokenSecret: { name: "a", key: "key" } }),
    "a key in a file": serviceMonitor({ ...none, bearerTokenFile: "/etc/prometheus/secrets/certctl/key" }),
    "a monitor of another namespace's Services": serviceMonitor(none, { namespaceSelector: { matchNames: ["other"] } }),
    "a monitor of other Services": serviceMonitor(none, { selector: { matchLabels: { app: "other" } } }),
    "a server that asks for no key": (bundle) => {
      bundle.setVariable("server", "CERTCTL_AUTH_TYPE", "none");
      serviceMonitor(none)(bundle);
    },
    "annotations that say no": (bundle) => {
      bundle.object("Service", "certctl-server").metadata.annotations["prometheus.io/scrape"] = "false";
    },
  },
});
