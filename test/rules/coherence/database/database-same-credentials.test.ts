/** One user, password and database on both sides. */
import { databaseSameCredentials } from "../../../../src/rules/coherence/database/database-same-credentials.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const URL = "CERTCTL_DATABASE_URL";
const PASSWORD = "POSTGRES_PASSWORD";

function url(text: (host: string) => string): (bundle: Bundle) => void {
  return (bundle) => {
    for (const part of ["server", "migrate"] as const) {
      bundle.setVariable(part, URL, text(bundle.workload("database").spec.serviceName));
    }
  };
}

function key(name: string, key: string): Loose {
  return { secretKeyRef: { name, key } };
}

function secret(bundle: Bundle, name: string, stringData: Loose): void {
  const { namespace } = bundle.workload("server").metadata;
  bundle.add({ apiVersion: "v1", kind: "Secret", metadata: { name, namespace }, stringData });
}

describeRule(databaseSameCredentials, {
  reports: {
    "another user": {
      change: url((host) => `postgres://other:$(${PASSWORD})@${host}/c?sslmode=disable`),
      says: /user|database/,
      times: 4,
    },
    "another database": {
      change: (bundle) => bundle.setVariable("database", "POSTGRES_DB", "other"),
      says: /database is not the one/,
      times: 2,
    },
    "no database in the URL, which is then the user's name": {
      change: (bundle) => {
        bundle.setVariable("database", "POSTGRES_USER", "u");
        url((host) => `postgres://u:$(${PASSWORD})@${host}?sslmode=disable`)(bundle);
        bundle.setVariable("database", "POSTGRES_DB", "v");
      },
      times: 2,
      says: /database is not the one/,
    },
    "another key, whose value nobody knows": {
      change: (bundle) => bundle.setVariable("server", PASSWORD, key("elsewhere", "pw")),
      says: /different keys/,
      severity: "warning",
    },
    "another password": {
      change: (bundle) => {
        secret(bundle, "a", { pw: "0a" });
        secret(bundle, "b", { pw: "0b" });
        bundle.setVariable("server", PASSWORD, key("a", "pw"));
        bundle.setVariable("migrate", PASSWORD, key("b", "pw"));
        bundle.setVariable("database", PASSWORD, key("b", "pw"));
      },
      says: /is not PostgreSQL's/,
    },
    "another password in a whole URL": {
      change: (bundle) => {
        secret(bundle, "b", { pw: "0b" });
        bundle.setVariable("migrate", PASSWORD, key("b", "pw"));
        bundle.setVariable("database", PASSWORD, key("b", "pw"));
        const { value } = bundle.container("server").env.find((one: Loose) => one.name === URL);
        bundle.setVariable("server", URL, value.replace(`$(${PASSWORD})`, "0c"));
      },
      says: /is not PostgreSQL's/,
    },
  },
  silent: {
    "a good bundle": {},
    "an external database": { settings: { profile: "ha", database: { type: "external" } } },
    "two keys of one value": (bundle) => {
      secret(bundle, "a", { pw: "0a" });
      secret(bundle, "b", { pw: "0a" });
      bundle.setVariable("server", PASSWORD, key("a", "pw"));
      bundle.setVariable("migrate", PASSWORD, key("b", "pw"));
      bundle.setVariable("database", PASSWORD, key("b", "pw"));
    },
    "the same password, escaped": (bundle) => {
      secret(bundle, "b", { pw: "a/b" });
      bundle.setVariable("database", PASSWORD, key("b", "pw"));
      bundle.setVariable("migrate", PASSWORD, key("b", "pw"));
      for (const part of ["server", "migrate"] as const) {
        const { value } = bundle.container(part).env.find((one: Loose) => one.name === URL);
        bundle.setVariable(part, URL, value.replace(`$(${PASSWORD})`, "a%2Fb"));
      }
    },
    "a user from a file": (bundle) => {
      bundle.setVariable("database", "POSTGRES_USER", undefined);
      bundle.setVariable("database", "POSTGRES_USER_FILE", "/run/secrets/user");
    },
    "scripts that make other roles": (bundle) => {
      bundle.setVariable("database", "POSTGRES_DB", "other");
      bundle.pod("database").volumes.push({ name: "init", configMap: { name: "init" } });
      bundle.container("database").volumeMounts.push({ name: "init", mountPath: "/docker-entrypoint-initdb.d" });
    },
  },
});
