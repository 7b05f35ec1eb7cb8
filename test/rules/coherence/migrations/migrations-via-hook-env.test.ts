/** A Job, and servers that leave the migration to it. */
import { migrationsViaHookEnv } from "../../../../src/rules/coherence/migrations/migrations-via-hook-env.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const VIA_HOOK = "CERTCTL_MIGRATIONS_VIA_HOOK";
const set = (value: string | undefined) => (bundle: Bundle) => bundle.setVariable("server", VIA_HOOK, value);
const boot = { profile: "single-node", migrations: "boot" };

describeRule(migrationsViaHookEnv, {
  reports: {
    "a Job beside servers that migrate": {
      change: set(undefined),
      says: /CERTCTL_MIGRATIONS_VIA_HOOK is missing/,
      at: "/spec/template/spec/containers/0",
    },
    "a value that is not true": {
      change: set("1"),
      says: /only the word true counts/,
      at: "/spec/template/spec/containers/0/env/0",
    },
    "an empty value": set(""),
    "servers without a Job": {
      change: (bundle) => bundle.remove(bundle.workload("migrate")),
      says: /and no Job does/,
      at: "/spec/template/spec/containers/0/env/0",
    },
    "servers that never migrate, in any case of the word": { settings: boot, change: set("TRUE"), says: /no Job does/ },
    "servers with a CronJob": {
      change: (bundle) => {
        const job = bundle.workload("migrate");
        job.kind = "CronJob";
        job.spec = { schedule: "@daily", jobTemplate: { spec: { template: job.spec.template } } };
      },
      says: /only a CronJob does/,
    },
    "one of two servers": (bundle) => {
      const other = structuredClone(bundle.workload("server"));
      other.metadata.name = "other";
      other.spec.template.spec.containers[0].env.shift();
      bundle.add(other);
    },
  },
  silent: {
    both: {},
    neither: { settings: boot },
    True: set("True"),
    "a value that is not in the input": (bundle) =>
      bundle.setVariable("server", VIA_HOOK, { configMapKeyRef: { name: "elsewhere", key: "a" } }),
    "variables that are not in the input": (bundle) => {
      bundle.setVariable("server", VIA_HOOK, undefined);
      bundle.container("server").envFrom = [{ configMapRef: { name: "elsewhere" } }];
    },
    "a release that does not know it, which is another rule's": (bundle) => {
      bundle.setVariable("server", VIA_HOOK, undefined);
      bundle.container("server").image = "ghcr.io/certctl-io/certctl-server:v2.1.0";
    },
    "a Job in a namespace of its own": (bundle) => {
      bundle.workload("migrate").metadata.namespace = "schema";
    },
    "an init container in place of the Job": (bundle) => {
      const [migrate] = bundle.pod("migrate").containers;
      bundle.remove(bundle.workload("migrate"));
      bundle.pod("server").initContainers = [migrate];
    },
    "an init container and servers that look again": {
      change: (bundle) => {
        const [migrate] = bundle.pod("migrate").containers;
        bundle.remove(bundle.workload("migrate"));
        bundle.pod("server").initContainers = [migrate];
        bundle.setVariable("server", VIA_HOOK, undefined);
      },
    },
  },
});
