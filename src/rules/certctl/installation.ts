/** One certctl in an environment: its servers, migrations, agents and database, and how they find each other. */
import type { AppliedEnvironment, Resource } from "../../model/applied.ts";
import { hostOf } from "../pods/hosts.ts";
import { Objects } from "../pods/objects.ts";
import { type Pod, podsIn } from "../pods/pod.ts";
import { Producers } from "../producers/producers.ts";
import { databaseAddress } from "./database-url.ts";
import { type Program, programsOf, type Role } from "./programs.ts";

export interface Installation {
  readonly environment: AppliedEnvironment;
  /** Of the whole environment. */
  readonly objects: Objects;
  /** What makes Secrets and ConfigMaps, of the whole environment. */
  readonly producers: Producers;
  readonly servers: readonly Program[];
  readonly migrations: readonly Program[];
  readonly agents: readonly Program[];
  /** Those that the servers' URL leads to, or that stand beside servers whose URL is not in the input. */
  readonly databases: readonly Program[];
  /** Scripts in certctl's images: enrolment, roles. */
  readonly tools: readonly Program[];
  /** Pods that run any of these, each once. */
  readonly pods: readonly Pod[];
  /** Services that lead to the servers. */
  readonly services: readonly Resource[];
}

/** Many rules ask for them, of one environment after the other. */
const KNOWN = new WeakMap<AppliedEnvironment, readonly Installation[]>();

/** The installations of an environment: one for each namespace with servers or migrations, or one of agents alone. */
export function installationsOf(environment: AppliedEnvironment): readonly Installation[] {
  const installations = KNOWN.get(environment) ?? foundIn(environment);
  KNOWN.set(environment, installations);
  return installations;
}

function foundIn(environment: AppliedEnvironment): readonly Installation[] {
  const objects = new Objects(environment.resources);
  const pods = podsIn(environment.resources);
  const programs = pods.flatMap((pod) => programsOf(pod, objects));
  if (programs.every(({ role }) => role === "database")) return [];
  const homes = [...new Set(programs.filter(isCore).map(({ pod }) => pod.namespace))];
  const shared = { environment, objects, producers: new Producers(environment.resources) };
  if (homes.length === 0) return [installation(shared, programs)];
  const byHome = new Map<string, Program[]>(homes.map((home) => [home, []]));
  for (const program of programs) byHome.get(homeOf(program, byHome, objects))?.push(program);
  return [...byHome.values()].map((own) => installation(shared, own));
}

function isCore({ role }: Program): boolean {
  return role === "server" || role === "migration";
}

/** The namespace of the servers that a program belongs to: its own, that of the server it calls, or the first. */
function homeOf({ pod, variables }: Program, homes: ReadonlyMap<string, unknown>, objects: Objects): string {
  if (homes.has(pod.namespace)) return pod.namespace;
  const host = hostOf(variables.get("CERTCTL_SERVER_URL")?.text ?? "");
  const called = host === undefined ? undefined : objects.serviceAt(host, pod.namespace)?.id.namespace;
  const [first = ""] = homes.keys();
  return called !== undefined && homes.has(called) ? called : first;
}

type Shared = Pick<Installation, "environment" | "objects" | "producers">;

function installation(shared: Shared, programs: readonly Program[]): Installation {
  const { objects } = shared;
  const of = (role: Role): readonly Program[] => programs.filter((program) => program.role === role);
  const servers = of("server");
  const migrations = of("migration");
  const databases = linked(of("database"), [...servers, ...migrations], objects);
  const parts = [...servers, ...migrations, ...of("agent"), ...databases, ...of("tool")];
  return {
    ...shared,
    servers,
    migrations,
    agents: of("agent"),
    databases,
    tools: of("tool"),
    pods: [...new Set(parts.map(({ pod }) => pod))],
    services: [...new Set(servers.flatMap(({ pod }) => objects.servicesOf(pod)))],
  };
}

/** A PostgreSQL that no URL leads to belongs to somebody else. */
function linked(databases: readonly Program[], users: readonly Program[], objects: Objects): readonly Program[] {
  const addresses = users.map((user) => databaseAddress(user)).filter((address) => address !== undefined);
  const hosts = addresses.map(({ host }) => host).filter((host) => host !== undefined);
  const isUnknown = users.length > 0 && hosts.length === 0;
  return databases.filter(({ pod }) => {
    const services = objects.servicesOf(pod);
    const isNamed = users.some((user) =>
      hosts.some((host) => services.includes(objects.serviceAt(host, user.pod.namespace) as Resource)),
    );
    return isNamed || (isUnknown && users.some((user) => user.pod.namespace === pod.namespace));
  });
}

/** The namespaces that its pods are in, in the order of those. */
export function namespacesOf({ pods }: Installation): readonly string[] {
  return [...new Set(pods.map(({ namespace }) => namespace))];
}
