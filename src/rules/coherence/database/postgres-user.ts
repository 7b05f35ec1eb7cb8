/** PostgreSQL runs as the user that its image knows, so that it can own its directory. */
import { imageUser, isOfficial, runningUser } from "../../certctl/postgres.ts";
import type { Program } from "../../certctl/programs.ts";
import { objectAt } from "../../pods/pod.ts";
import { securityField } from "../../pods/user.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const postgresUser: CoherenceRule = {
  name: "postgres-user",
  severity: "error",
  title: "PostgreSQL's uid is the one of its image: 70 in alpine variants, 999 in Debian's.",
  setting: "certctl.images.database",
  *check({ databases }) {
    for (const database of databases.filter(isOfficial)) yield* problems(database);
  },
};

function* problems(database: Program): Iterable<Problem> {
  const { pod, container } = database;
  const user = runningUser(database);
  const known = imageUser(database);
  const isOwn = "runAsUser" in objectAt(container.spec, "securityContext");
  const place = isOwn ? container.path : pod.path;
  const use = `Set runAsUser, runAsGroup and fsGroup of the pod to ${known ?? "the image's uid of postgres (70 alpine, 999 Debian)"}.`;
  if (user === 0) {
    const message = asRoot(database);
    if (message !== undefined) yield { resource: pod.resource, path: container.path, message, fix: use };
  } else if (known !== undefined && user !== known) {
    yield {
      resource: pod.resource,
      path: [...place, "securityContext", "runAsUser"],
      severity: "warning",
      message: `PostgreSQL runs as uid ${user}, which this image does not know (its user postgres is ${known}): a directory that the image or an earlier pod made is not its own, and programs in it that ask for their user's name fail`,
      fix: use,
    };
  }
}

/** The entrypoint starts as root, gives the directory to postgres and becomes it; it needs to be allowed to. */
function asRoot({ container }: Program): string | undefined {
  const own = objectAt(container.spec, "securityContext");
  if (securityField(container, "runAsNonRoot") === true) {
    return "runAsNonRoot is true without a runAsUser, and the image starts as root: kubelet refuses to start PostgreSQL";
  }
  const capabilities = objectAt(own, "capabilities");
  if (has(capabilities.drop, "ALL") && !has(capabilities.add, "SETUID") && !has(capabilities.add, "ALL")) {
    return "PostgreSQL's entrypoint starts as root and must become the user postgres, but all capabilities are dropped (SETUID too), so it exits";
  }
  return undefined;
}

function has(list: unknown, name: string): boolean {
  return Array.isArray(list) && list.some((one) => typeof one === "string" && one.replace(/^CAP_/, "") === name);
}
