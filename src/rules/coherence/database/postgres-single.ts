/** A PostgreSQL without replication is one pod: more are databases of their own. */

import type { Resource } from "../../../model/applied.ts";
import type { Program } from "../../certctl/programs.ts";
import { imageName } from "../../pods/image-name.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

/** Images that do nothing about replication by themselves. */
const PLAIN: ReadonlySet<string> = new Set(["postgres", "postgis", "pgvector", "timescaledb"]);

export const postgresSingle: CoherenceRule = {
  name: "postgres-single",
  severity: "error",
  title: "A plain PostgreSQL has one replica.",
  *check({ databases }) {
    for (const { pod } of databases.filter(isPlain)) {
      const replicas = pod.replicas ?? 2;
      if (replicas === 0) yield none(pod.resource);
      if (replicas < 2) continue;
      const { kind } = pod.resource.id;
      yield {
        resource: pod.resource,
        path: kind === "DaemonSet" ? [] : ["spec", "replicas"],
        message: `${kind === "DaemonSet" ? "one PostgreSQL per node is" : `${replicas} replicas of a plain PostgreSQL are`} as many databases, not copies of one: the Service leads each connection of certctl to another`,
        fix: "Run one replica; for more, use an operator such as CloudNativePG or an external database.",
      };
    }
  },
};

function none(resource: Resource): Problem {
  return {
    resource,
    path: ["spec", "replicas"],
    severity: "warning",
    message: "with 0 replicas no PostgreSQL runs: migrations fail, and servers exit",
    fix: "Set replicas: 1.",
  };
}

function isPlain({ container, variables }: Program): boolean {
  const isReplicated = [...variables.keys()].some((name) => /REPLICA|PATRONI|REPMGR/.test(name));
  return PLAIN.has(imageName(container.image).base) && container.command.length === 0 && !isReplicated;
}
