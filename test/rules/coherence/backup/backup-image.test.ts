/** Tools that an image has. */
import { backupImage } from "../../../../src/rules/coherence/backup/backup-image.ts";
import { describeRule } from "../../cases.ts";
import { backup } from "./cron-job.ts";

const UPLOAD = 'pg_dump > /tmp/d\naws s3 cp /tmp/d "s3://bucket/d"\n';

describeRule(backupImage, {
  reports: {
    "aws in PostgreSQL's image": {
      change: backup({ script: UPLOAD }),
      says: /calls aws,/,
      at: "/spec/jobTemplate/spec/template/spec/containers/0/image",
    },
    "mc behind a pipe": {
      change: backup({ script: "pg_dump | mc pipe store/d", image: "docker.io/library/postgres:16" }),
      says: /calls mc,/,
    },
  },
  silent: {
    "no backup": {},
    "an image with both": backup({ script: UPLOAD, image: "ghcr.io/example/postgres-aws:16" }),
    "a script that installs it": backup({ script: `apk add --no-cache aws-cli\n${UPLOAD}` }),
    "a comment": backup({ script: "# ship it by\n# aws s3 cp\npg_dump > /backups/d" }),
    "an argument of that name": backup({ script: "pg_dump --dbname=aws > /backups/aws " }),
  },
});
