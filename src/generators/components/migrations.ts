/** The server leaves the schema to the migration Job. */
import { SERVER } from "../../certctl/names.ts";
import { type Component, patchPod } from "./component.ts";

export const migrationsHook: Component = {
  name: "migrations-hook",
  gives: "The server leaves the schema to the migration Job (DEPL-003: one switch sets both).",
  stages: {
    server: {
      patches: {
        "migrations-via-hook.yaml": [
          patchPod("Deployment", SERVER, {
            containers: [{ name: "server", env: [{ name: "CERTCTL_MIGRATIONS_VIA_HOOK", value: "true" }] }],
          }),
        ],
      },
    },
  },
};

export const migrationsBoot: Component = {
  name: "migrations-boot",
  gives: "The server migrates when it starts, and no migration Job runs (DEPL-003: one switch sets both).",
  stages: {
    server: {
      patches: {
        "migrations-at-boot.yaml": [
          patchPod("Deployment", SERVER, {
            containers: [{ name: "server", env: [{ $patch: "delete", name: "CERTCTL_MIGRATIONS_VIA_HOOK" }] }],
          }),
        ],
      },
    },
  },
};
