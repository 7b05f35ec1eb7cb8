/** A migration of another database leaves the servers without their schema. */
import { type DatabaseAddress, databaseAddress } from "../../certctl/database-url.ts";
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { objectAt } from "../../pods/pod.ts";
import { selects } from "../../pods/selectors.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const URL = "CERTCTL_DATABASE_URL";

export const migrationDatabase: CoherenceRule = {
  name: "migration-database",
  severity: "error",
  title: "A migration and the servers use the same database.",
  setting: "database",
  *check(installation) {
    for (const migration of installation.migrations) {
      const found = installation.servers.map((server) => difference(migration, server, installation));
      const [first] = found;
      if (first !== undefined && found.every((one) => one !== undefined)) yield first;
    }
  },
};

/** Undefined where it is the same database, or where the input does not say. */
function difference(migration: Program, server: Program, installation: Installation): Problem | undefined {
  const [mine, theirs] = [databaseAddress(migration), databaseAddress(server)];
  if (mine === undefined || theirs === undefined) return undefined;
  const hosts = comparedHosts(mine, theirs, migration, server, installation);
  if (hosts === "same" || hosts === undefined) {
    const isOther = mine.database !== undefined && theirs.database !== undefined && mine.database !== theirs.database;
    return isOther
      ? problem(migration, "the migration's URL names another database than the servers'", "error")
      : undefined;
  }
  return hosts === "other"
    ? problem(migration, "the migration's URL leads to another PostgreSQL than the servers'", "error")
    : problem(
        migration,
        "the migration's URL has another host than the servers': unless both lead to one database, the servers find no schema",
        "warning",
      );
}

function problem({ pod, container, variables }: Program, message: string, severity: "error" | "warning"): Problem {
  return {
    resource: pod.resource,
    path: variables.get(URL)?.path ?? container.path,
    message,
    fix: `Give the migration the servers' ${URL}.`,
    severity,
  };
}

/** A pooler in front of the servers is another host and the same database: a migration goes past it, for its lock. */
function comparedHosts(
  mine: DatabaseAddress,
  theirs: DatabaseAddress,
  migration: Program,
  server: Program,
  { objects, databases }: Installation,
): "same" | "other" | "perhaps" | undefined {
  if (mine.host === undefined || theirs.host === undefined) return undefined;
  const a = objects.serviceAt(mine.host, migration.pod.namespace);
  const b = objects.serviceAt(theirs.host, server.pod.namespace);
  if (a !== undefined && b !== undefined) {
    if (a === b) return "same";
    const [behindA, behindB] = [a, b].map((service) =>
      databases.filter(({ pod }) => selects(objectAt(service.manifest, "spec", "selector"), pod.labels)),
    );
    if (behindA?.some((one) => behindB?.includes(one)) === true) return "same";
    return behindA?.length !== 0 && behindB?.length !== 0 ? "other" : "perhaps";
  }
  return shortest(mine.host, migration) === shortest(theirs.host, server) ? "same" : "perhaps";
}

/** `db`, `db.pki.svc` and `db.pki.svc.cluster.local` are one host for a pod in pki. */
function shortest(host: string, { pod }: Program): string {
  const name = host
    .toLowerCase()
    .replace(/\.$/, "")
    .replace(/\.svc(\..*)?$/, "");
  return name.endsWith(`.${pod.namespace}`) ? name.slice(0, -pod.namespace.length - 1) : name;
}
