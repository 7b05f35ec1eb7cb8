/** Somebody changes the role's password when the Secret changes: PostgreSQL does not. */
import type { AppliedEnvironment } from "../../../model/applied.ts";
import { dataMount, isOfficial } from "../../certctl/postgres.ts";
import { isPersistent } from "../../pods/mounts.ts";
import { dataOf } from "../../pods/objects.ts";
import { containersOf, podOf, wordsOf } from "../../pods/pod.ts";
import type { CoherenceRule } from "../../rule.ts";

const PASSWORD = "POSTGRES_PASSWORD";

export const databasePasswordTrap: CoherenceRule = {
  name: "database-password-trap",
  severity: "warning",
  title: "A changed database password reaches the role in PostgreSQL.",
  *check({ databases, environment }) {
    if (changesPasswords(environment)) return;
    for (const database of databases.filter(isOfficial)) {
      const variable = database.variables.get(PASSWORD) ?? database.variables.get(`${PASSWORD}_FILE`);
      const mount = dataMount(database);
      if (variable === undefined || mount === undefined || !isPersistent(mount)) continue;
      yield {
        resource: database.pod.resource,
        path: variable.path,
        message: `PostgreSQL reads ${PASSWORD} only when its directory is empty, and nothing here changes the role's password: after a rotation of the Secret, servers that restart are refused (28P01)`,
        fix: "Add a Job that connects with the new or else the previous password and runs ALTER ROLE, before the servers; or rotate by hand in that order.",
      };
    }
  },
};

/** A container's script, or one in a ConfigMap, with ALTER ROLE or ALTER USER. */
function changesPasswords({ resources }: AppliedEnvironment): boolean {
  return resources.some((resource) => {
    const pod = podOf(resource);
    const scripts = pod === undefined ? [] : containersOf(pod).flatMap(wordsOf);
    const files = resource.id.kind === "ConfigMap" ? [...dataOf(resource).values()] : [];
    return [...scripts, ...files].some((text) => /\bALTER\s+(ROLE|USER)\b/i.test(text));
  });
}
