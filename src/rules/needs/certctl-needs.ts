/** What certctl's own parts need of each other: the database before servers and migrations, the server before scripts. */
import type { AppliedEnvironment, Resource } from "../../model/applied.ts";
import { type Installation, installationsOf, namespacesOf } from "../certctl/installation.ts";
import type { Program } from "../certctl/programs.ts";
import { hostOf } from "../pods/hosts.ts";
import { containersOf, podOf } from "../pods/pod.ts";

export interface CertctlNeed {
  readonly kind:
    | "the database"
    | "the server"
    | "the Job that sets the password"
    | "the Job that grants the roles of keys";
  readonly producers: readonly Resource[];
}

/** By the object that runs the pod. */
export function certctlNeeds(environment: AppliedEnvironment): ReadonlyMap<Resource, readonly CertctlNeed[]> {
  const needs = new Map<Resource, readonly CertctlNeed[]>();
  for (const installation of installationsOf(environment)) {
    for (const [{ pod }, found] of needsIn(installation)) {
      needs.set(pod.resource, [...(needs.get(pod.resource) ?? []), ...found]);
    }
  }
  return needs;
}

function* needsIn(installation: Installation): Iterable<readonly [Program, readonly CertctlNeed[]]> {
  const { servers, migrations, tools } = installation;
  const database = databaseParts(installation).map((part) => ({ kind: "the database" as const, producers: [part] }));
  const server = [...servers.map(({ pod }) => pod.resource), ...installation.services].map((part) => ({
    kind: "the server" as const,
    producers: [part],
  }));
  for (const program of [...servers, ...migrations])
    yield [program, [...database, ...jobs(installation, PASSWORD, "the Job that sets the password")]];
  for (const program of tools.filter((tool) => enrols(tool, installation))) {
    yield [program, jobs(installation, GRANT, "the Job that grants the roles of keys")];
  }
  for (const program of tools.filter((tool) => awaitsServer(tool, installation))) yield [program, server];
}

const PASSWORD = /\bALTER\s+(ROLE|USER)\b[\s\S]*\bPASSWORD\b/i;
const GRANT = /\/auth\/keys\/[^\s"']*\/roles|\bactor_roles\b/;

/** After a rotation the old password opens nothing, and no key may enrol before it has a role. */
function jobs(installation: Installation, script: RegExp, kind: CertctlNeed["kind"]): readonly CertctlNeed[] {
  return namespacesOf(installation)
    .flatMap((namespace) => installation.objects.inNamespace(namespace))
    .filter(({ id }) => id.kind === "Job")
    .filter((resource) => {
      const pod = podOf(resource);
      return (
        pod !== undefined && containersOf(pod).some(({ command, args }) => script.test([...command, ...args].join(" ")))
      );
    })
    .map((job) => ({ kind, producers: [job] }));
}

/** An agent's own script, without which the agent does not start. */
function enrols(tool: Program, installation: Installation): boolean {
  return (
    tool.container.runs === "before" &&
    installation.agents.some(({ pod }) => pod === tool.pod) &&
    awaitsServer(tool, installation)
  );
}

/** Jobs that migrate; not the init containers of a server that do. */
export function migrationJobs(environment: AppliedEnvironment): ReadonlySet<Resource> {
  const programs = installationsOf(environment).flatMap(({ migrations }) => migrations);
  return new Set(programs.map(({ pod }) => pod.resource).filter(({ id }) => id.kind === "Job"));
}

/** The database's workloads, and the Services that lead to them. */
export function databaseParts({ databases, objects }: Installation): readonly Resource[] {
  const pods = databases.map(({ pod }) => pod);
  return [...new Set(pods.flatMap((pod) => [pod.resource, ...objects.servicesOf(pod)]))];
}

/** A script that calls the server and that its pod can't be done without. */
function awaitsServer({ pod, container, variables }: Program, { objects, services }: Installation): boolean {
  if (pod.resource.id.kind !== "Job" && container.runs !== "before") return false;
  const host = hostOf(variables.get("CERTCTL_SERVER_URL")?.text ?? "");
  const service = host === undefined ? undefined : objects.serviceAt(host, pod.namespace);
  return service !== undefined && services.includes(service);
}
