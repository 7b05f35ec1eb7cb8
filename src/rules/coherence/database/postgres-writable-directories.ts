/** With a read-only root, PostgreSQL has directories for its socket and its temporary files. */
import { isOfficial } from "../../certctl/postgres.ts";
import type { Program } from "../../certctl/programs.ts";
import { mountAt } from "../../pods/mounts.ts";
import { objectAt, wordsOf } from "../../pods/pod.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const postgresWritableDirectories: CoherenceRule = {
  name: "postgres-writable-directories",
  severity: "error",
  title: "A PostgreSQL with a read-only root filesystem can write its socket and temporary files.",
  *check({ databases }) {
    for (const database of databases.filter(isOfficial)) yield* problems(database);
  },
};

function* problems({ pod, container }: Program): Iterable<Problem> {
  if (objectAt(container.spec, "securityContext").readOnlyRootFilesystem !== true) return;
  const isWritable = (path: string): boolean => mountAt(container, path)?.readOnly === false;
  const place = { resource: pod.resource, path: container.path };
  const isElsewhere = wordsOf(container).some((word) => word.includes("unix_socket_directories"));
  // /var/run is a link to /run in both variants of the image.
  if (!isElsewhere && !isWritable("/var/run/postgresql") && !isWritable("/run/postgresql")) {
    yield {
      ...place,
      message:
        "the root filesystem is read-only and /var/run/postgresql is in no volume: PostgreSQL can't make its socket's lock file there, and exits",
      fix: "Mount an emptyDir at /var/run/postgresql.",
    };
  }
  if (!isWritable("/tmp")) {
    yield {
      ...place,
      severity: "warning",
      message:
        "the root filesystem is read-only and /tmp is in no volume: the image's entrypoint, and tools such as psql and initdb's scripts, can't make temporary files",
      fix: "Mount an emptyDir at /tmp.",
    };
  }
}
