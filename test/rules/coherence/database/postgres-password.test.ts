/** A password for PostgreSQL. */
import { postgresPassword } from "../../../../src/rules/coherence/database/postgres-password.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const password = (value: string | undefined) => (bundle: Bundle) =>
  bundle.setVariable("database", "POSTGRES_PASSWORD", value);
const url = (value: string) => (bundle: Bundle) => bundle.setVariable("server", "CERTCTL_DATABASE_URL", value);

describeRule(postgresPassword, {
  reports: {
    "no password": { change: password(undefined), says: /refuses to make/ },
    "an empty one": password(""),
    "a URL without one": {
      change: url("postgres://certctl@certctl-database:5432/certctl"),
      says: /URL has no password/,
      at: "/spec/template/spec/containers/0/env/6",
    },
    "a URL with an empty one": url("postgres://certctl:@certctl-database:5432/certctl"),
  },
  silent: {
    "a file": (bundle) => {
      password(undefined)(bundle);
      bundle.setVariable("database", "POSTGRES_PASSWORD_FILE", "/run/password");
    },
    "a database that trusts everybody": (bundle) => {
      password(undefined)(bundle);
      bundle.setVariable("database", "POSTGRES_HOST_AUTH_METHOD", "trust");
    },
    "variables that are not in the input": (bundle) => {
      password(undefined)(bundle);
      bundle.container("database").envFrom = [{ secretRef: { name: "elsewhere" } }];
    },
    "a password beside the URL": (bundle) => {
      url("postgres://certctl@certctl-database:5432/certctl")(bundle);
      bundle.setVariable("server", "PGPASSWORD", { secretKeyRef: { name: "a", key: "b" } });
    },
    "a database elsewhere": {
      settings: { profile: "ha", database: { type: "external" } },
      change: url("postgres://certctl@db.example.com/certctl"),
    },
  },
});
