/** PostgreSQL is new enough for certctl's migrations. */
import { majorVersion } from "../../certctl/postgres.ts";
import type { Program } from "../../certctl/programs.ts";
import { imageName } from "../../pods/image-name.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

/** UNIQUE NULLS NOT DISTINCT, in migration 000029. */
const NEEDED = 15;

export const postgresVersion: CoherenceRule = {
  name: "postgres-version",
  severity: "error",
  title: "PostgreSQL is of a version that is said, 15 or newer.",
  setting: "certctl.images.database",
  *check({ databases }) {
    for (const database of databases) {
      const version = majorVersion(database);
      if (isMoving(database)) yield moving(database);
      if (version === undefined || version >= NEEDED) continue;
      yield {
        resource: database.pod.resource,
        path: [...database.container.path, "image"],
        message: `PostgreSQL ${version} does not know UNIQUE NULLS NOT DISTINCT, which certctl's migration 000029 uses: the migration fails, and no server starts`,
        fix: `Use PostgreSQL ${NEEDED} or newer; a database with data in it needs pg_upgrade, or a dump and a restore.`,
      };
    }
  },
};

function isMoving({ container }: Program): boolean {
  const { base, tag, digest } = imageName(container.image);
  return base === "postgres" && digest === undefined && (tag ?? "latest") === "latest";
}

function moving({ pod, container }: Program): Problem {
  return {
    resource: pod.resource,
    path: [...container.path, "image"],
    severity: "warning",
    message:
      "the image of PostgreSQL has no version: a restarted pod gets the next major release, which does not start on the data of the one before",
    fix: "Write the major version: postgres:16-alpine.",
  };
}
