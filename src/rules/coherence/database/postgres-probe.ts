/** PostgreSQL says when it is ready, by a check that can succeed. */

import { textOf } from "../../../model/json.ts";
import { pgIsReady } from "../../certctl/pg-isready.ts";
import { imageUser, isOfficial, runningUser } from "../../certctl/postgres.ts";
import type { Program } from "../../certctl/programs.ts";
import { objectAt } from "../../pods/pod.ts";
import { execText, type Probe, patienceSeconds, probeOf, probesOf } from "../../pods/probes.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const postgresProbe: CoherenceRule = {
  name: "postgres-probe",
  severity: "error",
  title: "PostgreSQL has a readiness probe and time to start, and pg_isready in a probe understands its words.",
  *check({ databases }) {
    for (const database of databases) {
      yield* missing(database);
      for (const probe of probesOf(database.container)) {
        yield* nameless(database, probe);
        yield* refused(database, probe);
      }
      yield* impatient(database);
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

/** What pg_isready does not understand ends in an error, as if the database were away. */
function* refused({ pod }: Program, { path, spec }: Probe): Iterable<Problem> {
  const { command } = objectAt(spec, "exec");
  const read = Array.isArray(command) ? pgIsReady(command.map((word) => textOf(word))) : undefined;
  const host = read?.options.get("host") ?? "";
  const isOwn = /^(|\/.*|.*\$.*|localhost|::1|127(\.\d+){3})$/.test(host);
  const fault = read?.fault ?? (isOwn ? undefined : `asks ${host}, which is not this container`);
  if (fault === undefined) return;
  yield {
    resource: pod.resource,
    path: [...path, "exec", "command"],
    message: `pg_isready ${fault}: the probe never succeeds`,
    fix: "Run pg_isready -h 127.0.0.1 -U <user> -d <database>.",
  };
}

/** After a crash PostgreSQL reads its log again before it answers, which takes minutes on a slow disk. */
const ENOUGH_SECONDS = 120;

function* impatient({ pod, container }: Program): Iterable<Problem> {
  const probe = probeOf(container, "startupProbe") ?? probeOf(container, "livenessProbe");
  const seconds = probe === undefined ? undefined : patienceSeconds(probe);
  if (probe === undefined || seconds === undefined || seconds > ENOUGH_SECONDS) return;
  yield {
    resource: pod.resource,
    path: probe.path,
    severity: "info",
    message: `kubelet kills a PostgreSQL that does not answer ${seconds} seconds after its start: one that recovers from a crash for longer is killed there, and begins again`,
    fix: "Add a startupProbe that allows an hour, such as periodSeconds 2 and failureThreshold 1800.",
  };
}
