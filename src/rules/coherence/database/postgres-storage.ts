/** PostgreSQL's data lies on a volume that outlives the pod. */
import { dataDirectory, dataMount } from "../../certctl/postgres.ts";
import type { Program } from "../../certctl/programs.ts";
import { isPersistent } from "../../pods/mounts.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const postgresStorage: CoherenceRule = {
  name: "postgres-storage",
  severity: "error",
  title: "PostgreSQL's data is on a persistent volume.",
  *check({ databases }) {
    for (const database of databases) yield* problems(database);
  },
};

function* problems(database: Program): Iterable<Problem> {
  if (dataDirectory(database) === undefined) return;
  const mount = dataMount(database);
  if (mount !== undefined && isPersistent(mount)) return;
  const where = mount === undefined ? "in no volume" : "in a volume that ends with the pod";
  yield {
    resource: database.pod.resource,
    path: mount?.volume?.path ?? database.container.path,
    message: `PostgreSQL's directory (PGDATA) is ${where}: a new pod starts with an empty database, and every certificate, key and role of certctl is gone`,
    fix: "Mount a PersistentVolumeClaim above PGDATA: volumeClaimTemplates of a StatefulSet.",
  };
}
