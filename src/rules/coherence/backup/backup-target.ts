/** A backup dumps a database that is there. */
import { type Backup, backupsOf } from "../../certctl/backups.ts";
import { databaseAddress } from "../../certctl/database-url.ts";
import type { Installation } from "../../certctl/installation.ts";
import { isOperators } from "../../certctl/postgres.ts";
import { isLoopback, isServiceName } from "../../pods/hosts.ts";
import { shown, variablesOf } from "../../pods/variables.ts";
import type { CoherenceRule } from "../../rule.ts";

export const backupTarget: CoherenceRule = {
  name: "backup-target",
  severity: "error",
  title: "A backup dumps a database that is there.",
  *check(installation) {
    for (const backup of backupsOf(installation)) {
      const { container } = backup;
      const variable = variablesOf(container, installation.objects).get("PGHOST");
      const named = hostIn(backup.script);
      const host = named ?? variable?.text ?? "";
      if (!isMissing(host, backup, installation)) continue;
      yield {
        resource: container.pod.resource,
        path: variable?.path ?? container.path,
        message: `the backup dumps ${named ?? shown(variable)}, and no such Service is there: every run fails, and there is no backup`,
        fix: "Point it at the database that the server uses, or leave it to the provider of that database.",
      };
    }
  },
};

/** `pg_dump -h HOST`, `--host=HOST`; undefined for one that the shell puts in. */
function hostIn(script: string): string | undefined {
  const host = /\bpg_dump(?:all)?\b[^|;&\n]*\s(?:-h\s*|--host[=\s])["']?([^\s"']+)/.exec(script)?.[1];
  return host?.startsWith("$") ? undefined : host;
}

/** Only a name without a dot, or below `svc`, must be a Service; one that the servers use too is theirs to report. */
function isMissing(host: string, { container }: Backup, installation: Installation): boolean {
  const { objects, environment, servers, migrations } = installation;
  if (!/^[a-z0-9.-]+$/.test(host) || !isServiceName(host) || isLoopback(host)) return false;
  if (objects.serviceAt(host, container.pod.namespace) !== undefined) return false;
  if ([...servers, ...migrations].some((program) => databaseAddress(program)?.host === host)) return false;
  // Operators of databases make Services named after their objects: a Cluster `db` has `db-rw`.
  const [name = ""] = host.split(".");
  return !environment.resources.some(({ id }) => isOperators(id.group) && name.startsWith(id.name));
}
