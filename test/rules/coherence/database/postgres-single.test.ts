/** One PostgreSQL. */
import { postgresSingle } from "../../../../src/rules/coherence/database/postgres-single.ts";
import { describeRule } from "../../cases.ts";

describeRule(postgresSingle, {
  reports: {
    none: {
      change: (bundle) => {
        bundle.workload("database").spec.replicas = 0;
      },
      says: /no PostgreSQL runs/,
      severity: "warning",
    },
    "two replicas": {
      change: (bundle) => {
        bundle.workload("database").spec.replicas = 2;
      },
      says: /^2 replicas/,
      at: "/spec/replicas",
    },
    "one per node": {
      change: (bundle) => {
        bundle.workload("database").kind = "DaemonSet";
      },
      says: /per node/,
    },
  },
  silent: {
    "one replica": {},
    "an image that replicates": (bundle) => {
      bundle.workload("database").spec.replicas = 2;
      bundle.container("database").image = "bitnami/postgresql:16";
    },
    "variables that speak of replication": (bundle) => {
      bundle.workload("database").spec.replicas = 2;
      bundle.setVariable("database", "REPLICATION_MODE", "slave");
    },
  },
});
