/** Servers that may open more connections than PostgreSQL allows fail when they are busy. */
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { runsBefore } from "../../certctl/release.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import { wordsOf } from "../../pods/pod.ts";
import { mostPods, rolloutOf, scaleOf } from "../../pods/scale.ts";
import { UNKNOWN } from "../../pods/variables.ts";
import type { CoherenceRule } from "../../rule.ts";

const MAX_CONNS = "CERTCTL_DATABASE_MAX_CONNS";
/** Kept for superusers (3 by default), migrations, backups and people. */
const RESERVED = 10;

export const databaseConnections: CoherenceRule = {
  name: "database-connections",
  severity: "warning",
  title: "All servers together, and one more during a rollout, fit into the connections of their database.",
  setting: "server.maxConnections",
  *check(installation) {
    const { servers, databases } = installation;
    const [database, ...others] = databases;
    const allowed = database === undefined || others.length > 0 ? undefined : allowedBy(database);
    if (allowed === undefined) return;
    const loads = servers.map((server) => loadOf(server, installation));
    if (loads.includes(undefined)) return;
    const sum = loads.reduce<number>((total, load) => total + (load?.connections ?? 0), 0);
    const count = loads.reduce<number>((total, load) => total + (load?.pods ?? 0), 0);
    const [server] = servers;
    if (server === undefined || sum <= allowed - RESERVED) return;
    const { pod, container, variables } = server;
    const share = Math.max(1, Math.floor((allowed - RESERVED) / count));
    const isRead = runsBefore(server, "v2.1.1") !== true;
    yield {
      resource: pod.resource,
      path: variables.get(MAX_CONNS)?.path ?? container.path,
      message: `${who(count)} up to ${sum} connections, and the database allows ${allowed}, of which ${RESERVED} are for others: when they are busy, requests fail and servers are not ready`,
      fix: `${isRead ? "Set" : "Run v2.1.1 or newer and set"} ${MAX_CONNS} to ${share} or less, or raise max_connections of the database.`,
    };
  },
};

function who(count: number): string {
  return count === 1 ? "the server opens" : `${count} servers, with those that a rollout adds, open`;
}

interface Load {
  readonly pods: number;
  readonly connections: number;
}

/** A single server's successor takes over its load; several all keep theirs while one more starts. */
function loadOf(server: Program, { objects, servers }: Installation): Load | undefined {
  const each = connectionsOf(server);
  const replicas = scaleOf(server.pod, objects)?.most;
  if (replicas === undefined || each === undefined) return undefined;
  if (!server.variables.has(MAX_CONNS) && mayBeUnseen(MAX_CONNS, server, objects)) return undefined;
  const isOne =
    mostPods(
      servers.map(({ pod }) => pod),
      objects,
    ) === 1;
  const pods = replicas + (isOne || replicas === 0 ? 0 : rolloutOf(server.pod, replicas).surge);
  return { pods, connections: pods * each };
}

/** 25 up to v2.1.2, where v2.1.0 and older did not read the variable; what is no number is the default (config.go:1590). */
function connectionsOf(server: Program): number | undefined {
  const written = server.variables.get(MAX_CONNS)?.text ?? "";
  if (runsBefore(server, "v2.1.1") === true) return 25;
  const byDefault = runsBefore(server, "v2.1.3") === true ? 25 : 50;
  if (written === "") return byDefault;
  if (written.includes(UNKNOWN)) return undefined;
  return /^[+-]?\d+$/.test(written) ? Number(written) : byDefault;
}

/** From the arguments of the server; undefined where a configuration file or a script may say it. */
function allowedBy({ container, variables }: Program): number | undefined {
  const words = wordsOf(container).join(" ");
  const written = /(?:-c\s*|--)max[_-]connections=(\d+)|-N\s*(\d+)/.exec(words);
  if (written !== null) return Number(written[1] ?? written[2]);
  if (/config[_-]file/.test(words)) return undefined;
  const variable = variables.get("POSTGRESQL_MAX_CONNECTIONS")?.text ?? "";
  return /^\d+$/.test(variable) ? Number(variable) : variable === "" ? 100 : undefined;
}
