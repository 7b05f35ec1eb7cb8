/** The data outlives the pod. */
import { postgresStorage } from "../../../../src/rules/coherence/database/postgres-storage.ts";
import { describeRule } from "../../cases.ts";

describeRule(postgresStorage, {
  reports: {
    "a volume that may only be read": {
      change: (bundle) => {
        bundle.workload("database").spec.volumeClaimTemplates[0].spec.accessModes = ["ReadOnlyMany"];
      },
      says: /may only be read/,
    },
    "an emptyDir": {
      change: (bundle) => {
        delete bundle.workload("database").spec.volumeClaimTemplates;
        bundle.pod("database").volumes.push({ name: "data", emptyDir: {} });
      },
      says: /ends with the pod/,
      at: "/spec/template/spec/volumes/2",
    },
    "a mount elsewhere": {
      change: (bundle) => {
        bundle.container("database").volumeMounts[0].mountPath = "/data";
      },
      says: /in no volume/,
      at: "/spec/template/spec/containers/0",
    },
    "PostgreSQL 18 and the old mount": (bundle) => {
      bundle.container("database").image = "postgres:18";
      bundle.setVariable("database", "PGDATA", undefined);
    },
  },
  silent: {
    "a claim": {},
    "a folder of the node": (bundle) => {
      bundle.pod("database").volumes.push({ name: "data", hostPath: { path: "/srv" } });
      delete bundle.workload("database").spec.volumeClaimTemplates;
    },
    "an image whose directory nobody knows": (bundle) => {
      bundle.container("database").image = "bitnami/postgresql:16";
      bundle.setVariable("database", "PGDATA", undefined);
    },
  },
});
