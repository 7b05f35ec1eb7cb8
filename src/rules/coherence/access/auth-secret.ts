/** With API keys certctl wants CERTCTL_AUTH_SECRET, even where it then ignores it. */
import { authType, textOfSetting } from "../../certctl/settings.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import type { CoherenceRule } from "../../rule.ts";

const SECRET = "CERTCTL_AUTH_SECRET";

export const authSecret: CoherenceRule = {
  name: "auth-secret",
  severity: "error",
  title: "With API keys, CERTCTL_AUTH_SECRET is set.",
  *check({ servers, objects }) {
    for (const server of servers) {
      const { pod, container, variables } = server;
      if (authType(server) !== "api-key" || textOfSetting(server, SECRET) !== undefined) continue;
      if (mayBeUnseen(SECRET, server, objects)) continue;
      yield {
        resource: pod.resource,
        path: variables.get(SECRET)?.path ?? container.path,
        message: `certctl refuses to start with API keys and without ${SECRET}, which it wants even beside CERTCTL_API_KEYS_NAMED`,
        fix: `Set ${SECRET} from a Secret, to random text; beside CERTCTL_API_KEYS_NAMED it opens nothing.`,
      };
    }
  },
};
