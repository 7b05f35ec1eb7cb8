/** What PostgreSQL writes beside its data. */
import { postgresWritableDirectories } from "../../../../src/rules/coherence/database/postgres-writable-directories.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function without(...paths: readonly string[]): (bundle: Bundle) => void {
  return (bundle) => {
    const container = bundle.container("database");
    container.volumeMounts = container.volumeMounts.filter((one: Loose) => !paths.includes(one.mountPath));
  };
}

describeRule(postgresWritableDirectories, {
  reports: {
    "no place for the socket": { change: without("/var/run/postgresql"), says: /lock file/, severity: "error" },
    "no place for temporary files": { change: without("/tmp"), severity: "warning" },
    "a place that is read-only": (bundle) => {
      bundle.container("database").volumeMounts[1].readOnly = true;
    },
  },
  silent: {
    "a good bundle": {},
    "the socket's directory by its real name": (bundle) => {
      bundle.container("database").volumeMounts[1].mountPath = "/run/postgresql";
    },
    "a socket that is elsewhere": (bundle) => {
      without("/var/run/postgresql")(bundle);
      bundle.container("database").args = ["-c", "unix_socket_directories=/var/lib/postgresql/data"];
    },
    "a root that can be written": (bundle) => {
      without("/var/run/postgresql", "/tmp")(bundle);
      bundle.container("database").securityContext.readOnlyRootFilesystem = false;
    },
  },
});
