/** What NetworkPolicies allow: the rules of networking.k8s.io/v1, for pods that are known by their labels and ports. */
import { at, isObject, type JsonObject, type JsonValue } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import { list } from "./bundle.ts";

export interface Peer {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Named ports of its containers. */
  readonly ports?: Readonly<Record<string, number>>;
}

function matches(selector: JsonValue | undefined, labels: Readonly<Record<string, string>>): boolean {
  if (!isObject(selector)) return false;
  const wanted = (selector.matchLabels ?? {}) as Record<string, string>;
  if (!Object.entries(wanted).every(([key, value]) => labels[key] === value)) return false;
  return list(selector, "matchExpressions").every(({ key, operator, values }) => {
    const value = labels[String(key)];
    switch (operator) {
      case "In":
        return value !== undefined && (values as string[]).includes(value);
      case "NotIn":
        return value === undefined || !(values as string[]).includes(value);
      case "Exists":
        return value !== undefined;
      case "DoesNotExist":
        return value === undefined;
      default:
        throw new Error(`operator ${operator}`);
    }
  });
}

function isPeer(peer: JsonObject, policyNamespace: string, other: Peer): boolean {
  if (peer.ipBlock !== undefined) throw new Error("an address block says nothing about pods here");
  const inNamespace =
    peer.namespaceSelector === undefined
      ? other.namespace === policyNamespace
      : matches(peer.namespaceSelector, { "kubernetes.io/metadata.name": other.namespace });
  return inNamespace && (peer.podSelector === undefined || matches(peer.podSelector, other.labels));
}

function isPort(rule: JsonObject, to: Peer, port: number): boolean {
  if (rule.ports === undefined) return true;
  return list(rule, "ports").some((entry) => {
    if ((entry.protocol ?? "TCP") !== "TCP") return false;
    if (entry.port === undefined) return true;
    if (typeof entry.port === "string") return to.ports?.[entry.port] === port;
    return port >= Number(entry.port) && port <= Number(entry.endPort ?? entry.port);
  });
}

function allows(
  policies: readonly Manifest[],
  direction: "Ingress" | "Egress",
  own: Peer,
  other: Peer,
  port: number,
): boolean {
  const selecting = policies.filter((policy) => {
    const types = at(policy, "spec", "policyTypes");
    const listed = Array.isArray(types)
      ? types.includes(direction)
      : direction === "Ingress" || at(policy, "spec", "egress") !== undefined;
    return (
      listed && policy.metadata.namespace === own.namespace && matches(at(policy, "spec", "podSelector"), own.labels)
    );
  });
  if (selecting.length === 0) return true;
  const [rules, peers] = direction === "Ingress" ? (["ingress", "from"] as const) : (["egress", "to"] as const);
  const to = direction === "Ingress" ? own : other;
  return selecting.some((policy) =>
    list(policy, "spec", rules).some(
      (rule) =>
        isPort(rule, to, port) &&
        (rule[peers] === undefined ||
          list(rule, peers).some((peer) => isPeer(peer, String(policy.metadata.namespace), other))),
    ),
  );
}

/** Whether a connection passes: the policies of where it comes from and of where it goes must both let it. */
export function passes(policies: readonly Manifest[], from: Peer, to: Peer, port: number): boolean {
  return allows(policies, "Egress", from, to, port) && allows(policies, "Ingress", to, from, port);
}
