/** Time to stop. */
import { postgresShutdown } from "../../../../src/rules/coherence/database/postgres-shutdown.ts";
import { describeRule } from "../../cases.ts";

describeRule(postgresShutdown, {
  reports: {
    "the default of 30 seconds": {
      change: (bundle) => {
        delete bundle.pod("database").terminationGracePeriodSeconds;
      },
      says: /30 seconds/,
      at: "/spec/template/spec",
    },
    "less than a minute": {
      change: (bundle) => {
        bundle.pod("database").terminationGracePeriodSeconds = 59;
      },
      at: "/spec/template/spec/terminationGracePeriodSeconds",
    },
  },
  silent: {
    "a good bundle": {},
    "a minute": (bundle) => {
      bundle.pod("database").terminationGracePeriodSeconds = 60;
    },
  },
});
