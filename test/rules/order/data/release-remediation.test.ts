/** Failed releases leave data and schema alone. */
import { releaseRemediation } from "../../../../src/rules/order/data/release-remediation.ts";
import { describeOrderRule } from "../../order-cases.ts";

const way = "helm-releases" as const;
const RETRIES = { remediation: { retries: 3 } };
const KEEP = "helm.sh/resource-policy";

describeOrderRule(releaseRemediation, {
  reports: {
    "a release of agents that stops": {
      way: "helm-releases",
      change: (bundle) => {
        delete bundle.spec("agents").install;
      },
      severity: "info",
    },
    "an install that is uninstalled with the database": {
      way,
      change: (bundle) => {
        bundle.spec("data").install = RETRIES;
        bundle.annotate(bundle.workload("database"), { [KEEP]: undefined });
      },
      severity: "error",
      at: "/spec/install/remediation",
    },
    "an upgrade that is uninstalled with the database": {
      way,
      change: (bundle) => {
        bundle.spec("data").upgrade = { remediation: { retries: 1, strategy: "uninstall" } };
        bundle.annotate(bundle.workload("database"), { [KEEP]: undefined });
      },
      severity: "error",
    },
    "servers that are rolled back": {
      way,
      change: (bundle) => {
        bundle.spec("server").upgrade = { remediation: { retries: -1 } };
      },
      says: /rolled back/,
      severity: "warning",
    },
    "a release that stops": {
      way,
      change: (bundle) => {
        delete bundle.spec("server").install;
        delete bundle.spec("server").upgrade;
      },
      says: /^the first install or upgrade that fails stops/,
      severity: "info",
    },
  },
  silent: {
    "a database that is kept": {
      way,
      change: (bundle) => {
        bundle.spec("data").install = RETRIES;
      },
    },
    "agents that are rolled back": {
      way,
      change: (bundle) => {
        bundle.spec("agents").upgrade = RETRIES;
        bundle.spec("agents").install = RETRIES;
      },
    },
    "a release that stops on purpose": {
      way,
      change: (bundle) => {
        bundle.spec("server").install = { remediation: { retries: 0 } };
        bundle.spec("server").upgrade = { remediation: { retries: 0 } };
      },
    },
  },
});
