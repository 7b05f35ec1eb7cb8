/** Settings that the release in use knows. */
import { certctlVersion } from "../../../../src/rules/coherence/images/certctl-version.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const SERVER = "ghcr.io/certctl-io/certctl-server";
const release = (tag: string, more?: (bundle: Bundle) => void) => (bundle: Bundle) => {
  bundle.container("server").image = `${SERVER}:${tag}`;
  more?.(bundle);
};
const plain = { profile: "dev" };
const variable = (name: string, value: string) => (bundle: Bundle) => bundle.setVariable("server", name, value);

describeRule(certctlVersion, {
  reports: {
    "servers without roles": {
      change: release("v2.0.72"),
      says: /v2.0.72 is older than v2.1.0/,
      at: "/spec/template/spec/containers/0/image",
      severity: "error",
    },
    "limits that each server counts alone": {
      change: release("v2.1.3"),
      says: /v2.1.3 does not read CERTCTL_RATE_LIMIT_BACKEND, which came with v2.1.4/,
      at: "/spec/template/spec/containers/0/env/15",
      severity: "error",
    },
    "one server's limits": {
      settings: { profile: "dev", rateLimit: { backend: "postgres" } },
      change: release("v2.1.3"),
      severity: "warning",
    },
    "a hook that the servers do not know of, and limits": { change: release("v2.1.2"), times: 2 },
    "a hook, limits and connections": { change: release("v2.1.0"), times: 3 },
    "a Job that never ends": {
      change: (bundle) => {
        bundle.container("migrate").image = `${SERVER}:v2.1.2`;
      },
      says: /ignores the flag/,
    },
    "what only comes after the newest release": {
      change: variable("CERTCTL_BLOCK_RFC1918_OUTBOUND", "true"),
      says: /no release up to v2.1.7 does: calls to private addresses are not blocked/,
      severity: "warning",
    },
    "a setting of which no more is known": {
      settings: plain,
      change: release("v2.1.3", variable("CERTCTL_WEBHOOK_SECRET", "0f9e8d7c6b5a4938")),
      says: /does not read CERTCTL_WEBHOOK_SECRET, and no release up to v2.1.7 does: it does without$/,
      severity: "warning",
    },
    "an agent's setting": {
      change: (bundle) => bundle.setVariable("agent", "CERTCTL_K8SSECRET_PREVIEW_ACK", "true"),
      says: /no release up to v2.1.7 does/,
      severity: "warning",
    },
    "a mirror's old release": (bundle) => {
      bundle.container("server").image = "r.example/certctl-server:v2.1.3";
    },
  },
  silent: {
    "the newest release": {},
    "an older one with settings that it knows": { settings: plain, change: release("v2.1.0") },
    "what an older one does anyway": {
      settings: plain,
      change: release("v2.1.0", (bundle) => {
        bundle.setVariable("server", "CERTCTL_RATE_LIMIT_BACKEND", "memory");
        bundle.setVariable("server", "CERTCTL_RATE_LIMIT_JANITOR_INTERVAL", "5m");
      }),
    },
    "a digest": release(`latest@sha256:${"0".repeat(64)}`),
    latest: release("latest"),
    "a newer release": release("v2.2.0", variable("CERTCTL_OTEL_ENABLED", "true")),
    "a setting that is off": variable("CERTCTL_OTEL_ENABLED", "false"),
    "a setting that nothing is told of, and that is off": {
      settings: plain,
      change: release("v2.1.0", variable("CERTCTL_ACME_INSECURE_ACK", "false")),
    },
    "an empty setting": variable("CERTCTL_WEBHOOK_URL", ""),
    "a tag of somebody else's image": (bundle) => {
      bundle.container("server").image = "r.example/pki:v1.0.0";
    },
  },
});
