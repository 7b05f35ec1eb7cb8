/** Nobody gets a certificate over EST without a password or a client certificate. */
import { profilesOf } from "../../certctl/profiles.ts";
import type { Program } from "../../certctl/programs.ts";
import { isOn, textOfSetting } from "../../certctl/settings.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import type { Objects } from "../../pods/objects.ts";
import { shown } from "../../pods/variables.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const ENABLED = "CERTCTL_EST_ENABLED";
const PROFILES = "CERTCTL_EST_PROFILES";

export const estAnonymous: CoherenceRule = {
  name: "est-anonymous",
  severity: "error",
  title: "EST enrolment asks for a password or a client certificate.",
  setting: "server.env",
  *check({ servers, objects }) {
    for (const server of servers) if (isOn(server, ENABLED)) yield* problems(server, objects);
  },
};

function* problems(server: Program, objects: Objects): Iterable<Problem> {
  const { pod, container, variables } = server;
  for (const { name, variable } of profilesOf("EST", variables) ?? []) {
    const password = variable("ENROLLMENT_PASSWORD");
    const isGuarded =
      name !== "" && (textOfSetting(server, password) !== undefined || isOn(server, variable("MTLS_ENABLED")));
    if (isGuarded || mayBeUnseen(name === "" ? PROFILES : password, server, objects)) continue;
    yield {
      resource: pod.resource,
      path: variables.get(name === "" ? ENABLED : PROFILES)?.path ?? container.path,
      message: `${name === "" ? `${ENABLED} without ${PROFILES}` : `the EST profile ${shown(variables.get(PROFILES), name)} without a password or MTLS_ENABLED`} gives a certificate to anybody who reaches the server's port, without a login`,
      fix: `Name a profile in ${PROFILES}, and set its CERTCTL_EST_PROFILE_<NAME>_ENROLLMENT_PASSWORD from a Secret, or its _MTLS_ENABLED with a trust bundle.`,
    };
  }
}
