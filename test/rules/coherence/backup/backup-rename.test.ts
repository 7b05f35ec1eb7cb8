/** Dumps that are copied under their last name. */
import { backupRename } from "../../../../src/rules/coherence/backup/backup-rename.ts";
import { describeRule } from "../../cases.ts";
import { backup } from "./cron-job.ts";

const CHART = `T="$(date -u +%s)"
DUMP="/tmp/certctl-\${T}.dump"
pg_dump > "\${DUMP}"
FINAL="/backups/certctl-\${T}.dump"
mv "\${DUMP}" "\${FINAL}"
`;

describeRule(backupRename, {
  reports: {
    "a dump that is moved to a claim": {
      change: backup({ script: CHART }),
      says: /mv from \/tmp to \/backups copies/,
      at: "/spec/jobTemplate/spec/template/spec/containers/0",
    },
    "flags, and a folder": backup({ script: "pg_dump > /tmp/d && mv -f /tmp/d /backups/" }),
    "a folder of the node": backup({
      script: "pg_dump > /tmp/d; mv '/tmp/d' /backups/d",
      volume: { hostPath: { path: "/srv" } },
    }),
  },
  silent: {
    "no backup": {},
    "a dump that is renamed": backup({ script: "pg_dump > /backups/.part\nmv /backups/.part /backups/d" }),
    "a dump that goes with the pod": backup({ script: CHART, volume: { emptyDir: {} } }),
    "a move elsewhere": backup({ script: "pg_dump > /tmp/d\nmv /tmp/d /srv/d" }),
    "a path that only the shell knows": backup({ script: "pg_dump > $A\nmv $A /backups/d" }),
    "paths that are not whole": backup({ script: "cd /backups; pg_dump > d; mv d e" }),
    "another CronJob": backup({ script: "mv /tmp/d /backups/d" }),
  },
});
