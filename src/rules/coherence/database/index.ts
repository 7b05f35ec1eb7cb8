/** Rules about the database: PostgreSQL and the way to it. */
import type { CoherenceRule } from "../../rule.ts";
import { databaseClient } from "./database-client.ts";
import { databasePasswordTrap } from "./database-password-trap.ts";
import { databaseReachable } from "./database-reachable.ts";
import { databaseSameCredentials } from "./database-same-credentials.ts";
import { databaseTls } from "./database-tls.ts";
import { databaseUrl } from "./database-url.ts";
import { postgresAuthentication } from "./postgres-authentication.ts";
import { postgresDataDirectory } from "./postgres-data-directory.ts";
import { postgresPassword } from "./postgres-password.ts";
import { postgresProbe } from "./postgres-probe.ts";
import { postgresShutdown } from "./postgres-shutdown.ts";
import { postgresSingle } from "./postgres-single.ts";
import { postgresStorage } from "./postgres-storage.ts";
import { postgresUpdateStrategy } from "./postgres-update-strategy.ts";
import { postgresUser } from "./postgres-user.ts";
import { postgresVersion } from "./postgres-version.ts";
import { postgresWritableDirectories } from "./postgres-writable-directories.ts";

export const DATABASE_RULES: readonly CoherenceRule[] = [
  databaseClient,
  databasePasswordTrap,
  databaseReachable,
  databaseSameCredentials,
  databaseTls,
  databaseUrl,
  postgresAuthentication,
  postgresDataDirectory,
  postgresPassword,
  postgresProbe,
  postgresShutdown,
  postgresSingle,
  postgresStorage,
  postgresUpdateStrategy,
  postgresUser,
  postgresVersion,
  postgresWritableDirectories,
];
