/** Dumps that pile up. */
import { backupRetention } from "../../../../src/rules/coherence/backup/backup-retention.ts";
import { describeRule } from "../../cases.ts";
import { backup } from "./cron-job.ts";

const DUMP = 'NOW="$(date -u +%s)"\npg_dump --format=custom > /tmp/d\nmv /tmp/d "/backups/certctl-${NOW}.dump"\n';

describeRule(backupRetention, {
  reports: {
    "dumps on a claim": {
      change: backup({ script: DUMP }),
      at: "/spec/jobTemplate/spec/template/spec/containers/0",
    },
    "dumps in a folder of the node": backup({ script: DUMP, volume: { hostPath: { path: "/srv" } } }),
    "a comment that says it": backup({ script: `${DUMP}# TODO: rm old dumps\n` }),
  },
  silent: {
    "no backup": {},
    "old dumps that are removed": backup({ script: `${DUMP}find /backups -mtime +14 -delete` }),
    "one dump that is written over": backup({ script: "pg_dump > /backups/certctl.dump" }),
    "dumps that go with the pod": backup({ script: DUMP, volume: { emptyDir: {} } }),
    "a claim that the script does not use": backup({ script: "date; pg_dump | curl -T - https://store.example.com/d" }),
    "another CronJob that removes them": (bundle) => {
      backup({ script: DUMP })(bundle);
      backup({ script: "find /backups -mtime +14 -exec rm {} +", name: "prune" })(bundle);
    },
    "another job on the claim": backup({ script: "date; ls /backups" }),
  },
});
