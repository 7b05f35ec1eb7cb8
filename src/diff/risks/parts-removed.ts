/** A part that others count on leaves Git: agents, servers, policies, budgets, routes. */
import type { Resource } from "../../model/applied.ts";
import { at, type JsonValue, objectsAt, textOf } from "../../model/json.ts";
import { formatId } from "../../model/manifest.ts";
import { policiesOn } from "../../rules/pods/network-policies.ts";
import { objectAt, podsIn } from "../../rules/pods/pod.ts";
import { mostPods } from "../../rules/pods/scale.ts";
import { picks, selects } from "../../rules/pods/selectors.ts";
import type { FoundRisk } from "../risk.ts";
import { programsIn } from "./programs.ts";
import { isDeleted, ownRemovals, type Removal } from "./removal.ts";
import { isKind, riskRule } from "./rule.ts";
import type { Sides } from "./sides.ts";

export const agentsRemoved = riskRule(
  "agents-removed",
  "The agents leave Git, or move to a workload without their state.",
  function* (sides) {
    for (const change of ownRemovals(sides)) {
      if (!isKind(change.before, "apps", "DaemonSet", "StatefulSet", "Deployment")) continue;
      if (!programsIn(change.before, sides.before).some(({ role }) => role === "agent")) continue;
      const others = sides.after.installations.some(({ agents }) =>
        agents.some(({ pod }) => sides.earlier(pod.resource) === undefined),
      );
      yield {
        level: "danger",
        message: others
          ? "Agents run as another workload: its pods find neither the ids nor the keys of the old ones. They enrol as new agents, and jobs of the old ones, renewals among them, wait for ever."
          : "No agent runs any more: certificates on its nodes or targets are no longer renewed or deployed, and their keys stay behind in the agents' volumes.",
        advice: others
          ? "Move the state directory along (hostPath folder or claims), or enrol the new agents, point the certificates at them, and retire the old ones in certctl."
          : "Check that it is meant, and retire the agents in certctl.",
        change,
      };
    }
  },
);

export const serverRemoved = riskRule(
  "server-removed",
  "The servers leave Git, and nothing else runs certctl.",
  function* (sides) {
    for (const change of ownRemovals(sides)) {
      if (!isKind(change.before, "apps", "Deployment", "StatefulSet", "ReplicaSet")) continue;
      if (!programsIn(change.before, sides.before).some(({ role }) => role === "server")) continue;
      if (sides.after.installations.some(({ servers }) => servers.length > 0)) continue;
      yield {
        level: "danger",
        message:
          "No server runs any more: the API, the dashboard and all renewals stop, and agents call a server that is not there.",
        advice: "Check that it is meant.",
        change,
      };
    }
  },
);

export const serviceRemoved = riskRule(
  "service-removed",
  "A Service leaves Git, and nothing else leads to its pods.",
  function* (sides) {
    for (const change of ownRemovals(sides)) {
      const { before } = change;
      const selector = objectAt(before.manifest, "spec", "selector");
      if (!isKind(before, "", "Service") || Object.keys(selector).length === 0) continue;
      const { objects, environment } = sides.after;
      const behind = podsIn(environment.resources).filter(
        ({ namespace, labels }) => namespace === before.id.namespace && selects(selector, labels),
      );
      if (behind.length === 0 || behind.some((pod) => objects.servicesOf(pod).length > 0)) continue;
      yield {
        level: "danger",
        message: "Its pods run on, and nobody finds them any more: the name that others call leads nowhere.",
        advice: "Keep the Service, or give the pods another one, and let callers use its name first.",
        change,
      };
    }
  },
);

export const networkPolicyRemoved = riskRule(
  "network-policy-removed",
  "A NetworkPolicy leaves Git, and pods that it closed are open.",
  function* (sides) {
    for (const change of ownRemovals(sides)) {
      if (!isKind(change.before, "networking.k8s.io", "NetworkPolicy")) continue;
      const found = opened(change, sides);
      if (found === undefined) continue;
      yield found;
      // Where all of them go at once, it was meant, or not, as a whole.
      return;
    }
  },
);

