/** One database for migration and servers. */
import { migrationDatabase } from "../../../../src/rules/coherence/migrations/migration-database.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const url =
  (host: string, database = "certctl") =>
  (bundle: Bundle) =>
    bundle.setVariable("migrate", "CERTCTL_DATABASE_URL", `postgres://certctl:x@${host}:5432/${database}`);
const bothTo =
  (migration: string, servers: string) =>
  (bundle: Bundle): void => {
    url(migration)(bundle);
    bundle.setVariable("server", "CERTCTL_DATABASE_URL", `postgres://certctl:x@${servers}:5432/certctl`);
  };
const external = { database: { type: "external" } };

describeRule(migrationDatabase, {
  reports: {
    "another database": {
      change: url("certctl-database", "other"),
      says: /names another database/,
      at: "/spec/template/spec/containers/0/env/5",
      severity: "error",
    },
    "another database of an external server": {
      settings: external,
      change: (bundle) => {
        bothTo("db.example.com", "db.example.com")(bundle);
        url("db.example.com", "other")(bundle);
      },
    },
    "another host": { change: url("elsewhere.example.com"), says: /another host/, severity: "warning" },
    "another PostgreSQL": {
      change: (bundle) => {
        for (const kind of ["StatefulSet", "Service"]) {
          const copy = structuredClone(bundle.object(kind, "certctl-database"));
          copy.metadata.name = "second";
          const labels = { app: "second" };
          if (kind === "Service") copy.spec.selector = labels;
          else copy.spec.template.metadata.labels = labels;
          bundle.add(copy);
        }
        url("second")(bundle);
      },
      says: /another PostgreSQL/,
      severity: "error",
    },
  },
  silent: {
    "the same URL": {},
    "the same host by a longer name": url("certctl-database.certctl.svc.cluster.local"),
    "another user": (bundle) =>
      bundle.setVariable("migrate", "CERTCTL_DATABASE_URL", "postgres://owner:x@certctl-database/certctl"),
    "names that mean one host": { settings: external, change: bothTo("db", "db.certctl.svc") },
    "two Services of one PostgreSQL": (bundle) => {
      const copy = structuredClone(bundle.object("Service", "certctl-database"));
      copy.metadata.name = "second";
      bundle.add(copy);
      url("second")(bundle);
    },
    "a URL that is not in the input": { settings: external },
    "a Secret of the migration's own": {
      settings: external,
      change: (bundle) =>
        bundle.setVariable("migrate", "CERTCTL_DATABASE_URL", { secretKeyRef: { name: "owner", key: "url" } }),
    },
    "no URL, which is another rule's": (bundle) => bundle.setVariable("migrate", "CERTCTL_DATABASE_URL", undefined),
  },
});
