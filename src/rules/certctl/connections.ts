/** The connections that certctl's parts need: who calls whom, and at which port. */
import type { Resource } from "../../model/applied.ts";
import { portNamed } from "../pods/network-policies.ts";
import { containersOf, objectAt, objectsAt, type Pod, podOf } from "../pods/pod.ts";
import { UNKNOWN, variablesOf } from "../pods/variables.ts";
import { agentSetting } from "./agent-setting.ts";
import { databaseAddress } from "./database-url.ts";
import { hostOf, type Installation } from "./installation.ts";
import type { Program } from "./programs.ts";

export interface Connection {
  readonly from: Pod;
  /** Undefined for a database outside of the cluster. */
  readonly to: Pod | undefined;
  readonly port: number | undefined;
  /** `the agent`, `the server`, as messages name them. */
  readonly caller: string;
  readonly called: string;
}

const CALLERS = { server: "the server", migration: "the migration", agent: "the agent", tool: "a script" } as const;

export function connectionsOf(installation: Installation): readonly Connection[] {
  return [...toServer(installation), ...toDatabase(installation), ...toDatabaseOutside(installation)];
}

function callerOf({ role }: Program): string {
  return role === "database" ? "the database" : CALLERS[role];
}

function* toServer(installation: Installation): Iterable<Connection> {
  const { objects, servers, services, agents, tools } = installation;
  // A script that enrols an agent stands in the agent's own pod.
  const others = tools.filter(({ pod }) => !agents.some((agent) => agent.pod === pod));
  for (const program of [...agents, ...others]) {
    const url =
      program.role === "agent"
        ? agentSetting(program, "CERTCTL_SERVER_URL", objects).text
        : (program.variables.get("CERTCTL_SERVER_URL")?.text ?? "");
    const host = hostOf(url);
    const service = host === undefined ? undefined : objects.serviceAt(host, program.pod.namespace);
    if (service === undefined || !services.includes(service)) continue;
    for (const { pod } of servers.filter((server) => objects.servicesOf(server.pod).includes(service))) {
      const port = podPort(service, Number(/:(\d+)(?:\/|$)/.exec(url)?.[1] ?? 443), pod);
      yield { from: program.pod, to: pod, port, caller: callerOf(program), called: "the server" };
    }
  }
}

/** Every pod with an address of the database: also Jobs that change its password, and backups. */
function* toDatabase({ environment, objects, databases, servers, migrations }: Installation): Iterable<Connection> {
  const known = new Map([...servers, ...migrations].map((program) => [program.pod.resource, callerOf(program)]));
  for (const from of environment.resources.map(podOf).filter((pod) => pod !== undefined)) {
    const hosts = new Set(
      containersOf(from).flatMap((container) => {
        const variables = variablesOf(container, objects);
        const address = databaseAddress({ variables } as Program);
        return [address?.host, variables.get("PGHOST")?.text].filter((host) => host !== undefined);
      }),
    );
    for (const host of hosts) {
      const service = objects.serviceAt(host, from.namespace);
      if (service === undefined) continue;
      for (const { pod: to } of databases.filter(({ pod }) => objects.servicesOf(pod).includes(service))) {
        const caller = known.get(from.resource) ?? `the ${from.resource.id.kind} that uses it`;
        yield { from, to, port: podPort(service, 5432, to), caller, called: "the database" };
      }
    }
  }
}

/** Where the address has a dot and is no Service's, or nothing in the cluster can be meant. */
function* toDatabaseOutside({ databases, servers, migrations, objects }: Installation): Iterable<Connection> {
  if (databases.length > 0) return;
  for (const program of [...servers, ...migrations]) {
    const host = databaseAddress(program)?.host;
    if (host === undefined || !host.includes(".") || /\.svc(\.|$)/.test(host)) continue;
    if (objects.serviceAt(host, program.pod.namespace) !== undefined) continue;
    const port = urlPort(program.variables.get("CERTCTL_DATABASE_URL")?.text ?? "");
    yield { from: program.pod, to: undefined, port, caller: callerOf(program), called: "its database" };
  }
}

function urlPort(url: string): number | undefined {
  const address = url.slice(url.lastIndexOf("@") + 1).split(/[/?]/)[0] ?? "";
  if (address.includes(UNKNOWN)) return undefined;
  const written = /:(\d+)$/.exec(address)?.[1];
  return written === undefined ? 5432 : Number(written);
}

/** The pod's port behind a port of its Service; of a headless one the pods are called themselves. */
function podPort({ manifest }: Resource, port: number, pod: Pod): number | undefined {
  const spec = objectAt(manifest, "spec");
  if (spec.clusterIP === "None") return port;
  const ports = objectsAt(spec, "ports").map(([, one]) => one);
  const entry = ports.find((one) => one.port === port) ?? (ports.length === 1 ? ports[0] : undefined);
  const target = entry?.targetPort ?? entry?.port;
  return typeof target === "number" ? target : typeof target === "string" ? portNamed(pod, target) : undefined;
}
