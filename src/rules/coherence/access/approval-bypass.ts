/** Approvals are given by a second person. */
import { isOn } from "../../certctl/settings.ts";
import type { CoherenceRule } from "../../rule.ts";

const BYPASS = "CERTCTL_APPROVAL_BYPASS";

export const approvalBypass: CoherenceRule = {
  name: "approval-bypass",
  severity: "error",
  title: "What needs approval is approved by a person.",
  setting: "server.env",
  *check({ servers }) {
    for (const server of servers.filter((one) => isOn(one, BYPASS))) {
      yield {
        resource: server.pod.resource,
        path: server.variables.get(BYPASS)?.path ?? server.container.path,
        message: `certctl approves every request itself (${BYPASS}), so profiles that ask for a second person's approval don't get it`,
        fix: `Remove ${BYPASS}.`,
      };
    }
  },
};
