/** Whose API key agents show. */
import { agentOwnKey } from "../../../../src/rules/coherence/access/agent-own-key.ts";
import { type Bundle, secret } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const SHARED = { secretKeyRef: { name: "certctl-server", key: "auth-secret" } };
const NAMED = "CERTCTL_API_KEYS_NAMED";

/** Agents in the server's namespace. */
const settings = { profile: "single-node", agents: { kind: "statefulset" } };
const sharing = (bundle: Bundle) => bundle.setVariable("agent", "CERTCTL_API_KEY", SHARED);
const texts = (agent: string, server: Readonly<Record<string, string>>) => (bundle: Bundle) =>
  bundle.add(
    secret("certctl", "certctl-agent", { "api-key": agent, "enroll-key": "e" }),
    secret("certctl", "certctl-server", server),
  );

describeRule(agentOwnKey, {
  reports: {
    "the server's own key": {
      settings,
      change: (bundle) => {
        sharing(bundle);
        bundle.setVariable("server", NAMED, undefined);
      },
      says: /403/,
      severity: "error",
      at: "/spec/template/spec/containers/0/env/3",
    },
    "the server's own key, beside named keys that nobody sees": {
      settings,
      change: sharing,
      says: /401/,
      severity: "warning",
    },
    "the server's own key, beside other named keys": {
      settings,
      change: (bundle) => {
        sharing(bundle);
        bundle.add(secret("certctl", "certctl-server", { "auth-secret": "1a", "api-keys-named": "root:2b:admin" }));
      },
      says: /401/,
      severity: "error",
    },
    "one of several old and new keys": {
      settings,
      change: (bundle) => {
        texts("2b", { "auth-secret": "1a,2b" })(bundle);
        bundle.setVariable("server", NAMED, undefined);
      },
      says: /403/,
    },
    "the server's own key, with a release without roles": {
      settings,
      change: (bundle) => {
        sharing(bundle);
        bundle.setVariable("server", NAMED, undefined);
        bundle.container("server").image = "ghcr.io/certctl-io/certctl-server:v2.0.72";
      },
      says: /share the key/,
      severity: "warning",
    },
    "an administrator's key": {
      settings,
      change: texts("1a", { "auth-secret": "x", "api-keys-named": "root:1a:admin" }),
      says: /administrator's API key/,
      severity: "warning",
    },
  },
  silent: {
    "a Secret of the agents' own": { settings },
    "a key of the agents' own": {
      settings,
      change: texts("2b", { "auth-secret": "x", "api-keys-named": "root:1a:admin,agent:2b" }),
    },
    "a named key that is the ignored one, too": {
      settings,
      change: texts("2b", { "auth-secret": "2b", "api-keys-named": "root:1a:admin,agent:2b" }),
    },
    "a Secret of the same name in another namespace": (bundle) => sharing(bundle),
  },
});
