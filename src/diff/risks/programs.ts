/** certctl's programs in what changed: a workload's own, and each with the one that it was before. */
import type { Resource } from "../../model/applied.ts";
import { formatId } from "../../model/manifest.ts";
import type { Installation } from "../../rules/certctl/installation.ts";
import { type Program, programsOf, type Role } from "../../rules/certctl/programs.ts";
import { podOf } from "../../rules/pods/pod.ts";
import type { InstallationPair, Side, Sides } from "./sides.ts";

/** The programs of one workload, without the rest of the environment; empty for an object that runs no pod. */
export function programsIn(resource: Resource, { objects }: Side): readonly Program[] {
  const pod = podOf(resource);
  return pod === undefined ? [] : programsOf(pod, objects);
}

export interface ProgramPair {
  readonly before: Program;
  readonly after: Program;
}

/**
 * Programs of a role with what they were: in the same workload, renamed or not, under the same name; or the only one of each side.
 * Each of a workload that runs several times counts.
 */
export function programPairs(
  role: Exclude<Role, "tool">,
  { before, after }: InstallationPair,
  sides: Sides,
): readonly ProgramPair[] {
  const [was, is] = [programsWith(role, before), programsWith(role, after)];
  return is.flatMap((program) => {
    const earlier = sides.earlier(program.pod.resource);
    const inIt = was.filter(({ pod }) => earlier !== undefined && formatId(pod.resource.id) === formatId(earlier.id));
    const same = inIt.find(({ container }) => container.name === program.container.name) ?? inIt[0];
    const one = same ?? (was.length === 1 && is.length === 1 ? was[0] : undefined);
    return one === undefined ? [] : [{ before: one, after: program }];
  });
}

function programsWith(role: Exclude<Role, "tool">, installation: Installation): readonly Program[] {
  const { servers, migrations, agents, databases } = installation;
  return { server: servers, migration: migrations, agent: agents, database: databases }[role];
}
