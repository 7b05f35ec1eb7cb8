/** PostgreSQL's data lies on a volume that outlives the pod. */
import { dataDirectory, dataMount } from "../../certctl/postgres.ts";
import type { Program } from "../../certctl/programs.ts";
import { isPersistent, type Mount } from "../../pods/mounts.ts";
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
  if (mount !== undefined && isPersistent(mount)) {
    if (isReadOnly(mount)) yield readOnly(database, mount);
    return;
  }
  const where = mount === undefined ? "in no volume" : "in a volume that ends with the pod";
  yield {
    resource: database.pod.resource,
    path: mount?.volume?.path ?? database.container.path,
    message: `PostgreSQL's directory (PGDATA) is ${where}: a new pod starts with an empty database, and every certificate, key and role of certctl is gone`,
    fix: "Mount a PersistentVolumeClaim above PGDATA: volumeClaimTemplates of a StatefulSet.",
  };
}

/** A claim template of the StatefulSet, whose volume Kubernetes mounts in no other way than it says. */
function isReadOnly({ volume, readOnly: isMounted }: Mount): boolean {
  const modes = volume?.modes ?? [];
  return isMounted || (modes.length > 0 && modes.every((mode) => mode === "ReadOnlyMany"));
}

function readOnly({ pod }: Program, { path, volume }: Mount): Problem {
  return {
    resource: pod.resource,
    path: volume?.path ?? path,
    message: "the volume of PostgreSQL's directory may only be read: PostgreSQL can't write, and never starts",
    fix: "Use accessModes: [ReadWriteOnce], and no readOnly in the mount.",
  };
}
