/** PostgreSQL says when it is ready, by a check that can succeed. */
import { imageUser, isOfficial, runningUser } from "../../certctl/postgres.ts";
import type { Program } from "../../certctl/programs.ts";
import { execText, type Probe, probesOf } from "../../pods/probes.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const postgresProbe: CoherenceRule = {
  name: "postgres-probe",
  severity: "error",
  title: "PostgreSQL has a readiness probe, and pg_isready in a probe is told the user.",
  *check({ databases }) {
    for (const database of databases) {
      yield* missing(database);
      for (const probe of probesOf(database.container)) yield* nameless(database, probe);
    }
  },
};

function* missing({ pod, container }: Program): Iterable<Problem> {
  if (container.spec.readinessProbe !== undefined) return;
  yield {
    resource: pod.resource,
    path: container.path,
    severity: "warning",
    message:
      "PostgreSQL has no readiness probe: it counts as ready before it accepts connections, and a migration or a server that starts then exits at once (certctl asks the database once)",
    fix: "Add a readinessProbe that runs pg_isready -h 127.0.0.1 -U <user> -d <database>.",
  };
}

function* nameless(database: Program, probe: Probe): Iterable<Problem> {
  const { pod, variables } = database;
  const text = execText(probe) ?? "";
  const user = runningUser(database);
  const known = imageUser(database);
  const isKnown = user === 0 || known === undefined || user === known;
  if (!isOfficial(database) || isKnown || variables.has("PGUSER")) return;
  if (!/\bpg_isready\b/.test(text) || /(^|\s)-\w*U|--username|user=|:\/\//.test(text)) return;
  yield {
    resource: pod.resource,
    path: [...probe.path, "exec", "command"],
    message: `pg_isready is not told a user (-U), and uid ${user} has no name in this image: it answers "no attempt" for ever, and the probe never succeeds`,
    fix: "Add -U and the database's user to pg_isready.",
  };
}
