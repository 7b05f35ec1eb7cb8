/** What a backup dumps. */
import { backupTarget } from "../../../../src/rules/coherence/backup/backup-target.ts";
import { describeRule } from "../../cases.ts";
import { backup } from "./cron-job.ts";

const script = "pg_dump > /backups/certctl.dump";
const EXTERNAL = { profile: "ha", database: { type: "external" } };

describeRule(backupTarget, {
  reports: {
    "a database that an external one has replaced": {
      settings: EXTERNAL,
      change: backup({ script }),
      says: /and no such Service is there/,
      at: "/spec/jobTemplate/spec/template/spec/containers/0/env/0",
    },
    "a host in the command": {
      change: backup({ script: "pg_dump -Fc -h other.certctl.svc certctl | gzip > /backups/d" }),
      says: /dumps other\./,
    },
  },
  silent: {
    "no backup": {},
    "the database": backup({ script }),
    "the database by its whole name": backup({ script: 'pg_dump --host="certctl-database.certctl.svc" > /backups/d' }),
    "a host that the shell puts in": backup({ script: "pg_dump -h $PGHOST > /backups/d" }),
    "a database outside": { settings: EXTERNAL, change: backup({ script, host: "db.example.com" }) },
    "a host that the server uses too": (bundle) => {
      backup({ script, host: "elsewhere" })(bundle);
      bundle.setVariable("server", "CERTCTL_DATABASE_URL", "postgres://u:p@elsewhere:5432/c");
    },
    "a Service that an operator makes": (bundle) => {
      backup({ script, host: "db-rw" })(bundle);
      bundle.add({
        apiVersion: "postgresql.cnpg.io/v1",
        kind: "Cluster",
        metadata: { name: "db", namespace: "certctl" },
      });
    },
  },
});
