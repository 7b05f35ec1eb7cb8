/** Approvals that nobody gives. */
import { approvalBypass } from "../../../../src/rules/coherence/access/approval-bypass.ts";
import { describeRule } from "../../cases.ts";

const BYPASS = "CERTCTL_APPROVAL_BYPASS";

describeRule(approvalBypass, {
  reports: {
    "a server that approves by itself": (bundle) => bundle.setVariable("server", BYPASS, "true"),
  },
  silent: {
    "a server that asks": {},
    "a server that is told to ask": (bundle) => bundle.setVariable("server", BYPASS, "false"),
  },
});
