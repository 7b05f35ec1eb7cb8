/** Variables that somebody reads. */
import { variableKnown } from "../../../../src/rules/coherence/server/variable-known.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function set(part: "server" | "agent" | "migrate", name: string, value = "1"): (bundle: Bundle) => void {
  return (bundle) => bundle.setVariable(part, name, value);
}

function image(bundle: Bundle, tag: string): void {
  bundle.container("server").image = `ghcr.io/certctl-io/certctl-server:${tag}`;
}

describeRule(variableKnown, {
  reports: {
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
    "one that comes later": {
      change: (bundle) => image(bundle, "v2.1.3"),
      says: /CERTCTL_RATE_LIMIT_BACKEND from v2.1.4 on; this is v2.1.3/,
    },
    "one that no release reads": {
      change: set("server", "CERTCTL_OTEL_ENABLED", "true"),
      says: /no certctl up to v2.1.7 reads/,
    },
  },
  silent: {
    "a good bundle": {},
    "a profile's field": set("server", "CERTCTL_SCEP_PROFILE_CORP_RA_KEY_PATH", "/a"),
    "a variable that is not certctl's": set("server", "OTEL_SERVICE_NAME"),
    "one that the next release reads": (bundle) => {
      set("server", "CERTCTL_OTEL_ENABLED", "true")(bundle);
      image(bundle, "v2.2.0");
    },
    "one that the release of nobody may read": (bundle) => {
      set("server", "CERTCTL_OTEL_ENABLED", "true")(bundle);
      image(bundle, "main");
    },
    "one ConfigMap for both": (bundle) => {
      const { namespace } = bundle.workload("server").metadata;
      const metadata = { name: "both", namespace };
      bundle.add({ apiVersion: "v1", kind: "ConfigMap", metadata, data: { CERTCTL_AGENT_NAME: "a" } });
      bundle.container("server").envFrom = [{ configMapRef: { name: "both" } }];
    },
  },
});
