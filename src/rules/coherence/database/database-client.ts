/** Scripts with PostgreSQL's clients (psql, pg_isready, pg_dump) find the database and one of its users. */

import { objectsAt } from "../../../model/json.ts";
import { commandsOf, scriptIn } from "../../certctl/commands.ts";
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { hasUnseenSource } from "../../certctl/unseen-variables.ts";
import { type Container, containersOf, type Pod } from "../../pods/pod.ts";
import { shown, UNKNOWN, type Variables, variablesOf } from "../../pods/variables.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { readingPods } from "../secrets/reading-pods.ts";

const CLIENT = /\b(psql|pg_isready|pg_dump|pg_dumpall|pg_restore)\b/;
/** Options and addresses that say where, which are not looked into. */
const SAYS_WHERE = /\s-h|--host|host=|postgres(ql)?:\/\/|\$\{?\w*(URL|URI|DSN|HOST)\b|PGSERVICE/;

/** Of backups backup-target says where they lead. */
const BACKUP = /\bpg_dump(all)?\b/;

export const databaseClient: CoherenceRule = {
  name: "database-client",
  severity: "error",
  title: "Scripts that call PostgreSQL are told its Service, its port and a user that it has.",
  *check(installation) {
    const databases = new Set(installation.databases.map(({ pod }) => pod.resource));
    for (const pod of readingPods(installation).filter(({ resource }) => !databases.has(resource))) {
      for (const container of containersOf(pod)) {
        const script = commandsOf(container)
          .map((one) => scriptIn(one) ?? one.words.join(" "))
          .join("\n");
        if (!CLIENT.test(script) || SAYS_WHERE.test(script) || BACKUP.test(script)) continue;
        if (hasUnseenSource({ container, pod: container.pod }, installation.objects)) continue;
        const found = faultOf(pod, container, script, installation);
        if (found !== undefined) yield { resource: pod.resource, path: container.path, ...found };
      }
    }
  },
};

type Fault = Pick<Problem, "message" | "fix" | "severity">;

function faultOf(pod: Pod, container: Container, script: string, installation: Installation): Fault | undefined {
  const { objects, databases } = installation;
  const variables = variablesOf(container, objects);
  const host = textIn(variables, "PGHOST");
  if (host === undefined || host.startsWith("/")) return undefined;
  if (host === "") {
    const message =
      "the script calls PostgreSQL without saying where (PGHOST): its clients look for a socket in the pod itself";
    return { message, fix: "Set PGHOST to the Service of PostgreSQL." };
  }
  const service = objects.serviceAt(host, pod.namespace);
  if (service === undefined) {
    if (host.includes(".") && !/\.svc(\.|$)/.test(host)) return undefined;
    const message =
      "PGHOST names a Service that none of these objects is: unless something else makes it, the script fails";
    return { message, fix: "Correct the host, or include the Service's manifest.", severity: "warning" };
  }
  const port = textIn(variables, "PGPORT");
  const ports = objectsAt(service.manifest, "spec", "ports").map(([, one]) => String(one.port));
  if (port !== undefined && !/\s-p\b|--port/.test(script) && ports.length > 0 && !ports.includes(port || "5432")) {
    const message = `the script calls port ${port === "" ? "5432" : shown(variables.get("PGPORT"))}, but PostgreSQL's Service has ${ports.join(", ")}`;
    return { message, fix: "Make PGPORT one of the Service's ports." };
  }
  const database = databases.find((one) => objects.servicesOf(one.pod).includes(service));
  return database === undefined ? undefined : nameFault(variables, script, database);
}

/** The image makes one role and one database; others are made by whoever can tell. */
function nameFault(variables: Variables, script: string, { variables: own }: Program): Fault | undefined {
  const role = textIn(own, "POSTGRES_USER") || "postgres";
  const user = textIn(variables, "PGUSER");
  const names = [
    ["PGUSER", user, role, /\s-U|--username/, "role"],
    [
      "PGDATABASE",
      textIn(variables, "PGDATABASE") || user,
      textIn(own, "POSTGRES_DB") || role,
      /\s-d|--dbname/,
      "database",
    ],
  ] as const;
  if (textIn(own, "POSTGRES_USER") === undefined || textIn(own, "POSTGRES_DB") === undefined) return undefined;
  for (const [name, text, made, option, what] of names) {
    // An option may take its text from the variable: psql --username "$PGUSER".
    const isSaid = option.test(script) && !script.includes(`$${name}`);
    if (text === undefined || isSaid || text === made) continue;
    const asked = text === "" ? "that of the pod's user" : shown(variables.get(name), text);
    const message = `the script asks for the ${what} ${asked} (${name}), and PostgreSQL makes ${shown(own.get(name === "PGUSER" ? "POSTGRES_USER" : "POSTGRES_DB"), made)}`;
    return { message, fix: `Set ${name} to the ${what} that PostgreSQL makes.`, severity: "warning" };
  }
  return undefined;
}

/** Undefined where the input does not have it, empty where it is not set. */
function textIn(variables: Variables, name: string): string | undefined {
  const text = variables.get(name)?.text ?? "";
  return text.includes(UNKNOWN) ? undefined : text;
}
