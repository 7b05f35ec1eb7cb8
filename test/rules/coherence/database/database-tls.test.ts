/** sslmode fits the database. */
import { databaseTls } from "../../../../src/rules/coherence/database/database-tls.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const URL = "CERTCTL_DATABASE_URL";

function url(text: string): (bundle: Bundle) => void {
  return (bundle) => {
    for (const part of ["server", "migrate"] as const) bundle.setVariable(part, URL, text);
  };
}

const OUTSIDE = "postgres://u:p@db.example.com:5432/c";

function bundled(query: string): (bundle: Bundle) => void {
  return (bundle) => url(`postgres://u:p@${bundle.workload("database").spec.serviceName}:5432/c${query}`)(bundle);
}

describeRule(databaseTls, {
  reports: {
    "an authority that is not there, and a URL that nobody knows": {
      settings: { profile: "ha", database: { type: "external", caSecretName: "ca", secretName: "url" } },
      change: (bundle) => bundle.setVariable("server", "PGSSLROOTCERT", "/elsewhere/ca.crt"),
      says: /PGSSLROOTCERT/,
    },
    "a mode that lib/pq does not have": { change: url(`${OUTSIDE}?sslmode=prefer`), says: /prefer/, times: 2 },
    "no TLS to a host outside": {
      change: url(`${OUTSIDE}?sslmode=disable`),
      says: /plain text/,
      severity: "warning",
      times: 2,
    },
    "TLS to a PostgreSQL without a certificate": {
      change: bundled("?sslmode=require"),
      says: /no certificate/,
      times: 2,
    },
    "the default, which is TLS": { change: bundled(""), says: /missing, which means require/, times: 2 },
    "a mode from PGSSLMODE": {
      change: (bundle) => {
        bundled("")(bundle);
        bundle.setVariable("server", "PGSSLMODE", "allow");
        bundle.setVariable("migrate", "PGSSLMODE", "disable");
      },
      says: /allow/,
    },
    "an authority that nobody named": {
      change: url(`${OUTSIDE}?sslmode=verify-full`),
      says: /without sslrootcert/,
      severity: "warning",
      times: 2,
    },
    "an authority that is not mounted": {
      change: url(`${OUTSIDE}?sslmode=verify-ca&sslrootcert=/etc/db/ca.crt`),
      says: /in no mount/,
      times: 2,
    },
  },
  silent: {
    "a good bundle": {},
    "a good bundle with an external database and its authority": {
      settings: { profile: "ha", database: { type: "external", caSecretName: "ca" } },
    },
    "TLS without a check to a host outside": url(`${OUTSIDE}?sslmode=require`),
    "no TLS to a Service in the cluster": url("postgres://u:p@db.other.svc/c?sslmode=disable"),
    "no TLS to a Service and namespace": url("postgres://u:p@db.other/c?sslmode=disable"),
    "TLS to a PostgreSQL with a certificate": (bundle) => {
      bundled("?sslmode=require")(bundle);
      bundle.container("database").args = ["-c", "ssl=on", "-c", "ssl_cert_file=/tls/tls.crt"];
    },
    "TLS to a PostgreSQL with a mounted configuration": (bundle) => {
      bundled("?sslmode=require")(bundle);
      bundle.pod("database").volumes.push({ name: "conf", configMap: { name: "conf" } });
      bundle.container("database").volumeMounts.push({ name: "conf", mountPath: "/etc/postgresql" });
    },
    "an authority that is mounted": (bundle) => {
      url(`${OUTSIDE}?sslmode=verify-full&sslrootcert=/db/ca.crt`)(bundle);
      for (const part of ["server", "migrate"] as const) {
        bundle.pod(part).volumes.push({ name: "db-ca", configMap: { name: "db-ca" } });
        bundle.container(part).volumeMounts.push({ name: "db-ca", mountPath: "/db" });
      }
    },
  },
});
