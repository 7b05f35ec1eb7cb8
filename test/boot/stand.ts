/**
 * A cluster's rendered pods as processes of this machine, without Kubernetes.
 *
 * Substituted:
 * - the images: /app/server and /app/agent are the programs on PATH, CERTCTL_DATABASE_MIGRATIONS_PATH says where the
 *   server's SQL files are, scripts run with this machine's sh, curl, psql and sed, and PostgreSQL is this machine's,
 *   initialised as its image's entry point does;
 * - folders: the mounts below /etc/certctl and /var/lib/certctl are temporary folders, in variables and commands;
 * - addresses: the database's and the server's Service are ports of this machine;
 * - the node: it is called node1.
 *
 * Everything else (commands, scripts, variables and their order, what is read from which ConfigMap and Secret, the files
 * of Secret volumes) is the bundle's, and the Secrets are those that this program makes. What a container may do (its
 * user, its capabilities, a read-only root) and the sidecar and the init container that are about it are not tested here.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DATABASE, SECRETS, SERVER_PORT, serverUrl } from "../../src/certctl/names.ts";
import { isObject, type JsonObject } from "../../src/model/json.ts";
import { makeSecrets } from "../../src/secrets/make.ts";
import { container, type Made, made, type Pod, pods } from "../support/bundle.ts";
import { temporaryFolder } from "../support/folder.ts";
import { type Asked, ask, type Reply } from "./api.ts";
import { type Around, commandOf, environmentOf, mountsOf } from "./pod.ts";
import { type Database, startPostgres } from "./postgres.ts";
import { type Command, type Ended, freePorts, poll, type Running, run, start } from "./process.ts";
import { type Programs, programs } from "./programs.ts";

export interface Stand {
  readonly folder: string;
  readonly ports: readonly number[];
  readonly database: Database;
  /** Values by `namespace/name`; what is set here, the next process reads. */
  readonly secrets: Map<string, Record<string, string>>;
  readonly namespace: string;
  /** Folder that stands for the agent's /var/lib/certctl. */
  readonly state: string;
  /** A container of a workload, run to its end or started. */
  run(workload: string, name: string): Promise<Ended>;
  start(workload: string, name: string): Running;
  ask(path: string, asked?: Asked): Promise<Reply>;
  /** Ends every process and removes every file. */
  close(): Promise<void>;
}

const DATABASE_PORT = 5432;
const OURS = /^\/(etc|var\/lib)\/certctl(\/|$)/;

export async function openStand(settings: JsonObject): Promise<Stand> {
  const real = programs();
  const bundle = await made(settings);
  const secrets = await secretsOf(bundle);
  const namespace = bundle.env.namespace.name;
  const [database = 0, server = 0] = await freePorts(2);
  const around: Around = {
    manifests: bundle.objects.map(({ manifest }) => manifest),
    secrets,
    fields: { "spec.nodeName": "node1" },
  };
  const root = temporaryFolder();
  const running: Running[] = [];
  const command = (workload: string, name: string): Command =>
    commandIn({ around, root: root.path, real, namespace, database, server }, podOf(bundle, workload), name);
  const { spec, ...rest } = podOf(bundle, DATABASE);
  const env = environmentOf(around, { spec, ...rest }, container(spec, "postgres"));
  chmodSync(root.path, 0o755);
  try {
    const postgres = { programs: real.postgres, folder: join(root.path, "postgres"), port: database, env };
    const started = await startPostgres(postgres);
    return {
      folder: root.path,
      ports: [database, server],
      database: started,
      secrets,
      namespace,
      state: join(root.path, "certctl-agent", "state"),
      run: (workload, name) => run(command(workload, name)),
      start(workload, name) {
        const process = start(command(workload, name));
        running.push(process);
        return process;
      },
      ask(path, asked) {
        const ca = secrets.get(`${namespace}/${bundle.env.tls.secretName}`)?.["ca.crt"] ?? "";
        return ask(`https://localhost:${server}${path}`, ca, asked);
      },
      async close() {
        for (const process of running.reverse()) await process.stop();
        await started.stop();
        root.remove();
      },
    };
  } catch (error) {
    root.remove();
    throw error;
  }
}

