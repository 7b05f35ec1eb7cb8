/** Where the image keeps its files. */
import { workingDirectory } from "../../../../src/rules/coherence/server/working-directory.ts";
import { describeRule } from "../../cases.ts";

describeRule(workingDirectory, {
  reports: {
    "another directory of a server that migrates": {
      settings: { profile: "dev" },
      change: (bundle) => {
        bundle.container("server").workingDir = "/tmp";
      },
      says: /migrations and .*exits/,
      at: "/spec/template/spec/containers/0/workingDir",
    },
    "another directory of a migration": {
      change: (bundle) => {
        bundle.container("migrate").workingDir = "/";
      },
      severity: "error",
    },
    "another directory of a server that does not": {
      change: (bundle) => {
        bundle.container("server").workingDir = "/tmp";
      },
      severity: "warning",
    },
    "another directory of an old server, which migrates whatever it is told": {
      change: (bundle) => {
        bundle.container("server").workingDir = "/tmp";
        bundle.container("server").image = "ghcr.io/certctl-io/certctl-server:v2.1.2";
      },
      severity: "error",
    },
    "a server whose migrations are named": {
      settings: { profile: "dev" },
      change: (bundle) => {
        bundle.container("server").workingDir = "/tmp";
        bundle.setVariable("server", "CERTCTL_DATABASE_MIGRATIONS_PATH", "/app/migrations");
      },
      says: /dashboard is not served/,
      severity: "warning",
    },
  },
  silent: {
    "a good bundle": {},
    "the image's directory": (bundle) => {
      bundle.container("server").workingDir = "/app/";
    },
    "a migration whose files are named": (bundle) => {
      bundle.container("migrate").workingDir = "/tmp";
      bundle.setVariable("migrate", "CERTCTL_DATABASE_MIGRATIONS_PATH", "/app/migrations");
    },
  },
});
