/** Variables that somebody reads. */
import { variableKnown } from "../../../../src/rules/coherence/server/variable-known.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function set(part: "server" | "agent" | "migrate", name: string, value = "1"): (bundle: Bundle) => void {
  return (bundle) => bundle.setVariable(part, name, value);
}

describeRule(variableKnown, {
  reports: {
    "a variable of lib/pq with a slip": {
      change: (bundle) => bundle.setVariable("server", "PGSSLROOTCRT", "/etc/ssl/cert.pem"),
      says: /lib\/pq reads no PGSSLROOTCRT/,
    },
    "a slip of the hand": {
      change: set("server", "CERTCTL_DATABASE_MAX_CONN"),
      says: /no certctl up to v2.1.7 reads CERTCTL_DATABASE_MAX_CONN,/,
    },
    "a name of nobody, in a migration": set("migrate", "CERTCTL_QQQQQQQQ"),
    "a name of nobody, in an agent": { change: set("agent", "CERTCTL_HEARTBEAT"), says: /the agent does without it/ },
    "a profile's field that is none": set("server", "CERTCTL_EST_PROFILE_CORP_PASSWORD"),
    "the agent's on the server": { change: set("server", "CERTCTL_API_KEY"), says: /variable of the agent/ },
    "the server's on an agent": {
      change: set("agent", "CERTCTL_KEYGEN_MODE", "agent"),
      says: /variable of the server/,
    },
    "a slip of the hand, in an agent": {
      change: set("agent", "CERTCTL_DISCOVERY_DIR", "/etc/ssl"),
      says: /reads CERTCTL_DISCOVERY_DIR,/,
    },
  },
  silent: {
    "a good bundle": {},
    "a profile's field": set("server", "CERTCTL_SCEP_PROFILE_CORP_RA_KEY_PATH", "/a"),
    "a variable that is not certctl's": set("server", "OTEL_SERVICE_NAME"),
    "one that comes later": (bundle) => {
      bundle.container("server").image = "ghcr.io/certctl-io/certctl-server:v2.1.3";
    },
    "one that no release reads yet": set("server", "CERTCTL_OTEL_ENABLED", "true"),
    "one ConfigMap for both": (bundle) => {
      const { namespace } = bundle.workload("server").metadata;
      const metadata = { name: "both", namespace };
      bundle.add({ apiVersion: "v1", kind: "ConfigMap", metadata, data: { CERTCTL_AGENT_NAME: "a" } });
      bundle.container("server").envFrom = [{ configMapRef: { name: "both" } }];
    },
  },
});
