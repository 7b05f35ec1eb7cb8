/** Clients find the database. */
import { databaseClient } from "../../../../src/rules/coherence/database/database-client.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const variable = (name: string, value: string | undefined) => (bundle: Bundle) =>
  bundle.setVariable("credentials", name, value);

describeRule(databaseClient, {
  reports: {
    "no host": { change: variable("PGHOST", undefined), says: /without saying where/ },
    "a Service that is not there": { change: variable("PGHOST", "db"), says: /names a Service/, severity: "warning" },
    "another port": { change: variable("PGPORT", "5433"), says: /calls port 5433/ },
    "another role": { change: variable("PGUSER", "somebody"), says: /role somebody/, severity: "warning" },
    "no role": { change: variable("PGUSER", undefined), says: /that of the pod's user/, severity: "warning" },
    "another database": { change: variable("PGDATABASE", "other"), says: /database other/, severity: "warning" },
  },
  silent: {
    "a host outside": variable("PGHOST", "db.example.com"),
    "an option that says the host": (bundle) => {
      variable("PGHOST", undefined)(bundle);
      bundle.container("credentials").command = ["sh", "-c", "psql -h db -c select"];
    },
    "variables that are not in the input": (bundle) => {
      variable("PGHOST", undefined)(bundle);
      bundle.container("credentials").envFrom = [{ secretRef: { name: "elsewhere" } }];
    },
    "another program": (bundle) => {
      variable("PGHOST", undefined)(bundle);
      bundle.container("credentials").command = ["sh", "-c", "true"];
    },
  },
});
