/** Whom certctl's servers call outside of the cluster: a database, a CA, a mail server, webhooks. */
import { hostOf, isLoopback, isServiceName, portOf } from "../pods/hosts.ts";
import type { Objects } from "../pods/objects.ts";
import { UNKNOWN } from "../pods/variables.ts";
import { type Connection, callerOf } from "./connection.ts";
import { databaseAddress } from "./database-url.ts";
import type { Installation } from "./installation.ts";
import type { Program } from "./programs.ts";

export function* outsideConnections(installation: Installation): Iterable<Connection> {
  yield* toDatabase(installation);
  yield* toOthers(installation);
}

function* toDatabase({ databases, servers, migrations, objects }: Installation): Iterable<Connection> {
  if (databases.length > 0) return;
  for (const program of [...servers, ...migrations]) {
    const { host, port, fault } = databaseAddress(program) ?? {};
    // Of a URL that can't be read, a part of the password may stand in the port's place.
    if (host === undefined || fault !== undefined || !isOutside(host, program, objects)) continue;
    const number = port === undefined ? undefined : Number(port);
    yield { from: program.pod, to: undefined, port: number, caller: callerOf(program), called: "its database" };
  }
}

/** Where the address has a dot and is no Service's, nothing in the cluster can be meant. */
function isOutside(host: string, { pod }: Program, objects: Objects): boolean {
  return !isServiceName(host) && !isLoopback(host) && objects.serviceAt(host, pod.namespace) === undefined;
}

/** Whom the server calls because a variable says so, and what it does without. */
const OTHERS = {
  CERTCTL_ACME_DIRECTORY_URL: ["the ACME server", "no order through it succeeds"],
  CERTCTL_SLACK_WEBHOOK_URL: ["Slack", "no notification arrives"],
  CERTCTL_STEPCA_URL: ["step-ca", "no order through it succeeds"],
  CERTCTL_TEAMS_WEBHOOK_URL: ["Teams", "no notification arrives"],
  CERTCTL_VAULT_ADDR: ["Vault", "no order through it succeeds"],
  CERTCTL_WEBHOOK_URL: ["the webhook", "no notification arrives"],
} as const;

function* toOthers({ servers, objects }: Installation): Iterable<Connection> {
  for (const server of servers) {
    const textOf = (name: string): string => server.variables.get(name)?.text ?? "";
    const from = { from: server.pod, to: undefined, caller: callerOf(server) };
    for (const [name, [called, without]] of Object.entries(OTHERS)) {
      const url = textOf(name);
      const host = hostOf(url);
      if (host === undefined || url.includes(UNKNOWN) || !isOutside(host, server, objects)) continue;
      yield { ...from, port: portOf(url), called, without };
    }
    const [mail, port] = [textOf("CERTCTL_SMTP_HOST"), textOf("CERTCTL_SMTP_PORT") || "587"];
    if (mail === "" || [mail, port].some((one) => one.includes(UNKNOWN)) || !isOutside(mail, server, objects)) continue;
    yield { ...from, port: Number(port), called: "the mail server", without: "no mail is sent" };
  }
}
