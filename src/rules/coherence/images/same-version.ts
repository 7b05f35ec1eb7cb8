/** The schema, the servers and the agents are of one release. */
import type { Installation } from "../../certctl/installation.ts";
import { isCertctlImage, type Program } from "../../certctl/programs.ts";
import { releaseOf } from "../../certctl/release.ts";
import { imageName } from "../../pods/image-name.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const sameVersion: CoherenceRule = {
  name: "same-version",
  severity: "error",
  title: "Migrations, servers and agents run the same release.",
  setting: "certctl.version",
  *check({ servers, migrations, agents }: Installation) {
    const [first, ...others] = servers;
    if (first === undefined) return;
    for (const server of others) {
      if (differs(server, first)) yield problem(server, OTHER_SERVER, "warning");
    }
    for (const migration of migrations) {
      if (servers.every((server) => differs(migration, server))) yield problem(migration, MIGRATION, "error");
    }
    for (const agent of agents) {
      if (servers.every((server) => differs(agent, server))) yield problem(agent, AGENT, "warning");
    }
  },
};

const OTHER_SERVER = "servers of two releases work on one database, whose schema is that of the newer";
const MIGRATION =
  "the migration runs another release than the servers: they find a schema that is not theirs, start all the same, and fail where a column is missing";
const AGENT = "the agent is of another release than the server: certctl's own tests run both of one release only";

function problem({ pod, container }: Program, message: string, severity: "error" | "warning"): Problem {
  return {
    resource: pod.resource,
    path: [...container.path, "image"],
    message,
    fix: "Give migrations, servers and agents images of the same release.",
    severity,
  };
}

/** True where both names say what they are, and it is not the same. Digests can be compared of the same image alone. */
function differs(one: Program, other: Program): boolean {
  if (![one, other].every(({ container }) => isCertctlImage(container.image))) return false;
  const [a, b] = [imageName(one.container.image), imageName(other.container.image)];
  if (a.base === b.base && a.digest !== undefined && b.digest !== undefined) return a.digest !== b.digest;
  const [release, others] = [releaseOf(one.container), releaseOf(other.container)];
  return release !== undefined && others !== undefined && release !== others;
}