async function secretsOf({ env }: Made): Promise<Map<string, Record<string, string>>> {
  const all = await makeSecrets(env, { now: new Date(), randomBytes: (count) => randomBytes(count) });
  return new Map(
    all.map(({ metadata, stringData }) => [`${metadata.namespace}/${metadata.name}`, { ...(stringData as object) }]),
  );
}

function podOf(bundle: Made, workload: string): Pod {
  const pod = pods(bundle).find((it) => it.workload === workload);
  if (pod === undefined) throw new Error(`no workload ${workload}`);
  return pod;
}

interface Place {
  readonly around: Around;
  readonly root: string;
  readonly real: Programs;
  readonly namespace: string;
  readonly database: number;
  readonly server: number;
}

/** The container's command with everything substituted, its Secret volumes written. */
function commandIn({ around, root, real, namespace, database, server }: Place, pod: Pod, name: string): Command {
  const of = container(pod.spec, name);
  const texts = new Map([
    [`${DATABASE}:${DATABASE_PORT}`, `127.0.0.1:${database}`],
    [serverUrl(namespace), `https://localhost:${server}`],
    ["/app/server", real.server],
    ["/app/agent", real.agent],
  ]);
  for (const { path, volume, files } of mountsOf(around, pod, of)) {
    if (!OURS.test(path)) continue;
    const folder = join(root, pod.workload, volume);
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(files ?? {})) writeFileSync(join(folder, file), text, { mode: 0o640 });
    texts.set(path, folder);
  }
  // Once over the text: what is put in is not looked at again.
  const words = [...texts.keys()].sort((a, b) => b.length - a.length).map((it) => it.replaceAll(/[.\\]/g, "\\$&"));
  const pattern = new RegExp(`(?:${words.join("|")})(?![\\w.-])`, "g");
  const substitute = (text: string): string => text.replaceAll(pattern, (word) => texts.get(word) ?? word);

  const [, image = ""] = /\/certctl-(server|agent)[:@]/.exec(String(of.image)) ?? [];
  const bundled = environmentOf(around, pod, of);
  const env = Object.fromEntries(Object.entries(bundled).map(([key, value]) => [key, substitute(value)]));
  whole(env, "PGHOST", DATABASE, "127.0.0.1");
  whole(env, "PGPORT", String(DATABASE_PORT), String(database));
  whole(env, "CERTCTL_SERVER_PORT", String(SERVER_PORT), String(server));
  const PATH = `${real.postgres}:${process.env.PATH ?? ""}`;
  return {
    argv: commandOf(of, bundled, `/app/${image}`).map(substitute),
    env: { ...env, PATH, ...(image === "server" ? { CERTCTL_DATABASE_MIGRATIONS_PATH: real.migrations } : {}) },
    cwd: root,
  };
}

/** A variable that is an address by itself: it must be the one that is known here. */
function whole(env: Record<string, string>, name: string, from: string, to: string): void {
  if (env[name] === undefined) return;
  if (env[name] !== from) throw new Error(`${name} is ${env[name]}, not ${from}`);
  env[name] = to;
}

/** What /ready says: 200 once the server is ready, 0 where the server has ended, undefined where it takes too long. */
export function readiness(stand: Stand, server: Running): Promise<number | undefined> {
  return poll(100, async () => {
    if (server.code() !== undefined) return 0;
    const reply = await stand.ask("/ready").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED") return undefined;
      throw error;
    });
    return reply?.status === 200 ? reply.status : undefined;
  });
}

/** The value of a Secret that is there. */
export function secretValue(stand: Stand, namespace: string, name: keyof typeof SECRETS, key: string): string {
  const values = stand.secrets.get(`${namespace}/${SECRETS[name]}`);
  const value = isObject(values) ? values[key] : undefined;
  if (typeof value !== "string") throw new Error(`no ${key} in Secret ${SECRETS[name]}`);
  return value;
}
