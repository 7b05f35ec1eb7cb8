/** Where metrics are. */
import { monitoringEndpoint } from "../../../../src/rules/coherence/monitoring/monitoring-endpoint.ts";
import { describeRule } from "../../cases.ts";
import { podMonitor, serviceMonitor } from "./monitors.ts";

describeRule(monitoringEndpoint, {
  reports: {
    "no scheme": { change: serviceMonitor({ scheme: undefined }), says: /plain HTTP/, at: "/spec/endpoints/0" },
    "plain HTTP": { change: serviceMonitor({ scheme: "http" }), at: "/spec/endpoints/0/scheme" },
    "no path": { change: serviceMonitor({ path: undefined }), says: /path is \/metrics, where/ },
    "the path of the JSON": { change: serviceMonitor({ path: "/api/v1/metrics" }), at: "/spec/endpoints/0/path" },
    "a port that is not there": { change: serviceMonitor({ port: "web" }), says: /no port is called web \(https\)/ },
    "a PodMonitor": { change: podMonitor({ port: "metrics", path: undefined }), times: 2 },
  },
  silent: {
    "no monitor": {},
    "a good one": serviceMonitor(),
    "a good one of pods": podMonitor(),
    "another way to the port": serviceMonitor({ port: undefined, targetPort: 8443 }),
    "a scheme and a path by relabelling": serviceMonitor({
      scheme: undefined,
      path: undefined,
      relabelings: [
        { targetLabel: "__scheme__", replacement: "https" },
        { targetLabel: "__metrics_path__", replacement: "/api/v1/metrics/prometheus" },
      ],
    }),
  },
});
