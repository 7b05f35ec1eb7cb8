/** PostgreSQL is new enough for certctl's migrations. */
import { majorVersion } from "../../certctl/postgres.ts";
import type { CoherenceRule } from "../../rule.ts";

/** UNIQUE NULLS NOT DISTINCT, in migration 000029. */
const NEEDED = 15;

export const postgresVersion: CoherenceRule = {
  name: "postgres-version",
  severity: "error",
  title: "PostgreSQL is version 15 or newer.",
  setting: "certctl.images.database",
  *check({ databases }) {
    for (const database of databases) {
      const version = majorVersion(database);
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
