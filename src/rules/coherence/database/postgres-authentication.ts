/** PostgreSQL asks for a password. */
import { isOfficial } from "../../certctl/postgres.ts";
import { textOfSetting } from "../../certctl/settings.ts";
import { wordsOf } from "../../pods/pod.ts";
import type { CoherenceRule } from "../../rule.ts";

const METHOD = "POSTGRES_HOST_AUTH_METHOD";

export const postgresAuthentication: CoherenceRule = {
  name: "postgres-authentication",
  severity: "error",
  title: "PostgreSQL asks whoever comes over the network for a password.",
  *check({ databases }) {
    for (const database of databases.filter(isOfficial)) {
      const { pod, container, variables } = database;
      // A pg_hba.conf of one's own takes the place of the one that the entrypoint writes.
      const hasOwnFile = wordsOf(container).some((word) => word.includes("hba_file"));
      if (hasOwnFile || textOfSetting(database, METHOD) !== "trust") continue;
      yield {
        resource: pod.resource,
        path: variables.get(METHOD)?.path ?? container.path,
        message: `with ${METHOD}=trust PostgreSQL asks nobody for a password: whoever reaches it is its superuser, with all of certctl's keys, certificates and roles`,
        fix: `Remove ${METHOD} and set POSTGRES_PASSWORD from a Secret; where the database has data already, change its line in pg_hba.conf too.`,
      };
    }
  },
};
