/** Whom PostgreSQL lets in. */
import { postgresAuthentication } from "../../../../src/rules/coherence/database/postgres-authentication.ts";
import { describeRule } from "../../cases.ts";

const METHOD = "POSTGRES_HOST_AUTH_METHOD";

describeRule(postgresAuthentication, {
  reports: {
    trust: {
      change: (bundle) => bundle.setVariable("database", METHOD, "trust"),
      says: /^with POSTGRES_HOST_AUTH_METHOD=trust .* its superuser/,
      severity: "error",
    },
    "trust in place of a password": (bundle) => {
      bundle.setVariable("database", "POSTGRES_PASSWORD", undefined);
      bundle.setVariable("database", METHOD, "trust");
    },
    "trust by a ConfigMap": (bundle) => {
      const { namespace } = bundle.workload("database").metadata;
      const data = { [METHOD]: "trust" };
      bundle.add({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "db", namespace }, data });
      bundle.container("database").envFrom = [{ configMapRef: { name: "db" } }];
    },
  },
  silent: {
    "a password": {},
    "a method that asks": (bundle) => bundle.setVariable("database", METHOD, "scram-sha-256"),
    "a file of one's own": (bundle) => {
      bundle.setVariable("database", METHOD, "trust");
      bundle.container("database").args = ["-c", "hba_file=/etc/postgresql/pg_hba.conf"];
    },
    "an image that does not know the variable": (bundle) => {
      bundle.setVariable("database", METHOD, "trust");
      bundle.container("database").image = "bitnami/postgresql:16";
    },
  },
});
