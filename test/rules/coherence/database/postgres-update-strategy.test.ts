/** One PostgreSQL at a time, and the new one by itself. */
import { postgresUpdateStrategy } from "../../../../src/rules/coherence/database/postgres-update-strategy.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function deployment(strategy: Loose): (bundle: Bundle) => void {
  return (bundle) => {
    const workload = bundle.workload("database");
    workload.kind = "Deployment";
    workload.spec.volumeClaimTemplates = undefined;
    workload.spec.strategy = strategy;
    bundle.pod("database").volumes.push({ name: "data", persistentVolumeClaim: { claimName: "data" } });
  };
}

describeRule(postgresUpdateStrategy, {
  reports: {
    OnDelete: {
      change: (bundle) => {
        bundle.workload("database").spec.updateStrategy.type = "OnDelete";
      },
      says: /OnDelete/,
      at: "/spec/updateStrategy/type",
      severity: "warning",
    },
    "a Deployment that rolls": {
      change: deployment({ type: "RollingUpdate" }),
      severity: "error",
      at: "/spec/strategy",
    },
    "a Deployment that says nothing": { change: deployment(undefined), at: "/spec" },
  },
  silent: {
    RollingUpdate: {},
    "a Deployment that stops first": deployment({ type: "Recreate" }),
    "a Deployment without a surge": deployment({ rollingUpdate: { maxSurge: 0 } }),
  },
});
