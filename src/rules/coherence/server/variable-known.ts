/** Every variable of certctl is one that the program reads, in some release: certctl-version says in which. */
import { AGENT_VARIABLES, NEWEST_RELEASE, SERVER_VARIABLES, serverKind } from "../../../certctl/variables.ts";
import { WITHOUT_EFFECT } from "../../../certctl/without-effect.ts";
import { nearName } from "../../../model/near-name.ts";
import type { Program } from "../../certctl/programs.ts";
import type { Variable } from "../../pods/variables.ts";
import type { CoherenceRule, Fault } from "../../rule.ts";

const PREFIX = "CERTCTL_";

export const variableKnown: CoherenceRule = {
  name: "variable-known",
  severity: "warning",
  title: "Each CERTCTL_ variable is one that the program reads.",
  setting: "server.env",
  *check({ servers, migrations, agents }) {
    for (const program of [...servers, ...migrations, ...agents]) {
      for (const variable of program.variables.values()) {
        const meant = nearLibpq(program, variable.name);
        if (meant !== undefined) {
          const message = `certctl's driver lib/pq reads no ${variable.name}, so the database is called without it`;
          yield {
            resource: program.pod.resource,
            path: variable.path,
            message,
            fix: `Write ${meant}, if that was meant.`,
          };
        }
        if (!variable.name.startsWith(PREFIX) || WITHOUT_EFFECT.has(variable.name)) continue;
        const said = problem(program, variable);
        if (said !== undefined) yield { resource: program.pod.resource, path: variable.path, ...said };
      }
    }
  },
};

/** What lib/pq takes from the environment (conn.go, parseEnviron). */
const LIBPQ =
  "PGHOST PGPORT PGDATABASE PGUSER PGPASSWORD PGPASSFILE PGOPTIONS PGAPPNAME PGSSLMODE PGSSLCERT PGSSLKEY PGSSLROOTCERT PGSSLSNI PGCONNECT_TIMEOUT PGCLIENTENCODING PGDATESTYLE PGTZ PGGEQO".split(
    " ",
  );

function nearLibpq({ role }: Program, name: string): string | undefined {
  if (role === "agent" || !/^PG\w{3,}$/.test(name) || LIBPQ.includes(name)) return undefined;
  return nearName(name, LIBPQ);
}

function problem(program: Program, variable: Variable): Fault | undefined {
  const { name } = variable;
  const isAgent = program.role === "agent";
  const what = isAgent ? "agent" : "server";
  const reads = isAgent ? AGENT_VARIABLES.has(name) : serverKind(name) !== undefined;
  if (reads) return undefined;
  const isOther = isAgent ? serverKind(name) !== undefined : AGENT_VARIABLES.has(name);
  if (!isOther) return unknown(name, what, [...(isAgent ? AGENT_VARIABLES : SERVER_VARIABLES.keys())]);
  // One ConfigMap for both programs is common, and does no harm.
  if (variable.path.includes("envFrom")) return undefined;
  return {
    message: `the ${what} does not read ${name}: it is a variable of the ${isAgent ? "server" : "agent"}, and does nothing here`,
    fix: `Remove it, or set it on the ${isAgent ? "server" : "agent"}.`,
  };
}

function unknown(name: string, what: string, known: readonly string[]): Fault {
  // The common beginning would make every name near.
  const near = nearName(
    name.slice(PREFIX.length),
    known.map((one) => one.slice(PREFIX.length)),
  );
  // Behind a word its value may stand, where the colon is that of the name.
  const word = /^\w+/.exec(name)?.[0] ?? "";
  const shown = word === name ? name : `a name that goes on behind ${word}`;
  return {
    message: `no certctl up to ${NEWEST_RELEASE} reads ${shown}, so the ${what} does without it`,
    fix: near === undefined ? "Remove it." : `Remove it, or write ${PREFIX}${near} if that was meant.`,
  };
}
