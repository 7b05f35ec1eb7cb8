/** Who registers an agent shows a token. */
import { NEXT_RELEASE } from "../../../certctl/variables.ts";
import type { Program } from "../../certctl/programs.ts";
import { runsBefore } from "../../certctl/release.ts";
import { authType, isOn, textOfSetting } from "../../certctl/settings.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const TOKEN = "CERTCTL_AGENT_BOOTSTRAP_TOKEN";
const DENY = `${TOKEN}_DENY_EMPTY`;

export const bootstrapToken: CoherenceRule = {
  name: "bootstrap-token",
  severity: "error",
  title: "A token guards the registration of agents.",
  *check({ servers, objects }) {
    for (const server of servers) {
      if (textOfSetting(server, TOKEN) !== undefined || mayBeUnseen(TOKEN, server, objects)) continue;
      if (isOn(server, "CERTCTL_DEMO_MODE_ACK")) continue;
      const found = problem(server);
      // Without authentication a token guards nothing: open-server says that.
      if (found.severity === undefined || authType(server) !== "none") yield found;
    }
  },
};

/** Denied by default after v2.1.7; DENY_EMPTY is read from v2.1.1 on. */
function problem(server: Program): Problem {
  const place = {
    resource: server.pod.resource,
    path: server.variables.get(TOKEN)?.path ?? server.container.path,
    fix: `Set ${TOKEN} from a Secret, equal to the API key by which agents are registered: certctl compares both with the same header.`,
  };
  const denies = textOfSetting(server, DENY);
  const isDenied = denies === undefined ? runsBefore(server, NEXT_RELEASE) === false : isOn(server, DENY);
  if (isDenied && runsBefore(server, "v2.1.1") !== true) {
    return { ...place, message: `certctl refuses to start without ${TOKEN}` };
  }
  const later = denies === undefined ? ", and releases after v2.1.7 refuse to start without it" : "";
  const message = `without ${TOKEN} every key that may edit agents registers any number of them${later}`;
  return { ...place, severity: "warning", message };
}
