/** The numbers of ports that have a name. */

import { objectsAt, textOf } from "../../model/json.ts";
import { type Container, containersOf, type Pod } from "./pod.ts";

/** The number of a port of a container: that which it is, or that of the name. */
export function portNumber(container: Container, port: unknown): number | undefined {
  if (typeof port === "number") return port;
  if (typeof port !== "string") return undefined;
  return /^\d+$/.test(port) ? Number(port) : portNamed([container], port);
}

/** The number of a port that some container of the pod has under the name. */
export function podPortNamed(pod: Pod, name: string): number | undefined {
  return portNamed(containersOf(pod), name);
}

function portNamed(containers: readonly Container[], name: string): number | undefined {
  const ports = containers.flatMap(({ spec }) => objectsAt(spec, "ports").map(([, one]) => one));
  const found = ports.find((one) => textOf(one.name) === name)?.containerPort;
  return typeof found === "number" ? found : undefined;
}
