/** Only what a volume brings in is the node's. */
import { agentDiscovery } from "../../../../src/rules/coherence/agents/agent-discovery.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const DIRECTORIES = "CERTCTL_DISCOVERY_DIRS";

function mount(bundle: Bundle, path: string): void {
  bundle.pod("agent").volumes.push({ name: "node", hostPath: { path } });
  bundle.container("agent").volumeMounts.push({ name: "node", mountPath: path, readOnly: true });
}

describeRule(agentDiscovery, {
  reports: {
    "folders of the image": {
      change: (bundle) => bundle.setVariable("agent", DIRECTORIES, "/etc/ssl/certs, /etc/pki/tls"),
      says: /certificates in \/etc\/ssl\/certs, \/etc\/pki\/tls,/,
    },
    "one folder of two": {
      change: (bundle) => {
        mount(bundle, "/etc/ssl");
        bundle.setVariable("agent", DIRECTORIES, "/etc/ssl/certs,/srv/tls");
      },
      says: /certificates in \/srv\/tls,/,
    },
    "a StatefulSet's agents": {
      settings: { profile: "ha", agents: { kind: "statefulset" } },
      change: (bundle) => bundle.setVariable("agent", DIRECTORIES, "/etc/ssl"),
    },
    "a flag": {
      change: (bundle) => {
        bundle.container("agent").command = ["/app/agent", "-discovery-dirs", "/etc/ssl"];
      },
      at: "/spec/template/spec/containers/0/command/1",
    },
  },
  silent: {
    "no directories": {},
    "directories that the fleet file names": {
      settings: { profile: "ha", agents: { discoveryDirectories: ["/etc/ssl", "/srv/tls"] } },
    },
    "a StatefulSet's agents with a volume": {
      settings: { profile: "ha", agents: { kind: "statefulset" } },
      change: (bundle) => {
        mount(bundle, "/srv/tls");
        bundle.setVariable("agent", DIRECTORIES, "/srv/tls");
      },
    },
    "a folder with a volume below it": (bundle) => {
      mount(bundle, "/host/etc/ssl");
      bundle.setVariable("agent", DIRECTORIES, "/host/");
    },
    "directories that are not in the input": (bundle) =>
      bundle.setVariable("agent", DIRECTORIES, { configMapKeyRef: { name: "elsewhere", key: "d" } }),
  },
});
