/** The server listens where it is looked for. */
import { serverListens } from "../../../../src/rules/coherence/server/server-listens.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const HOST = "CERTCTL_SERVER_HOST";
const PORT = "CERTCTL_SERVER_PORT";

function setting(name: string, value: string | undefined): (bundle: Bundle) => void {
  return (bundle) => bundle.setVariable("server", name, value);
}

function service(bundle: Bundle): Loose {
  return bundle.object("Service", bundle.workload("server").metadata.name);
}

describeRule(serverListens, {
  reports: {
    "an address that is none": {
      change: (bundle) => bundle.setVariable("server", "CERTCTL_SERVER_HOST", "0.0.0.0.0"),
      says: /no address/,
    },
    "no host": {
      change: setting(HOST, undefined),
      says: /127.0.0.1, the default/,
      at: "/spec/template/spec/containers/0",
    },
    "an empty host": setting(HOST, ""),
    localhost: { change: setting(HOST, "localhost"), at: "/spec/template/spec/containers/0/env/1" },
    "localhost beside something else, and kubelet's probes": (bundle) => {
      setting(HOST, "127.0.0.1")(bundle);
      bundle.pod("server").containers.push({ name: "logs", image: "fluent-bit:3" });
    },
    "no port": {
      change: setting(PORT, undefined),
      says: /port 8080, the default .* its declared port 8443; its probes 8443; its Service 8443$/,
      at: "/spec/template/spec/containers/0",
    },
    "another port": { change: setting(PORT, "9443"), at: "/spec/template/spec/containers/0/env/2" },
    "a port that is none, which becomes the default": { change: setting(PORT, "https"), says: /8080/ },
    "another declared port": {
      change: (bundle) => {
        bundle.container("server").ports[0].containerPort = 8080;
      },
      says: /its declared port 8080; its probes 8080; its Service 8080$/,
    },
    "another port in a probe": {
      change: (bundle) => {
        bundle.container("server").readinessProbe.httpGet.port = 8080;
        bundle.container("server").livenessProbe.httpGet.port = 8080;
        bundle.container("server").startupProbe.httpGet.port = "8080";
      },
      says: /: its probes 8080$/,
    },
    "another port in the Service": {
      change: (bundle) => {
        service(bundle).spec.ports = [{ port: 443 }];
      },
      says: /: its Service 443$/,
    },
  },
  silent: {
    "a good bundle": {},
    "all addresses of both families": setting(HOST, "::"),
    "a host from the pod": (bundle) => bundle.setVariable("server", HOST, { fieldRef: { fieldPath: "status.podIP" } }),
    "one other port everywhere": (bundle) => {
      setting(PORT, "9443")(bundle);
      bundle.container("server").ports[0].containerPort = 9443;
    },
    "a Service with more ports": (bundle) => {
      service(bundle).spec.ports.push({ port: 80, targetPort: 80 });
    },
    "no port, but variables that nobody knows": (bundle) => {
      setting(PORT, undefined)(bundle);
      bundle.container("server").envFrom = [{ configMapRef: { name: "elsewhere" } }];
    },
    "a proxy in the same pod": (bundle) => {
      setting(HOST, "127.0.0.1")(bundle);
      bundle.pod("server").containers.push({ name: "proxy", image: "envoy:1" });
      service(bundle).spec.ports = [{ port: 443, targetPort: 9443 }];
      for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"]) {
        bundle.container("server")[probe] = { exec: { command: ["curl", "-fsk", "https://localhost:8443/health"] } };
      }
    },
  },
});
