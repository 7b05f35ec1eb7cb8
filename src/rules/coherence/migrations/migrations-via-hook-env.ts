/** A Job that migrates and a server that leaves it to the Job belong together (certctl's audit DEPL-003). */
import type { Installation } from "../../certctl/installation.ts";
import { type Program, programsOf } from "../../certctl/programs.ts";
import { runsBefore } from "../../certctl/release.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import { podsIn } from "../../pods/pod.ts";
import { UNKNOWN } from "../../pods/variables.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const VIA_HOOK = "CERTCTL_MIGRATIONS_VIA_HOOK";

export const migrationsViaHookEnv: CoherenceRule = {
  name: "migrations-via-hook-env",
  id: "DEPL-003",
  severity: "error",
  title: "A migration Job exists exactly where every server leaves the migration to it.",
  setting: "migrations",
  *check(installation) {
    const { servers, migrations } = installation;
    const before = migrations.filter(({ pod }) => pod.resource.id.kind !== "CronJob");
    // An init container of the server's own pod is done when the server looks: that is no race.
    const jobs = before.filter(({ container }) => container.runs === "main");
    for (const server of servers) {
      // Older servers do not know the variable: certctl-version says so.
      if (runsBefore(server, "v2.1.3") === true) continue;
      const leaves = leavesIt(server, installation);
      if (leaves === false && jobs.length > 0) yield twice(server);
      if (leaves === true && before.length === 0 && !isMigratedElsewhere(installation)) {
        yield never(server, migrations.length > 0);
      }
    }
  },
};

/** Only the word true counts, in any case (cmd/server/migrations.go:144); undefined where the input does not say. */
function leavesIt(server: Program, { objects }: Installation): boolean | undefined {
  const text = server.variables.get(VIA_HOOK)?.text;
  if (text === undefined) return mayBeUnseen(VIA_HOOK, server, objects) ? undefined : false;
  return text.includes(UNKNOWN) ? undefined : text.toLowerCase() === "true";
}

function twice({ pod, container, variables }: Program): Problem {
  const variable = variables.get(VIA_HOOK);
  const state =
    variable === undefined ? `${VIA_HOOK} is missing` : `of ${VIA_HOOK} only the word true counts, which it is not`;
  return {
    resource: pod.resource,
    path: variable?.path ?? container.path,
    message: `a Job migrates the database, and so does this server at every start, since ${state}: whichever comes first migrates, and a failed Job holds no server back`,
    fix: `Set ${VIA_HOOK}=true on every server, or remove the migration Job.`,
  };
}

function never({ pod, container, variables }: Program, byTheClock: boolean): Problem {
  const instead = byTheClock ? "only a CronJob does, by the clock" : "no Job does";
  return {
    resource: pod.resource,
    path: variables.get(VIA_HOOK)?.path ?? container.path,
    message: `the server leaves the migration to a Job (${VIA_HOOK}=true), and ${instead}: on an empty database it exits again and again, on an old one it serves without the new columns`,
    fix: `Add a Job that runs the server's image with --migrate-only, or remove ${VIA_HOOK}.`,
  };
}

/** True where a Job in a namespace without servers migrates: it is not seen as this certctl's, and may well be. */
function isMigratedElsewhere({ environment, objects, servers }: Installation): boolean {
  const homes = new Set(servers.map(({ pod }) => pod.namespace));
  const pods = podsIn(environment.resources).filter((pod) => !homes.has(pod.namespace));
  return pods.some((pod) => programsOf(pod, objects).some(({ role }) => role === "migration"));
}
