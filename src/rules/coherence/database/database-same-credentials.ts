/** The server logs in with the user, password and database that PostgreSQL was made with. */
import { databaseAddress } from "../../certctl/database-url.ts";
import { isOfficial } from "../../certctl/postgres.ts";
import type { Program } from "../../certctl/programs.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import { mountAt } from "../../pods/mounts.ts";
import type { Objects } from "../../pods/objects.ts";
import { isSameKey, UNKNOWN, type Variable, variablesWithin } from "../../pods/variables.ts";
import type { CoherenceRule, Fault, Problem } from "../../rule.ts";

const URL = "CERTCTL_DATABASE_URL";

export const databaseSameCredentials: CoherenceRule = {
  name: "database-same-credentials",
  severity: "error",
  title: "The database URL has the user, password and database that PostgreSQL is made with.",
  setting: "database",
  *check({ servers, migrations, databases, objects }) {
    const [database, ...others] = databases;
    if (database === undefined || others.length > 0 || !isOfficial(database) || hasScripts(database)) return;
    for (const program of [...servers, ...migrations]) {
      const variable = program.variables.get(URL);
      if (variable !== undefined) yield* problems(program, variable, database, objects);
    }
  },
};

function* problems(program: Program, variable: Variable, database: Program, objects: Objects): Iterable<Problem> {
  const address = databaseAddress(program);
  if (address === undefined || address.fault !== undefined) return;
  const place = { resource: program.pod.resource, path: variable.path };
  const user = madeWith("POSTGRES_USER", database, objects) ?? "postgres";
  const name = madeWith("POSTGRES_DB", database, objects) ?? user;
  const wanted = address.user === undefined ? undefined : decoded(address.user);
  if (wanted !== undefined && differ(wanted, user)) yield { ...place, ...other("user", "POSTGRES_USER", "role") };
  // Without a database in it, lib/pq takes the user's name.
  const namesNone = /^postgres(?:ql)?:\/\/[^/?]*\/?(\?|$)/.test(variable.text);
  const asked = address.database ?? (namesNone ? wanted : undefined) ?? UNKNOWN;
  if (differ(asked, name)) yield { ...place, ...other("database", "POSTGRES_DB", "database") };
  yield* passwords(program, variable, database);
}

function other(part: string, from: string, what: string): Fault {
  return {
    message: `the database URL's ${part} is not the one that PostgreSQL makes (${from}), so there is no such ${what}, and certctl exits`,
    fix: `Use one ${part} in ${URL} and ${from}, both from the same key.`,
  };
}

/** Of a literal URL with `$(NAME)` in it: the key behind NAME, and else the text, where both are in the input. */
function* passwords(program: Program, variable: Variable, database: Program): Iterable<Problem> {
  const made = database.variables.get("POSTGRES_PASSWORD");
  if (made === undefined) return;
  const [name] = variablesWithin(program.container, variable.path).filter((one) => /PASS|PW/i.test(one));
  const given = name === undefined ? undefined : program.variables.get(name);
  if (given !== undefined && isSameKey(given, made) && program.pod.namespace === database.pod.namespace) return;
  const text = given?.text ?? passwordIn(variable.text);
  const place = { resource: program.pod.resource, path: given?.path ?? variable.path };
  if (text === undefined || text.includes("$(")) return;
  const fix = "Take both from the same key of one Secret.";
  if (differ(text, made.text)) {
    yield {
      ...place,
      message: `the password in ${URL} is not PostgreSQL's POSTGRES_PASSWORD, so the login is refused (28P01), and certctl exits`,
      fix,
    };
  } else if (given?.reference !== undefined && made.reference !== undefined && isUnknown(text, made.text)) {
    yield { ...place, ...separate(fix) };
  }
}

function separate(fix: string): Fault {
  return {
    severity: "warning",
    message: `${URL} and PostgreSQL's POSTGRES_PASSWORD take the password from different keys: where one changes alone, the login is refused (28P01)`,
    fix,
  };
}

function passwordIn(url: string): string | undefined {
  const [, password] = /^postgres(?:ql)?:\/\/[^:/?#@]*:([^/?#]*)@/.exec(url) ?? [];
  return password === undefined || password.includes(UNKNOWN) ? undefined : decoded(password);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Undefined where the image takes its default; from a file or from what is not in the input it may be anything. */
function madeWith(name: string, database: Program, objects: Objects): string | undefined {
  const text = database.variables.get(name)?.text ?? "";
  if (text !== "") return text;
  return database.variables.has(`${name}_FILE`) || mayBeUnseen(name, database, objects) ? UNKNOWN : undefined;
}

/** False where one of them is not in the input. */
function differ(a: string, b: string): boolean {
  return !isUnknown(a, b) && a !== b;
}

/** Scripts at initdb may make other roles and databases. */
function hasScripts({ container }: Program): boolean {
  const volume = mountAt(container, "/docker-entrypoint-initdb.d")?.volume;
  return volume !== undefined && !("emptyDir" in volume.spec);
}

function isUnknown(...texts: readonly string[]): boolean {
  return texts.some((text) => text.includes(UNKNOWN));
}
