/** Mail goes out: certctl speaks TLS from the first byte or not at all, and needs a sender. */
import type { Program } from "../../certctl/programs.ts";
import { isTrue } from "../../certctl/settings.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import { isLoopback } from "../../pods/hosts.ts";
import type { Objects } from "../../pods/objects.ts";
import { UNKNOWN } from "../../pods/variables.ts";
import type { CoherenceRule, Fault } from "../../rule.ts";

const HOST = "CERTCTL_SMTP_HOST";
const FROM = "CERTCTL_SMTP_FROM_ADDRESS";
const PORT = "CERTCTL_SMTP_PORT";
const TLS = "CERTCTL_SMTP_USE_TLS";
const DIGEST = "CERTCTL_DIGEST_ENABLED";

export const smtpTls: CoherenceRule = {
  name: "smtp-tls",
  severity: "error",
  title: "The mail server's port fits how certctl speaks TLS, and mail has a sender.",
  setting: "server.env",
  *check({ servers, objects }) {
    for (const server of servers) {
      for (const { name, ...problem } of problems(server, objects)) {
        const path = server.variables.get(name)?.path ?? server.variables.get(HOST)?.path ?? server.container.path;
        yield { resource: server.pod.resource, path, ...problem };
      }
    }
  },
};

type OfVariable = Fault & { readonly name: string };

function* problems(server: Program, objects: Objects): Iterable<OfVariable> {
  const textOf = (name: string): string => server.variables.get(name)?.text ?? "";
  const isSet = (name: string): boolean => textOf(name) !== "" || mayBeUnseen(name, server, objects);
  if (!isSet(HOST)) {
    if (isTrue(textOf(DIGEST))) yield noMail();
    return;
  }
  if (textOf(HOST) === "") return;
  if (!isSet(FROM)) yield noSender();
  const port = textOf(PORT) || "587";
  const tls = textOf(TLS);
  const isUnseen = [PORT, TLS].some((name) => textOf(name) === "" && mayBeUnseen(name, server, objects));
  if (isUnseen || port.includes(UNKNOWN) || tls.includes(UNKNOWN)) return;
  if (tls === "" || isTrue(tls)) {
    if (/^(25|587|2525)$/.test(port)) yield startTls(port, server.variables.has(PORT) ? PORT : HOST);
  } else if (port === "465") yield plainPort();
  else if (textOf("CERTCTL_SMTP_USERNAME") !== "" && !isLoopback(textOf(HOST))) yield plainLogin();
}

function noMail(): OfVariable {
  return {
    name: DIGEST,
    severity: "warning",
    message: `${DIGEST} is true without a mail server (${HOST}): certctl logs that, and sends no digest`,
    fix: `Set ${HOST} and ${FROM}, or remove ${DIGEST}.`,
  };
}

function noSender(): OfVariable {
  return {
    name: HOST,
    message: `${HOST} is set without ${FROM}, so certctl sends no mail at all, without a word`,
    fix: `Set ${FROM}.`,
  };
}

function startTls(port: string, name: string): OfVariable {
  return {
    name,
    message: `certctl speaks TLS from the first byte (${TLS} is true${name === HOST ? ` and ${PORT} 587 by default` : ""}), and port ${port} begins in plain text with STARTTLS, which certctl does not have: no mail is ever sent`,
    fix: `Set ${PORT} to 465, or ${TLS} to false for a relay in the cluster that asks for no login.`,
  };
}

function plainPort(): OfVariable {
  return {
    name: TLS,
    message: `${TLS} is not true, and port 465 speaks TLS from the first byte: no mail is ever sent`,
    fix: `Set ${TLS} to true, or remove it.`,
  };
}

function plainLogin(): OfVariable {
  return {
    name: TLS,
    message: `${TLS} is not true, and Go's mail client refuses to log in over plain text anywhere but at localhost: no mail is ever sent`,
    fix: `Set ${TLS} to true and ${PORT} to 465, or remove CERTCTL_SMTP_USERNAME for a relay that asks for no login.`,
  };
}
