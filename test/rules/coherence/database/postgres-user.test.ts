/** The image's own uid. */
import { postgresUser } from "../../../../src/rules/coherence/database/postgres-user.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function asRoot(bundle: Bundle, securityContext: Loose): void {
  bundle.pod("database").securityContext = securityContext;
}

describeRule(postgresUser, {
  reports: {
    "Debian's uid with an alpine image": {
      change: (bundle) => {
        bundle.pod("database").securityContext.runAsUser = 999;
      },
      says: /uid 999.* is 70/,
      at: "/spec/template/spec/securityContext/runAsUser",
      severity: "warning",
    },
    "alpine's uid with a Debian image": {
      change: (bundle) => {
        bundle.container("database").image = "docker.io/library/postgres:16.4-bookworm";
      },
      says: /uid 70.* is 999/,
    },
    "a uid of the container": {
      change: (bundle) => {
        bundle.container("database").securityContext.runAsUser = 26;
      },
      at: "/spec/template/spec/containers/0/securityContext/runAsUser",
    },
    "no uid where root is forbidden": {
      change: (bundle) => asRoot(bundle, { runAsNonRoot: true }),
      says: /kubelet refuses/,
      severity: "error",
    },
    "root that may not become another user": { change: (bundle) => asRoot(bundle, {}), says: /SETUID/ },
  },
  silent: {
    "a good bundle": {},
    "Debian's uid with its image": (bundle) => {
      bundle.container("database").image = "postgres:16";
      bundle.pod("database").securityContext.runAsUser = 999;
    },
    "an image that nobody knows": (bundle) => {
      bundle.container("database").image = "example.com/postgres@sha256:00";
      bundle.pod("database").securityContext.runAsUser = 26;
    },
    "another image": (bundle) => {
      bundle.container("database").image = "bitnami/postgresql:16";
    },
    "root that may become another user": (bundle) => {
      asRoot(bundle, {});
      bundle.container("database").securityContext.capabilities.add = ["CHOWN", "SETUID", "SETGID"];
    },
  },
});
