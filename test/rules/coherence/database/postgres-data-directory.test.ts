/** A directory below the mount. */
import { postgresDataDirectory } from "../../../../src/rules/coherence/database/postgres-data-directory.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function atMount(bundle: Bundle): void {
  bundle.setVariable("database", "PGDATA", undefined);
}

function asRoot(bundle: Bundle): void {
  atMount(bundle);
  bundle.pod("database").securityContext = {};
}

describeRule(postgresDataDirectory, {
  reports: {
    "a volume that stays root's": {
      change: (bundle) => {
        delete bundle.pod("database").securityContext.fsGroup;
      },
      says: /without fsGroup/,
      severity: "warning",
    },
    "the default, which is the mount": {
      change: atMount,
      says: /volume's root/,
      at: "/spec/template/spec/containers/0/volumeMounts/0",
    },
    "PGDATA at the mount": {
      change: (bundle) => bundle.setVariable("database", "PGDATA", "/var/lib/postgresql/data/"),
      at: "/spec/template/spec/containers/0/env/3",
    },
    "a subPath, which root makes": {
      change: (bundle) => {
        atMount(bundle);
        bundle.container("database").volumeMounts[0].subPath = "postgres";
      },
      says: /subPath/,
      severity: "error",
    },
    "root and lost+found": { change: asRoot, says: /lost\+found/, severity: "warning" },
  },
  silent: {
    "a good bundle": {},
    "root and a subPath": (bundle) => {
      asRoot(bundle);
      bundle.container("database").volumeMounts[0].subPath = "postgres";
    },
    "the default of PostgreSQL 18": (bundle) => {
      atMount(bundle);
      bundle.container("database").image = "postgres:18-alpine";
      bundle.container("database").volumeMounts[0].mountPath = "/var/lib/postgresql";
    },
    "an init container that gives it away": (bundle) => {
      atMount(bundle);
      bundle.pod("database").initContainers = [{ name: "own", image: "busybox", command: ["chown", "70", "/data"] }];
    },
    "a folder of the node": (bundle) => {
      atMount(bundle);
      delete bundle.workload("database").spec.volumeClaimTemplates;
      bundle.pod("database").volumes.push({ name: "data", hostPath: { path: "/srv" } });
    },
    "a PGDATA that nobody knows": (bundle) =>
      bundle.setVariable("database", "PGDATA", { secretKeyRef: { name: "a", key: "b" } }),
  },
});
