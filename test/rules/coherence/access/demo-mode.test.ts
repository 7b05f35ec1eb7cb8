/** Demo mode. */
import { demoMode } from "../../../../src/rules/coherence/access/demo-mode.ts";
import { describeRule } from "../../cases.ts";

const ACK = "CERTCTL_DEMO_MODE_ACK";

describeRule(demoMode, {
  reports: {
    "an open server in demo mode": {
      change: (bundle) => {
        bundle.setVariable("server", "CERTCTL_AUTH_TYPE", "none");
        bundle.setVariable("server", ACK, "true");
        bundle.setVariable("server", "CERTCTL_DEMO_MODE_ACK_TS", "1760000000");
      },
      says: /everybody who reaches it is its administrator.* a day after/,
    },
    "demo mode beside keys, without its time": {
      change: (bundle) => bundle.setVariable("server", ACK, "1"),
      says: /placeholders count.* does not start without CERTCTL_DEMO_MODE_ACK_TS/,
    },
    "a migration in demo mode": (bundle) => bundle.setVariable("migrate", ACK, "yes"),
  },
  silent: {
    "no word of it": {},
    "a word that certctl takes for no": (bundle) => bundle.setVariable("server", ACK, "True"),
    "a word that is not in the input": (bundle) =>
      bundle.setVariable("server", ACK, { configMapKeyRef: { name: "elsewhere", key: "demo" } }),
  },
});
