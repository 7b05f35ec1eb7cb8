/** The ACME issuer that variables make can't prove names by DNS: its scripts never reach it. */
import type { Program } from "../../certctl/programs.ts";
import { isKnown, textOfSetting } from "../../certctl/settings.ts";
import { shown } from "../../pods/variables.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const TYPE = "CERTCTL_ACME_CHALLENGE_TYPE";
const SCRIPT = "CERTCTL_ACME_DNS_PRESENT_SCRIPT";

export const acmeDnsScript: CoherenceRule = {
  name: "acme-dns-script",
  severity: "error",
  title: "An ACME issuer that variables make does without scripts.",
  setting: "server.env",
  *check({ servers }) {
    for (const server of servers) yield* problems(server);
  },
};

/** internal/service/issuer.go:381-388 copies the challenge's type to the issuer, and no script. */
function* problems(server: Program): Iterable<Problem> {
  const { pod, container, variables } = server;
  const type = textOfSetting(server, TYPE);
  if (!isKnown(type) || !type.startsWith("dns-") || textOfSetting(server, "CERTCTL_ACME_DIRECTORY_URL") === undefined)
    return;
  // A script that is named and never used is the rule variable-without-effect's.
  if (textOfSetting(server, SCRIPT) !== undefined) return;
  yield {
    resource: pod.resource,
    path: variables.get(TYPE)?.path ?? container.path,
    message: `the ACME issuer that certctl makes of its variables proves names by ${shown(variables.get(TYPE))} and gets no script for it, which no variable can change: every order fails`,
    fix: `Remove ${TYPE}, and create the issuer through the API, with its scripts mounted into the server; the image has /bin/sh, and no bash.`,
  };
}
