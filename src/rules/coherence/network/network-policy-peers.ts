/** Policies let through what certctl's parts need of each other, of names, and of those that call from outside. */
import type { Connection } from "../../certctl/connection.ts";
import { connectionsOf } from "../../certctl/connections.ts";
import type { Installation } from "../../certctl/installation.ts";
import { routesTo } from "../../certctl/routes.ts";
import { scrapesOf } from "../../certctl/scrapes.ts";
import { blamed, type Direction, letThrough, type Peer, type Port, policiesOn } from "../../pods/network-policies.ts";
import type { Objects } from "../../pods/objects.ts";
import type { Pod } from "../../pods/pod.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const networkPolicyPeers: CoherenceRule = {
  name: "network-policy-peers",
  severity: "error",
  title: "Network policies let through every connection that certctl needs.",
  setting: "networkPolicies",
  *check(installation) {
    const seen = new Set<string>();
    for (const problem of [...closed(installation), ...withoutNames(installation), ...fromOutside(installation)]) {
      const { resource, message } = problem;
      const key = JSON.stringify([resource.id, message]);
      if (!seen.has(key)) yield problem;
      seen.add(key);
    }
  },
};

function* closed(installation: Installation): Iterable<Problem> {
  const { objects } = installation;
  for (const connection of connectionsOf(installation)) {
    const { from, to, caller, called } = connection;
    const port: Port = { number: connection.port, protocol: "TCP" };
    const at = port.number === undefined ? "" : ` at port ${port.number}`;
    const out = stopped(from, "Egress", to ?? { isOutside: true }, port, objects);
    if (out !== undefined) {
      yield {
        ...out,
        message: `the policy does not let ${caller} out to ${called}${at}: ${resultOf(connection)}`,
        fix: `Let it out (egress) to ${to === undefined ? `an address block that holds ${called}` : `the pods of ${called}`}${at}.`,
      };
    }
    const into = to === undefined ? undefined : stopped(to, "Ingress", from, port, objects);
    if (into !== undefined) {
      yield {
        ...into,
        message: `the policy does not let ${caller} in to ${called}${at}: ${resultOf(connection)}`,
        fix: `Let its pods in (ingress)${at}, with a namespaceSelector where they live in another namespace.`,
      };
    }
  }
}

function resultOf({ caller, called, without }: Connection): string {
  if (without !== undefined) return without;
  if (caller === "the agent") return "it logs a timeout at each heartbeat and does no work";
  if (caller === "the server") return "it can't reach the database at its start, and exits";
  return `it waits for ${called} and fails`;
}

/** The policy that stops a connection, undefined where none does. */
function stopped(
  pod: Pod,
  direction: Direction,
  peer: Peer,
  port: Port,
  objects: Objects,
): Pick<Problem, "resource" | "path"> | undefined {
  const policies = policiesOn(pod, direction, objects);
  if (policies.length === 0 || letThrough(policies, direction, { pod, peer, port }, objects)) return undefined;
  return blamed(policies, direction);
}

/** Cluster DNS listens on 53; on OpenShift its pods do on 5353. */
function* withoutNames(installation: Installation): Iterable<Problem> {
  const { pods, databases, objects } = installation;
  const own = namespacesOf(installation);
  for (const pod of pods.filter((one) => !databases.some((database) => database.pod === one))) {
    const ports = [53, 5353].map((number) =>
      stopped(pod, "Egress", { notIn: own }, { number, protocol: "UDP" }, objects),
    );
    const [place] = ports;
    if (place === undefined || ports.includes(undefined)) continue;
    yield {
      ...place,
      message:
        "the policy lets nothing out to the cluster's DNS (UDP 53), so the pods that it selects find no host by name, the database and the server included",
      fix: "Let them out to UDP and TCP 53 in every namespace (namespaceSelector: {}), and to the node-local DNS, where there is one.",
    };
  }
}

/** Controllers and Prometheus live in namespaces of their own, which the input seldom holds. */
function* fromOutside(installation: Installation): Iterable<Problem> {
  const callers = [
    ...(routesTo(installation).length > 0
      ? ["the ingress controller (an Ingress or a route leads to the server)"]
      : []),
    ...(scrapesOf(installation).length > 0 ? ["Prometheus (a monitor names the server)"] : []),
  ];
  const peer = { notIn: namespacesOf(installation) };
  for (const { pod, variables } of callers.length === 0 ? [] : installation.servers) {
    const text = variables.get("CERTCTL_SERVER_PORT")?.text ?? "";
    const number = /^\d+$/.test(text) ? Number(text) : undefined;
    const place = stopped(pod, "Ingress", peer, { number, protocol: "TCP" }, installation.objects);
    if (place === undefined) continue;
    yield {
      ...place,
      severity: "warning",
      message: `the policy lets nobody from other namespaces in to the server, so it stops ${callers.join(" and ")}`,
      fix: "Let the namespaces of those callers in (ingress, namespaceSelector kubernetes.io/metadata.name) at the server's port.",
    };
  }
}

function namespacesOf({ pods }: Installation): readonly string[] {
  return [...new Set(pods.map(({ namespace }) => namespace))];
}
