/** Probes that fail always, that never fail, and those that ask what can be asked. */
import { agentProbe } from "../../../../src/rules/coherence/agents/agent-probe.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const probe =
  (spec: Loose, kind = "livenessProbe") =>
  (bundle: Bundle) => {
    bundle.container("agent")[kind] = spec;
  };
const exec = (...command: string[]) => probe({ exec: { command } });
const plain = (change: (bundle: Bundle) => void) => (bundle: Bundle) => {
  delete bundle.container("agent").command;
  change(bundle);
};

describeRule(agentProbe, {
  reports: {
    "an HTTP probe": { change: probe({ httpGet: { path: "/health", port: 8443 } }), says: /restarts it over and over/ },
    "a port's readiness": {
      change: probe({ tcpSocket: { port: 8443 } }, "readinessProbe"),
      says: /never becomes ready/,
      at: "/spec/template/spec/containers/0/readinessProbe",
    },
    "the image's own check": {
      change: plain(exec("pgrep", "-f", "certctl-agent")),
      says: /never finds the agent/,
      severity: "error",
    },
    "a name that is cut": plain(exec("pgrep", "/app/agent")),
    "the image's own check in a shell": {
      change: plain(exec("/bin/sh", "-c", "pgrep -f certctl-agent > /dev/null || exit 1")),
      says: /finds the shell that runs it/,
      severity: "warning",
    },
    "the right name in a shell": { change: exec("sh", "-c", "pgrep -f '/app/agent'"), severity: "warning" },
    "the right name without its path, exactly": plain(exec("pgrep", "-x", "certctl")),
  },
  silent: {
    "the process": {},
    "the process, started without a shell": plain(exec("pgrep", "-f", "^/app/agent")),
    "the process by its name": plain(exec("pgrep", "-x", "agent")),
    "a pattern that does not find itself": exec("sh", "-c", "pgrep -f '[/]app/agent'"),
    "a name that an argument has": plain((bundle) => {
      bundle.container("agent").args = ["-name", "certctl-agent"];
      exec("pgrep", "-f", "-agent")(bundle);
    }),
    "a sidecar's port": (bundle) => {
      bundle.pod("agent").containers.push({ name: "web", image: "web", ports: [{ containerPort: 80 }] });
      probe({ httpGet: { port: 80 } })(bundle);
    },
    "another command": exec("test", "-s", "/var/lib/certctl/agent-id"),
    "flags that say more": exec("pgrep", "-u", "1000", "certctl-agent"),
    "no probe": (bundle) => {
      delete bundle.container("agent").livenessProbe;
    },
  },
});
