/** A backup's image has the tools that its script calls. */
import { backupsOf } from "../../certctl/backups.ts";
import { isDockerHubs } from "../../certctl/postgres.ts";
import type { CoherenceRule } from "../../rule.ts";

/** Clients of object stores, where a command stands; none of them is in the images of PostgreSQL. */
const CLIENT =
  /(?:^|[\n;&|({]|\b(?:then|do|else|time|exec)\s|-c\s)\s*(aws|mc|s3cmd|s5cmd|rclone|restic|gsutil|gcloud|az|azcopy)\s/;
const INSTALLS = /\b(apk|apt-get|apt|pip3?|curl|wget|dnf|yum)\s/;

export const backupImage: CoherenceRule = {
  name: "backup-image",
  severity: "error",
  title: "A backup's image has the tools that its script calls.",
  *check(installation) {
    for (const { container, script } of backupsOf(installation)) {
      const client = CLIENT.exec(script)?.[1];
      if (!isDockerHubs(container.image) || client === undefined || INSTALLS.test(script)) continue;
      yield {
        resource: container.pod.resource,
        path: [...container.path, "image"],
        message: `the script calls ${client}, which the image postgres does not have: every run fails after the dump, and nothing leaves the cluster`,
        fix: `Use an image with both pg_dump and ${client}, or dump in an init container and upload in another.`,
      };
    }
  },
};
