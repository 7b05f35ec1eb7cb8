/** The connections that certctl's parts need: who calls whom, and at which port. */
import type { Resource } from "../../model/applied.ts";
import { objectsAt } from "../../model/json.ts";
import { hostOf, portOf } from "../pods/hosts.ts";
import type { Objects } from "../pods/objects.ts";
import { containersOf, objectAt, type Pod, podsIn } from "../pods/pod.ts";
import { podPortNamed } from "../pods/ports.ts";
import { variablesOf } from "../pods/variables.ts";
import { agentSetting } from "./agent-setting.ts";
import { type Connection, callerOf } from "./connection.ts";
import { databaseAddress } from "./database-url.ts";
import type { Installation } from "./installation.ts";
import { outsideConnections } from "./outside-connections.ts";
import type { Program } from "./programs.ts";

export function connectionsOf(installation: Installation): readonly Connection[] {
  return [...toServer(installation), ...toDatabase(installation), ...outsideConnections(installation)];
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
      const port = podPort(service, portOf(url) ?? 443, pod);
      yield { from: program.pod, to: pod, port, caller: callerOf(program), called: "the server" };
    }
  }
}

/** Every pod with an address of the database: also Jobs that change its password, and backups. */
function* toDatabase({ environment, objects, databases, servers, migrations }: Installation): Iterable<Connection> {
  const known = new Map([...servers, ...migrations].map((program) => [program.pod.resource, callerOf(program)]));
  for (const { from, services } of databaseCalls(environment.resources, objects)) {
    for (const service of services) {
      for (const { pod: to } of databases.filter(({ pod }) => objects.servicesOf(pod).includes(service))) {
        const caller = known.get(from.resource) ?? `the ${from.resource.id.kind} that uses it`;
        yield { from, to, port: podPort(service, 5432, to), caller, called: "the database" };
      }
    }
  }
}

interface DatabaseCall {
  readonly from: Pod;
  readonly services: readonly Resource[];
}

/** The same for each certctl of an environment, so that it is worked out once for all. */
const CALLS = new WeakMap<Objects, readonly DatabaseCall[]>();

function databaseCalls(resources: readonly Resource[], objects: Objects): readonly DatabaseCall[] {
  const known = CALLS.get(objects);
  if (known !== undefined) return known;
  const calls = podsIn(resources).map((from): DatabaseCall => {
    const hosts = containersOf(from).flatMap((container) => {
      const variables = variablesOf(container, objects);
      return [databaseAddress({ variables } as Program)?.host, variables.get("PGHOST")?.text];
    });
    const named = [...new Set(hosts)].map((host) =>
      host === undefined ? undefined : objects.serviceAt(host, from.namespace),
    );
    return { from, services: named.filter((service) => service !== undefined) };
  });
  CALLS.set(objects, calls);
  return calls;
}

/** The pod's port behind a port of its Service; of a headless one the pods are called themselves. */
function podPort({ manifest }: Resource, port: number, pod: Pod): number | undefined {
  const spec = objectAt(manifest, "spec");
  if (spec.clusterIP === "None") return port;
  const ports = objectsAt(spec, "ports").map(([, one]) => one);
  const entry = ports.find((one) => one.port === port) ?? (ports.length === 1 ? ports[0] : undefined);
  const target = entry?.targetPort ?? entry?.port;
  return typeof target === "number" ? target : typeof target === "string" ? podPortNamed(pod, target) : undefined;
}
