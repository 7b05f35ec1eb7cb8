/** The database is there before the migration, and the migration is done before the servers that leave it to it. */
import type { Resource } from "../../../model/applied.ts";
import { helmHooks } from "../../../order/helm-hooks.ts";
import { Sequence } from "../../../order/sequence.ts";
import type { Installation } from "../../certctl/installation.ts";
import { installationsOf } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { leavesMigrations } from "../../certctl/settings.ts";
import { databaseParts } from "../../needs/certctl-needs.ts";
import { containersOf } from "../../pods/pod.ts";
import type { OrderRule, Problem } from "../../rule.ts";

export const migrationOrder: OrderRule = {
  name: "migration-order",
  severity: "error",
  title: "The database is ready before the migration starts, and the migration is done before the server starts.",
  *check(environment) {
    const sequence = new Sequence(environment);
    for (const installation of installationsOf(environment)) yield* problems(installation, sequence);
  },
};

function* problems(installation: Installation, sequence: Sequence): Iterable<Problem> {
  const servers = installation.servers.filter(leavesMigrations).map(({ pod }) => pod.resource);
  for (const migration of installation.migrations) {
    const { resource } = migration.pod;
    // An init container that migrates is ordered by its pod; what a first install leaves out is another rule's.
    if (resource.id.kind !== "Job" || sequence.momentOf(resource) === undefined) continue;
    const found =
      servers.map((server) => againstServer(resource, server, sequence)).find((one) => one !== undefined) ??
      againstDatabase(migration, databaseParts(installation), sequence);
    if (found !== undefined) yield found;
  }
}

const FIX =
  "Put the database, the migration and the server in this order, each awaited: Argo CD waves with the Job as a Sync hook, Kustomizations with wait and dependsOn, or a pre-install,pre-upgrade hook of the server's release with the database in a release that it depends on.";

function againstServer(migration: Resource, server: Resource, sequence: Sequence): Problem | undefined {
  // A dependency that does not wait is told where it is written.
  if (!sequence.areRelated(migration, server) || sequence.order(migration, server) !== undefined) return undefined;
  const place = { resource: migration, path: sequence.momentOf(migration)?.path ?? [], fix: FIX };
  const behind = sequence.order(server, migration);
  if (behind !== undefined) return { ...place, ...afterServer(migration, behind) };
  const isOne = sequence.deliveryOf(migration) === sequence.deliveryOf(server);
  const message = isOne
    ? "the migration and the server start together, though the server leaves the migration to it (CERTCTL_MIGRATIONS_VIA_HOOK=true): a new server runs on the old schema, and on an empty one it ends until it is migrated"
    : "nothing awaits the migration before the server, which leaves it to it (CERTCTL_MIGRATIONS_VIA_HOOK=true), starts: a new server runs on the old schema";
  // Waves of Applications among each other count where Argo CD is told how healthy an Application is.
  const isArgocd = !isOne && sequence.deliveryOf(server)?.engine === "argocd";
  return { ...place, message, ...(isArgocd ? { severity: "warning" } : {}) };
}

function afterServer(
  migration: Resource,
  behind: "awaited" | "applied",
): Pick<Problem, "message"> & Partial<Pick<Problem, "severity">> {
  if (behind === "awaited") {
    return {
      message:
        "the migration runs only when the server is ready, and the server, which leaves it to it (CERTCTL_MIGRATIONS_VIA_HOOK=true), never gets ready on an empty database: the first install hangs until it times out",
    };
  }
  const empty = "on an empty database the server ends again and again until it is migrated";
  const isFirstOnly = helmHooks(migration).includes("pre-upgrade");
  if (isFirstOnly)
    return { severity: "warning", message: `the migration runs behind the first install's server: ${empty}` };
  return {
    message: `the migration runs behind the server, which leaves it to it (CERTCTL_MIGRATIONS_VIA_HOOK=true): a new server runs on the old schema, and ${empty}`,
  };
}

/** certctl pings the database once and ends with 1: a Job has no more tries than its backoffLimit. */
function againstDatabase({ pod }: Program, parts: readonly Resource[], sequence: Sequence): Problem | undefined {
  const { resource } = pod;
  if (containersOf(pod).some(({ runs }) => runs === "before")) return undefined;
  const isLoose = parts.some((part) => {
    const isOne = sequence.deliveryOf(part) === sequence.deliveryOf(resource);
    if (!sequence.areRelated(part, resource) || (!isOne && sequence.deliveryOf(part)?.engine === "argocd"))
      return false;
    return sequence.order(part, resource) === undefined && sequence.order(resource, part) === undefined;
  });
  if (!isLoose) return undefined;
  return {
    resource,
    path: sequence.momentOf(resource)?.path ?? [],
    severity: "warning",
    message:
      "nothing awaits the database before the migration starts: certctl tries it once and ends, so the migration fails where the database takes longer than the Job's retries",
    fix: FIX,
  };
}
