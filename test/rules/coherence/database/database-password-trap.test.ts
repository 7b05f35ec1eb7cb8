/** Somebody changes the role's password. */
import { databasePasswordTrap } from "../../../../src/rules/coherence/database/database-password-trap.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function withoutJob(bundle: Bundle): void {
  bundle.remove(bundle.workload("credentials"));
}

describeRule(databasePasswordTrap, {
  reports: {
    "a password that nobody changes": {
      change: withoutJob,
      says: /28P01/,
      at: "/spec/template/spec/containers/0/env/2",
    },
    "a password from a file": (bundle) => {
      withoutJob(bundle);
      bundle.setVariable("database", "POSTGRES_PASSWORD", undefined);
      bundle.setVariable("database", "POSTGRES_PASSWORD_FILE", "/run/secrets/password");
    },
  },
  silent: {
    "a Job that runs ALTER ROLE": {},
    "a script in a ConfigMap": (bundle) => {
      withoutJob(bundle);
      bundle.add({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "s" },
        data: { a: "alter user x password 'y'" },
      });
    },
    "a database that lives as long as its pod": (bundle) => {
      withoutJob(bundle);
      delete bundle.workload("database").spec.volumeClaimTemplates;
      bundle.pod("database").volumes.push({ name: "data", emptyDir: {} });
    },
    "an external database": { settings: { profile: "ha", database: { type: "external" } } },
  },
});
