/** PostgreSQL's directory is one that it makes itself, below a mount, not the mount. */
import { dataDirectory, dataMount, isOfficial, runningUser } from "../../certctl/postgres.ts";
import type { Program } from "../../certctl/programs.ts";
import type { Mount } from "../../pods/mounts.ts";
import { initContainersOf, objectAt, type Pod, wordsOf } from "../../pods/pod.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const postgresDataDirectory: CoherenceRule = {
  name: "postgres-data-directory",
  severity: "error",
  title: "PGDATA is a directory below the volume's mount, so that initdb owns it.",
  *check({ databases }) {
    for (const database of databases.filter(isOfficial)) yield* problems(database);
  },
};

function* problems(database: Program): Iterable<Problem> {
  const mount = dataMount(database);
  yield* unowned(database, mount);
  if (mount === undefined || mount.mountPath !== dataDirectory(database)) return;
  const { pod, variables, container } = database;
  const isRoot = runningUser(database) === 0;
  if (!isRoot && (isPrepared(pod) || isShared(mount.volume?.spec ?? {}))) return;
  // Root gives a directory of the volume to postgres; at the volume's own root it finds lost+found on many disks.
  if (isRoot && (mount.subPath !== "" || !isDisk(mount.volume?.spec ?? {}))) return;
  const made = mount.subPath === "" ? "the volume's root" : "the directory of subPath, which kubelet makes as root";
  yield {
    resource: pod.resource,
    path: variables.get("PGDATA")?.path ?? mount.path ?? container.path,
    ...(isRoot ? { severity: "warning" } : {}),
    message: isRoot
      ? "PGDATA is the volume's root: on a disk with a lost+found, initdb says that the directory is not empty, and PostgreSQL never starts"
      : `PGDATA is ${made}: initdb must own it to change its mode, does not as this user, and PostgreSQL never starts`,
    fix: `Set PGDATA to a directory below the mount, such as ${mount.mountPath}/pgdata, and fsGroup to PostgreSQL's group.`,
  };
}

/** A new disk belongs to root; fsGroup gives it to PostgreSQL's group. */
function* unowned(database: Program, mount: Mount | undefined): Iterable<Problem> {
  const { pod } = database;
  const isOwned = runningUser(database) === 0 || objectAt(pod.spec, "securityContext").fsGroup !== undefined;
  if (mount?.volume === undefined || mount.mountPath === dataDirectory(database) || isOwned || isPrepared(pod)) return;
  if (!isDisk(mount.volume.spec)) return;
  yield {
    resource: pod.resource,
    path: "securityContext" in pod.spec ? [...pod.path, "securityContext"] : pod.path,
    severity: "warning",
    message:
      "without fsGroup a new volume belongs to root: PostgreSQL, which runs as another user, can't make its directory there, and never starts, but where the storage lets everybody write",
    fix: "Set fsGroup to PostgreSQL's group: 70 in alpine images, 999 in Debian's.",
  };
}

/** An init container that gives the directory to PostgreSQL. */
function isPrepared(pod: Pod): boolean {
  return initContainersOf(pod).some((one) => /\b(chown|install)\b/.test(wordsOf(one).join(" ")));
}

/** A folder whose owner the objects don't show. */
function isShared(volume: object): boolean {
  return "hostPath" in volume || "nfs" in volume;
}

function isDisk(volume: object): boolean {
  return !("emptyDir" in volume) && !isShared(volume);
}
