/**
 * A PostgreSQL that is started as the entry point of its image does: the role of POSTGRES_USER is the superuser, has
 * POSTGRES_PASSWORD and the database POSTGRES_DB. Every connection comes by TCP and needs the password, as from a pod.
 */
import { chownSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ended, poll, type Running, run, start } from "./process.ts";
import { otherUser } from "./programs.ts";

export interface Database {
  /** One statement as the superuser, with this password. */
  query(password: string, sql: string): Promise<Ended>;
  stop(): Promise<Ended>;
}

interface Wanted {
  readonly programs: string;
  readonly folder: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
}

export async function startPostgres({ programs, folder, port, env }: Wanted): Promise<Database> {
  const { POSTGRES_USER = "", POSTGRES_DB = "", POSTGRES_PASSWORD = "" } = env;
  const data = join(folder, "pgdata");
  const passwordFile = join(folder, "password");
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(passwordFile, `${POSTGRES_PASSWORD}\n`, { mode: 0o600 });
  const other = otherUser();
  if (other !== undefined) {
    for (const path of [folder, passwordFile]) chownSync(path, other.id, other.id);
  }
  const plain = { PATH: `${programs}:${process.env.PATH ?? ""}`, LC_ALL: "C" };
  const command = (argv: readonly string[]) => ({ argv: [...(other?.words ?? []), ...argv], env: plain, cwd: "/" });
  const initdb = [join(programs, "initdb"), "--pgdata", data, "--username", POSTGRES_USER, "--pwfile", passwordFile];
  succeeded(await run(command([...initdb, "--auth=scram-sha-256", "--encoding=UTF8", "--no-sync"])));
  rmSync(passwordFile);

  const settings = [`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
  const running: Running = start(
    command([join(programs, "postgres"), "-D", data, ...settings.flatMap((it) => ["-c", it])]),
  );
  const query = (password: string, sql: string, database = POSTGRES_DB): Promise<Ended> =>
    run({
      argv: [join(programs, "psql"), "--no-psqlrc", "--no-password", "--quiet", "--tuples-only", "--command", sql],
      env: {
        ...plain,
        PGHOST: "127.0.0.1",
        PGPORT: String(port),
        PGUSER: POSTGRES_USER,
        PGDATABASE: database,
        PGPASSWORD: password,
      },
      cwd: "/",
    });
  const isUp = async () => (await query(POSTGRES_PASSWORD, "select 1", "postgres")).code === 0 || undefined;
  const up = await poll(60, () => (running.code() === undefined ? isUp() : false));
  if (up !== true) throw new Error(`PostgreSQL did not start:\n${(await running.stop("SIGINT")).output}`);
  if (POSTGRES_DB !== "postgres") {
    succeeded(await query(POSTGRES_PASSWORD, `CREATE DATABASE "${POSTGRES_DB}"`, "postgres"));
  }
  return { query: (password, sql) => query(password, sql), stop: () => running.stop("SIGINT") };
}

function succeeded({ code, output }: Ended): void {
  if (code !== 0) throw new Error(`exit ${code}:\n${output}`);
}
