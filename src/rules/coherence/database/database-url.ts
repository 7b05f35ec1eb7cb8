/** A server's database URL is there, complete, and in a form that Go and lib/pq can read. */
import { NEXT_RELEASE } from "../../../certctl/variables.ts";
import { databaseAddress } from "../../certctl/database-url.ts";
import type { Program } from "../../certctl/programs.ts";
import { runsBefore } from "../../certctl/release.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import { type Variable, variablesWithin } from "../../pods/variables.ts";
import type { CoherenceRule, Fault, Problem } from "../../rule.ts";

const URL = "CERTCTL_DATABASE_URL";
/** The only thing that certctl replaces by itself, from the release after v2.1.7 on (internal/config/config.go:1552-1562). */
const PASSWORD = "POSTGRES_PASSWORD";
const OWN_PLACEHOLDER = `$(${PASSWORD})`;

export const databaseUrl: CoherenceRule = {
  name: "database-url",
  severity: "error",
  title: "Servers and migrations have a complete database URL that PostgreSQL's driver can read.",
  setting: "database",
  *check({ servers, migrations, objects, databases }) {
    for (const program of [...servers, ...migrations]) {
      const variable = program.variables.get(URL);
      if (variable !== undefined && variable.text !== "") yield* faults(program, variable);
      else if (!mayBeUnseen(URL, program, objects) && !databases.some(({ pod }) => pod === program.pod)) {
        yield missing(program, variable);
      }
    }
  },
};

function missing({ pod, container }: Program, variable: Variable | undefined): Problem {
  return {
    resource: pod.resource,
    path: variable?.path ?? container.path,
    message: `${URL} is ${variable === undefined ? "missing" : "empty"}, so certctl looks for its database at localhost, where there is none, and exits`,
    fix: `Set ${URL}, from a Secret or as a literal value that takes the password from a variable listed before it.`,
  };
}

function* faults(program: Program, variable: Variable): Iterable<Problem> {
  const { resource } = program.pod;
  const { path, text } = variable;
  const [placeholder] = /\$\([A-Za-z_][\w.-]*\)/.exec(text) ?? [];
  if (placeholder !== undefined && !isReplaced(placeholder, program)) {
    yield { resource, path, ...unexpanded(placeholder, program, variable) };
    return;
  }
  const fault = databaseAddress(replaced(program, variable))?.fault;
  if (fault !== undefined) {
    yield {
      resource,
      path,
      message: `certctl can't read ${URL} and exits: ${fault}`,
      fix: "Percent-encode the user and the password in the URL, or use a password of letters and digits, such as hex.",
    };
  } else yield* decoded(program, variable);
}

function isReplaced(placeholder: string, program: Program): boolean {
  const isNew = runsBefore(program, NEXT_RELEASE) === false;
  return placeholder === OWN_PLACEHOLDER && isNew && program.variables.has(PASSWORD);
}

/** With the password put in as certctl does it, as it is. */
function replaced(program: Program, variable: Variable): Program {
  const password = program.variables.get(PASSWORD)?.text;
  if (password === undefined) return program;
  const text = variable.text.replaceAll(OWN_PLACEHOLDER, () => password);
  return { ...program, variables: new Map(program.variables).set(URL, { ...variable, text }) };
}

function unexpanded(placeholder: string, { variables }: Program, { reference }: Variable): Fault {
  if (reference !== undefined) {
    return {
      message: `${URL} comes from a ${reference.kind} and holds ${placeholder}, which kubelet expands in literal values alone, and no certctl up to v2.1.7 does: that text is sent as it is, and PostgreSQL refuses the login (28P01)`,
      fix: `Put the complete URL into the ${reference.kind === "Secret" ? "Secret" : "variable, from a Secret"}, or list the variable of the password first and write the URL as a literal value.`,
    };
  }
  const name = placeholder.slice(2, -1);
  return {
    message: variables.has(name)
      ? `${URL} uses ${placeholder}, but ${name} is listed after it: kubelet expands only what comes before, and the text is sent as it is`
      : `${URL} uses ${placeholder}, but the container has no variable ${name}: the text is sent as it is`,
    fix: `List ${name} before ${URL}.`,
  };
}

/** A password goes into the URL as it is, and Go decodes the URL: `%41` in it becomes another password. */
function* decoded({ pod, variables, container }: Program, { path, text }: Variable): Iterable<Problem> {
  const own = text.includes(OWN_PLACEHOLDER) ? [PASSWORD] : [];
  for (const name of [...variablesWithin(container, path), ...own]) {
    if (!/%[0-9A-Fa-f]{2}/.test(variables.get(name)?.text ?? "")) continue;
    yield {
      resource: pod.resource,
      path,
      message: `${URL} takes ${name} as it is, and its value has a % with two hex digits, which is decoded: PostgreSQL is sent another password`,
      fix: "Use a password of letters and digits, such as hex.",
    };
  }
}
