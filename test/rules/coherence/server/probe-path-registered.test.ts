/** Probes ask the server, not the dashboard. */
import { probePathRegistered } from "../../../../src/rules/coherence/server/probe-path-registered.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

type Name = "livenessProbe" | "readinessProbe" | "startupProbe";

function asks(name: Name, change: Loose): (bundle: Bundle) => void {
  return (bundle) => Object.assign(bundle.container("server")[name].httpGet, change);
}

function runs(name: Name, ...command: readonly string[]): (bundle: Bundle) => void {
  return (bundle) => {
    bundle.container("server")[name] = { exec: { command } };
  };
}

describeRule(probePathRegistered, {
  reports: {
    "a path of Kubernetes' own servers": {
      change: asks("readinessProbe", { path: "/readyz" }),
      says: /readiness probe asks \/readyz.* status 200/,
      at: "/spec/template/spec/containers/0/readinessProbe/httpGet/path",
    },
    "no path": { change: asks("livenessProbe", { path: undefined }), says: /asks \/,/ },
    "a path that needs a login": { change: asks("readinessProbe", { path: "/api/v1/agents" }), says: /401/ },
    "no TLS": {
      change: asks("livenessProbe", { scheme: undefined }),
      says: /HTTPS only/,
      at: "/spec/template/spec/containers/0/livenessProbe/httpGet/scheme",
    },
    "liveness that asks the database": { change: asks("livenessProbe", { path: "/ready" }), severity: "warning" },
    "curl of a path that is not there": {
      change: runs("startupProbe", "/bin/sh", "-c", "curl -fsk https://localhost:8443/healthz || exit 1"),
      says: /\/healthz/,
      at: "/spec/template/spec/containers/0/startupProbe/exec/command",
    },
    "wget without TLS": {
      change: runs("livenessProbe", "wget", "-q", "http://127.0.0.1:8443/health"),
      says: /HTTPS only/,
    },
  },
  silent: {
    "a good bundle": {},
    "curl of /health": runs("livenessProbe", "curl", "-fsk", "https://localhost:8443/health"),
    "a query": asks("readinessProbe", { path: "/ready?probe=1" }),
    "a path that answers without a login": asks("startupProbe", { path: "/api/v1/version" }),
    "a port alone": (bundle) => {
      bundle.container("server").livenessProbe = { tcpSocket: { port: "https" } };
    },
    "another check": runs("livenessProbe", "pgrep", "server"),
  },
});
