/** Database, migration, server, each awaited. */
import { migrationOrder } from "../../../../src/rules/order/sequence/migration-order.ts";
import { describeOrderRule } from "../../order-cases.ts";

const WAVE = "argocd.argoproj.io/sync-wave";
const HOOK = "argocd.argoproj.io/hook";

describeOrderRule(migrationOrder, {
  reports: {
    "a migration in the servers' wave": {
      change: (bundle) => bundle.annotate(bundle.workload("migrate"), { [WAVE]: "0" }),
      says: /^the migration and the server start together/,
      severity: "error",
      kind: "Job",
    },
    "a migration at PostSync": {
      change: (bundle) => bundle.annotate(bundle.workload("migrate"), { [HOOK]: "PostSync" }),
      says: /^the migration runs only when the server is ready/,
      at: `/metadata/annotations/${HOOK}`,
    },
    "a migration in the database's wave": {
      change: (bundle) => bundle.annotate(bundle.workload("migrate"), { [WAVE]: "-30" }),
      says: /^nothing awaits the database/,
      severity: "warning",
    },
    "a post-install hook": {
      way: "helm-releases",
      change: (bundle) => bundle.annotate(bundle.workload("migrate"), { "helm.sh/hook": "post-install,pre-upgrade" }),
      says: /^the migration runs only when the server is ready/,
      at: "/metadata/annotations/helm.sh/hook",
    },
    "a post-install hook of a release that waits for nothing": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.annotate(bundle.workload("migrate"), { "helm.sh/hook": "post-install,pre-upgrade" });
        bundle.spec("server").install.disableWait = true;
      },
      says: /^the migration runs behind the first install's server/,
      severity: "warning",
    },
    "a post-upgrade hook of a release that waits for nothing": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.annotate(bundle.workload("migrate"), { "helm.sh/hook": "post-install,post-upgrade" });
        bundle.spec("server").install.disableWait = true;
      },
      says: /^the migration runs behind the server.*old schema/,
      severity: "error",
    },
    "one Kustomization for both": {
      way: "kustomizations",
      change: (bundle) => bundle.move(bundle.workload("migrate"), "server"),
      says: /start together/,
    },
    "one Kustomization for migration and database": {
      way: "kustomizations",
      change: (bundle) => bundle.move(bundle.workload("migrate"), "database"),
      says: /^nothing awaits the database/,
    },
    "a Kustomization that does not depend on the migration's": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("server").dependsOn = [{ name: "certctl-c-database" }];
      },
      says: /^nothing awaits the migration/,
      severity: "error",
    },
    "Applications of their own": {
      change: (bundle) => {
        const { by, resources } = bundle.applier();
        const job = bundle.workload("migrate");
        bundle.appliers.push({ kind: "application", by: { ...by, metadata: { name: "migrate" } }, resources: [job] });
        bundle.applier().resources = resources.filter((one) => one !== job);
      },
      says: /^nothing awaits the migration/,
      severity: "warning",
    },
    "a Kustomization that does not depend on the database's": {
      way: "kustomizations",
      change: (bundle) => {
        delete bundle.spec("migrate").dependsOn;
      },
      says: /^nothing awaits the database/,
    },
  },
  silent: {
    "servers that migrate by themselves": (bundle) => {
      bundle.annotate(bundle.workload("migrate"), { [WAVE]: "0" });
      const [container] = bundle.workload("server").spec.template.spec.containers;
      container.env = container.env.filter((one: { name: string }) => one.name !== "CERTCTL_MIGRATIONS_VIA_HOOK");
    },
    "a migration beside a database that it waits for": (bundle) => {
      bundle.annotate(bundle.workload("migrate"), { [WAVE]: "-30" });
      bundle.workload("migrate").spec.template.spec.initContainers = [{ name: "wait", image: "busybox" }];
    },
    "Kustomizations further apart": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("server").dependsOn = [{ name: "certctl-c-enroll" }];
        bundle.spec("enroll").dependsOn = [{ name: "certctl-c-migrate" }];
      },
    },
    "a Kustomization whose migration is checked by name": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("migrate").wait = false;
        bundle.spec("migrate").healthChecks = [
          { apiVersion: "batch/v1", kind: "Job", name: "certctl-migrate", namespace: "certctl" },
        ];
      },
    },
    "an external database": { settings: { database: { type: "external" } } },
  },
});
