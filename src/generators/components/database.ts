/** A database that somebody else runs: the server and its migration read one complete URL. */
import { DATABASE_CA_SECRET } from "../../certctl/base-names.ts";
import { MIGRATE_JOB, SECRETS, SERVER } from "../../certctl/names.ts";
import type { JsonObject } from "../../model/json.ts";
import { fromSecret } from "../pods.ts";
import { type Component, patchPod } from "./component.ts";

const READERS = [
  ["server", "Deployment", SERVER, "server"],
  ["migrate", "Job", MIGRATE_JOB, "migrate"],
] as const;

export const databaseExternal: Component = {
  name: "database-external",
  gives: "The database is somewhere else; a Secret holds its complete URL.",
  stages: forReaders("database-url.yaml", (container) => ({
    containers: [
      {
        name: container,
        env: [
          { $patch: "delete", name: "POSTGRES_PASSWORD" },
          // The base has a literal URL: a variable has either a value or a source of it.
          { value: null, ...fromSecret("CERTCTL_DATABASE_URL", SECRETS.database, "url") },
        ],
      },
    ],
  })),
};

export const databaseCa: Component = {
  name: "database-ca",
  gives: "The authority that signed the database's certificate, for sslmode=verify-full in its URL.",
  stages: forReaders("database-ca.yaml", (container) => ({
    containers: [
      {
        name: container,
        env: [{ name: "PGSSLROOTCERT", value: "/etc/certctl/database-ca/ca.crt" }],
        volumeMounts: [{ name: "database-ca", mountPath: "/etc/certctl/database-ca", readOnly: true }],
      },
    ],
    volumes: [{ name: "database-ca", secret: { secretName: DATABASE_CA_SECRET, defaultMode: 0o440 } }],
  })),
};

function forReaders(file: string, pod: (container: string) => object): Component["stages"] {
  return Object.fromEntries(
    READERS.map(([stage, kind, name, container]) => [
      stage,
      { patches: { [file]: [patchPod(kind, name, pod(container) as JsonObject)] } },
    ]),
  );
}
