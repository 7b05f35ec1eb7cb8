/** The key of a SCEP registration authority is a file that only the server can read. */
import { profilesOf } from "../../certctl/profiles.ts";
import type { Program } from "../../certctl/programs.ts";
import { isOn } from "../../certctl/settings.ts";
import { keyAt } from "../../pods/mounts.ts";
import { objectAt } from "../../pods/pod.ts";
import { userOf } from "../../pods/user.ts";
import { UNKNOWN } from "../../pods/variables.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const scepKeyMode: CoherenceRule = {
  name: "scep-key-mode",
  severity: "error",
  title: "The SCEP key is mode 0600, which no Secret volume can give to a user other than root.",
  setting: "server.env",
  *check({ servers }) {
    for (const server of servers) if (isOn(server, "CERTCTL_SCEP_ENABLED")) yield* problems(server);
  },
};

function* problems(server: Program): Iterable<Problem> {
  const { pod, container, variables } = server;
  for (const { variable } of profilesOf("SCEP", variables) ?? []) {
    const name = variable("RA_KEY_PATH");
    const file = variables.get(name);
    if (file === undefined || file.text.includes(UNKNOWN) || !file.text.startsWith("/")) continue;
    if (keyAt(container, file.text) === undefined || isRoot(server)) continue;
    yield {
      resource: pod.resource,
      path: file.path,
      message: `${name} is a file of a Secret volume: with fsGroup its mode is at least 0440, without it only root can read it, and certctl exits unless the file is its own and 0600`,
      fix: "Let an init container copy the key to an emptyDir (medium Memory) with mode 0600, and name that file.",
    };
  }
}

/** Root reads its own 0400 file, where no fsGroup widens the mode. */
function isRoot({ pod, container }: Program): boolean {
  return userOf(container) === 0 && objectAt(pod.spec, "securityContext").fsGroup === undefined;
}
