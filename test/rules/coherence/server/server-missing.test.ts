/** A server for the migration. */
import { serverMissing } from "../../../../src/rules/coherence/server/server-missing.ts";

import { describeRule } from "../../cases.ts";

describeRule(serverMissing, {
  reports: {
    "no Deployment": { change: (bundle) => bundle.remove(bundle.workload("server")), says: /no container/ },
  },
  silent: {
    "a server": {},
    "no migration": (bundle) => {
      bundle.remove(bundle.workload("server"));
      bundle.remove(bundle.workload("migrate"));
    },
  },
});
