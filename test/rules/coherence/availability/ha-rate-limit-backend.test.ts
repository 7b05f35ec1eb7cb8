/** One limit for all servers. */
import { haRateLimitBackend } from "../../../../src/rules/coherence/availability/ha-rate-limit-backend.ts";
import { describeRule } from "../../cases.ts";

const BACKEND = "CERTCTL_RATE_LIMIT_BACKEND";

describeRule(haRateLimitBackend, {
  reports: {
    "three servers that count in memory": {
      change: (bundle) => bundle.setVariable("server", BACKEND, "memory"),
      says: /^3 servers .* 3 times over$/,
      at: "/spec/template/spec/containers/0/env/15",
    },
    "three servers that say nothing": {
      change: (bundle) => bundle.setVariable("server", BACKEND, undefined),
      at: "/spec/template/spec/containers/0",
    },
    "a ConfigMap that says memory": (bundle) => {
      for (const map of bundle.manifests.filter((m) => m.kind === "ConfigMap" && "rate-limit-backend" in m.data)) {
        map.data["rate-limit-backend"] = "memory";
      }
    },
  },
  silent: {
    "three servers that count in the database": {},
    "one server in memory": (bundle) => {
      bundle.setVariable("server", BACKEND, "memory");
      bundle.workload("server").spec.replicas = 1;
    },
  },
});
