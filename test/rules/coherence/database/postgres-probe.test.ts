/** Ready when it is. */
import { postgresProbe } from "../../../../src/rules/coherence/database/postgres-probe.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function asks(uid: number, ...command: readonly string[]): (bundle: Bundle) => void {
  return (bundle) => {
    bundle.pod("database").securityContext.runAsUser = uid;
    bundle.container("database").readinessProbe.exec = { command };
  };
}

describeRule(postgresProbe, {
  reports: {
    "words that pg_isready does not take": {
      change: (bundle) => {
        bundle.container("database").readinessProbe = { exec: { command: ["pg_isready", "-U", "certctl", "now"] } };
      },
      says: /takes no words/,
    },
    "an option that pg_isready lacks": {
      change: (bundle) => {
        bundle.container("database").readinessProbe = { exec: { command: ["pg_isready", "-Z", "-U", "certctl"] } };
      },
      says: /no option -Z/,
    },
    "an option without its value": {
      change: (bundle) => {
        bundle.container("database").readinessProbe = { exec: { command: ["pg_isready", "--username=certctl", "-h"] } };
      },
      says: /wants a value after -h/,
    },
    "another host": {
      change: (bundle) => {
        bundle.container("database").readinessProbe = { exec: { command: ["pg_isready", "-q", "-Ucertctl", "-hdb"] } };
      },
      says: /not this container/,
    },
    "too little time to start": {
      change: (bundle) => {
        delete bundle.container("database").startupProbe.failureThreshold;
      },
      says: /6 seconds/,
      severity: "info",
    },
    "no readiness probe": {
      change: (bundle) => {
        delete bundle.container("database").readinessProbe;
      },
      severity: "warning",
      at: "/spec/template/spec/containers/0",
    },
    "pg_isready as a uid without a name": {
      change: asks(999, "pg_isready", "-h", "127.0.0.1"),
      says: /uid 999 has no name/,
      at: "/spec/template/spec/containers/0/readinessProbe/exec/command",
      severity: "error",
    },
    "the same in a shell": asks(26, "/bin/sh", "-c", "exec pg_isready -d c -h localhost"),
  },
  silent: {
    "a good bundle": {},
    "pg_isready as the image's user": asks(70, "pg_isready"),
    "a named user": asks(999, "/bin/sh", "-c", "pg_isready -U c -d c"),
    "a user with a long name": asks(999, "pg_isready", "--username=c"),
    "a user in the environment": (bundle) => {
      asks(999, "pg_isready")(bundle);
      bundle.setVariable("database", "PGUSER", "c");
    },
    "an image whose uid nobody knows": (bundle) => {
      asks(999, "pg_isready")(bundle);
      bundle.container("database").image = "postgres:mine";
    },
  },
});
