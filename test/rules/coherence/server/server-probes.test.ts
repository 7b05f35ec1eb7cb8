/** Three probes, and time. */
import { serverProbes } from "../../../../src/rules/coherence/server/server-probes.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function without(name: string): (bundle: Bundle) => void {
  return (bundle) => {
    delete bundle.container("server")[name];
  };
}

describeRule(serverProbes, {
  reports: {
    "no startup probe, and a server that migrates": {
      settings: { profile: "dev" },
      change: without("startupProbe"),
      says: /30 seconds .* no startupProbe.* migrations/,
      severity: "error",
      at: "/spec/template/spec/containers/0/livenessProbe",
    },
    "no startup probe, and a Job that migrates": { change: without("startupProbe"), severity: "warning" },
    "a Job that an old server does not know of": {
      change: (bundle) => {
        without("startupProbe")(bundle);
        bundle.container("server").image = "ghcr.io/certctl-io/certctl-server:v2.1.2";
      },
      says: /migrations/,
      severity: "error",
    },
    "a startup probe without patience": {
      change: (bundle) => {
        bundle.container("server").startupProbe.failureThreshold = 3;
      },
      says: /15 seconds after its start,/,
      at: "/spec/template/spec/containers/0/startupProbe",
    },
    "no readiness probe": {
      change: without("readinessProbe"),
      says: /readiness/,
      at: "/spec/template/spec/containers/0",
    },
    "no liveness probe": { change: without("livenessProbe"), says: /listener failed/ },
  },
  silent: {
    "a good bundle": {},
    "a liveness probe with patience": (bundle) => {
      without("startupProbe")(bundle);
      bundle.container("server").livenessProbe.initialDelaySeconds = 300;
    },
  },
});
