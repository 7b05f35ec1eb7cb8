/** The pods whose Secrets are looked at: certctl's, and those that dump or change its database. */
import type { Installation } from "../../certctl/installation.ts";
import { type Container, containersOf, type Pod, podsIn, wordsOf } from "../../pods/pod.ts";
import { UNKNOWN, variablesOf } from "../../pods/variables.ts";

const CLIENT = /\b(pg_dump|pg_dumpall|pg_restore|psql)\b/;

export function readingPods(installation: Installation): readonly Pod[] {
  const { environment, pods, servers } = installation;
  const known = new Set(pods.map(({ resource }) => resource));
  const homes = new Set(servers.map(({ pod }) => pod.namespace));
  const others = podsIn(environment.resources).filter(
    ({ resource }) => !known.has(resource) && homes.has(resource.id.namespace),
  );
  return [...pods, ...others.filter((pod) => containersOf(pod).some((one) => isClient(one, installation)))];
}

/** Beside the server, of no other database that is here. */
function isClient(container: Container, { objects, databases }: Installation): boolean {
  if (!wordsOf(container).some((word) => CLIENT.test(word))) return false;
  const host = variablesOf(container, objects).get("PGHOST")?.text ?? "";
  const service = host.includes(UNKNOWN) ? undefined : objects.serviceAt(host, container.pod.namespace);
  return service === undefined || databases.some(({ pod }) => objects.servicesOf(pod).includes(service));
}
