/** The token by which agents are registered. */
import { bootstrapToken } from "../../../../src/rules/coherence/access/bootstrap-token.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const TOKEN = "CERTCTL_AGENT_BOOTSTRAP_TOKEN";
const DENY = "CERTCTL_AGENT_BOOTSTRAP_TOKEN_DENY_EMPTY";
const without = (bundle: Bundle) => bundle.setVariable("server", TOKEN, undefined);
const release = (bundle: Bundle, tag: string) => {
  bundle.container("server").image = `ghcr.io/certctl-io/certctl-server:${tag}`;
};

describeRule(bootstrapToken, {
  reports: {
    "a release that starts without": {
      change: without,
      says: /releases after v2\.1\.7 refuse to start/,
      severity: "warning",
      at: "/spec/template/spec/containers/0",
    },
    "a release that does not": {
      change: (bundle) => {
        without(bundle);
        release(bundle, "v2.2.0");
      },
      says: /refuses to start/,
      severity: "error",
    },
    "a server that is told to refuse": {
      change: (bundle) => {
        without(bundle);
        bundle.setVariable("server", DENY, "true");
      },
      says: /refuses to start/,
      severity: "error",
    },
    "a newer server that is told not to": {
      change: (bundle) => {
        without(bundle);
        bundle.setVariable("server", DENY, "false");
        release(bundle, "v2.2.0");
      },
      says: /registers any number of them$/,
      severity: "warning",
    },
    "an empty token": (bundle) => bundle.setVariable("server", TOKEN, ""),
  },
  silent: {
    "a token in a Secret": {},
    "demo mode": (bundle) => {
      without(bundle);
      bundle.setVariable("server", "CERTCTL_DEMO_MODE_ACK", "true");
    },
    "a server without authentication": (bundle) => {
      without(bundle);
      bundle.setVariable("server", "CERTCTL_AUTH_TYPE", "none");
    },
    "a Secret of all variables that is not in the input": (bundle) => {
      without(bundle);
      bundle.container("server").envFrom = [{ secretRef: { name: "all-of-them" } }];
    },
  },
});
