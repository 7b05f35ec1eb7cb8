/** The server listens where its Service, its probes and its declared port expect it. */

import { objectsAt } from "../../../model/json.ts";
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import { isLoopback } from "../../pods/hosts.ts";
import { containersOf, objectAt } from "../../pods/pod.ts";
import { portNumber } from "../../pods/ports.ts";
import { probesOf } from "../../pods/probes.ts";
import { shown, UNKNOWN } from "../../pods/variables.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const HOST = "CERTCTL_SERVER_HOST";
const PORT = "CERTCTL_SERVER_PORT";
/** internal/config/config.go:426-427. */
const DEFAULT_PORT = 8080;

export const serverListens: CoherenceRule = {
  name: "server-listens",
  severity: "error",
  title: "The server listens on all addresses, at the port that its Service and probes use.",
  *check(installation) {
    for (const server of installation.servers) {
      yield* hostProblem(server, installation);
      yield* portProblem(server, installation);
    }
  },
};

function isAddress(text: string): boolean {
  return /^(\d{1,3}(\.\d{1,3}){3}|\[?[0-9a-f:.]*:[0-9a-f:.]*\]?|localhost)$/i.test(text);
}

/** A proxy in the same pod may listen in the server's place, and the Service lead to it. */
function hasNeighbour({ pod, container }: Program): boolean {
  return containersOf(pod).some((one) => one.runs !== "before" && one.image !== container.image);
}

function* hostProblem(server: Program, { objects }: Installation): Iterable<Problem> {
  const host = server.variables.get(HOST);
  const isMissing = host === undefined || host.text === "";
  // kubelet asks the pod's address; a proxy in the pod may be what asks localhost.
  const isAsked = probesOf(server.container).some(({ spec }) => "httpGet" in spec || "tcpSocket" in spec);
  if (hasNeighbour(server) && !isAsked) return;
  if (!isMissing && !host.text.includes(UNKNOWN) && !isAddress(host.text)) {
    yield {
      resource: server.pod.resource,
      path: host.path,
      message: `${HOST} is no address of the pod, so the server can't listen and exits`,
      fix: `Set ${HOST} to 0.0.0.0.`,
    };
    return;
  }
  if (isMissing ? mayBeUnseen(HOST, server, objects) : !isLoopback(host.text)) return;
  yield {
    resource: server.pod.resource,
    path: host?.path ?? server.container.path,
    message: `the server listens on ${isMissing ? `127.0.0.1, the default of ${HOST}` : shown(host)}, where neither the Service nor kubelet's probes reach it: it never gets ready`,
    fix: `Set ${HOST} to 0.0.0.0.`,
  };
}

export function* portProblem(server: Program, { objects, services }: Installation): Iterable<Problem> {
  const { container, pod, variables } = server;
  const port = variables.get(PORT);
  const isMissing = port === undefined || port.text === "";
  if (isMissing ? mayBeUnseen(PORT, server, objects) : port.text.includes(UNKNOWN)) return;
  const listens = isMissing || !/^\d+$/.test(port.text) ? DEFAULT_PORT : Number(port.text);
  const declared = objectsAt(container.spec, "ports").map(([, one]) => one.containerPort);
  const probed = probesOf(container).map(({ spec }) => portNumber(container, objectAt(spec, "httpGet").port));
  const served = (hasNeighbour(server) ? [] : services)
    .filter((service) => objects.servicesOf(pod).includes(service))
    .flatMap(({ manifest }) => objectsAt(manifest, "spec", "ports").map(([, one]) => one.targetPort ?? one.port))
    .map((target) => portNumber(container, target));
  const others = [
    ["its declared port", declared],
    ["its probes", probed],
    ["its Service", served],
  ] as const;
  const wrong = others.flatMap(([who, ports]) => {
    const numbers = [...new Set(ports)].filter((one) => typeof one === "number");
    return numbers.length === 0 || numbers.includes(listens) ? [] : [`${who} ${numbers.join(", ")}`];
  });
  if (wrong.length === 0) return;
  yield {
    resource: pod.resource,
    path: port?.path ?? container.path,
    message: `the server listens on port ${listens}${isMissing ? `, the default of ${PORT}` : ""}, but this is another one: ${wrong.join("; ")}`,
    fix: `Make ${PORT}, containerPort, the probes' port and the Service's targetPort one number, such as 8443.`,
  };
}