/** A pod that no policy picks any more takes everything; one that others still pick takes less than before. */
function opened(change: Removal, { before, after }: Sides): FoundRisk | undefined {
  const closed = podsIn(before.environment.resources).filter((pod) =>
    policiesOn(pod, "Ingress", before.objects).some(({ id }) => formatId(id) === formatId(change.before.id)),
  );
  const open = podsIn(after.environment.resources).filter(
    (pod) =>
      closed.some(({ resource: { id } }) => formatId(id) === formatId(pod.resource.id)) &&
      policiesOn(pod, "Ingress", after.objects).length === 0,
  );
  if (open.length === 0) return undefined;
  return {
    level: "caution",
    message: "Pods that it closed now take connections from every pod of the cluster.",
    advice: "Check that it is meant, or keep a policy that lets in only who needs it.",
    change,
  };
}

export const disruptionBudgetRemoved = riskRule(
  "disruption-budget-removed",
  "A PodDisruptionBudget leaves Git, and its pods may all be evicted at once.",
  function* (sides) {
    for (const change of ownRemovals(sides)) {
      const { before } = change;
      if (!isKind(before, "policy", "PodDisruptionBudget")) continue;
      const { objects, environment } = sides.after;
      const guarded = podsIn(environment.resources).filter(
        ({ namespace, labels }) =>
          namespace === before.id.namespace && picks(at(before.manifest, "spec", "selector"), labels),
      );
      const others = objects.ofKind("policy", "PodDisruptionBudget");
      const unguarded = guarded.filter(
        ({ namespace, labels }) =>
          !others.some(
            ({ id, manifest }) => id.namespace === namespace && picks(at(manifest, "spec", "selector"), labels),
          ),
      );
      if (unguarded.length === 0 || mostPods(unguarded, objects) < 2) continue;
      yield {
        level: "caution",
        message:
          "A drain or an upgrade of nodes may evict all of its pods at once: what they serve is away until one is back.",
        advice: "Keep a PodDisruptionBudget with maxUnavailable: 1 as long as several pods share the load.",
        change,
      };
    }
  },
);

export const routeRemoved = riskRule(
  "route-removed",
  "An Ingress or a route leaves Git, and its address leads nowhere.",
  function* (sides) {
    for (const change of ownRemovals(sides)) {
      const { before } = change;
      if (!isRoute(before) || !isDeleted(before, sides)) continue;
      const hosts = hostsOf(before);
      const kept = new Set(sides.after.environment.resources.filter(isRoute).flatMap(hostsOf));
      if (hosts.length > 0 && hosts.every((host) => kept.has(host))) continue;
      yield {
        level: "caution",
        message:
          "Its addresses lead nowhere any more: people, and agents outside of the cluster, that call by them reach nothing.",
        advice: "Check who calls by these addresses.",
        change,
      };
    }
  },
);

function isRoute(resource: Resource): boolean {
  return (
    isKind(resource, "networking.k8s.io", "Ingress") ||
    isKind(resource, "gateway.networking.k8s.io", "HTTPRoute", "TLSRoute", "Gateway") ||
    isKind(resource, "traefik.io", "IngressRoute", "IngressRouteTCP")
  );
}

/** Names that it answers to: a route of another kind may take them over. */
function hostsOf({ manifest }: Resource): readonly string[] {
  const hostnames = at(manifest, "spec", "hostnames");
  return [
    ...objectsAt(manifest, "spec", "rules").map(([, rule]) => textOf(rule.host)),
    ...objectsAt(manifest, "spec", "listeners").map(([, listener]) => textOf(listener.hostname)),
    ...objectsAt(manifest, "spec", "routes").flatMap(([, route]) =>
      [...textOf(route.match).matchAll(/Host(?:SNI)?\(`([^`]*)`\)/g)].map(([, host]) => host ?? ""),
    ),
    ...(Array.isArray(hostnames) ? hostnames.map((host: JsonValue) => textOf(host)) : []),
  ].filter((host) => host !== "");
}
