/** What NetworkPolicies let through (networking.k8s.io/v1); what the input does not say is taken as let through. */
import type { Resource } from "../../model/applied.ts";
import { isObject, type JsonObject, objectsAt, type Path } from "../../model/json.ts";
import type { Objects } from "./objects.ts";
import { objectAt, type Pod } from "./pod.ts";
import { podPortNamed } from "./ports.ts";
import { picks } from "./selectors.ts";

export type Direction = "Ingress" | "Egress";

/** The other end: a pod, an address outside of the cluster, or a pod that is not in the input and in none of these namespaces. */
export type Peer = Pod | { readonly isOutside: true } | { readonly notIn: readonly string[] };

/** Undefined where the port is not known. */
export interface Port {
  readonly number: number | undefined;
  readonly protocol: "TCP" | "UDP";
}

const NAMESPACE_NAME = "kubernetes.io/metadata.name";

/** The policies that close a pod in a direction; without any, everything passes. */
export function policiesOn(pod: Pod, direction: Direction, objects: Objects): readonly Resource[] {
  return objects.inNamespace(pod.namespace).filter(({ manifest, id }) => {
    if (id.kind !== "NetworkPolicy" || id.group !== "networking.k8s.io") return false;
    const spec = objectAt(manifest, "spec");
    const types = spec.policyTypes;
    const isMeant = Array.isArray(types) ? types.includes(direction) : direction === "Ingress" || "egress" in spec;
    return isMeant && picks(spec.podSelector ?? {}, pod.labels);
  });
}

/** Whether one of the policies lets a connection with the peer through; `pod` is the one that they select. */
export function letThrough(
  policies: readonly Resource[],
  direction: Direction,
  { pod, peer, port }: { readonly pod: Pod; readonly peer: Peer; readonly port: Port },
  objects: Objects,
): boolean {
  const [rules, peers] = direction === "Ingress" ? (["ingress", "from"] as const) : (["egress", "to"] as const);
  const listener = direction === "Ingress" ? pod : "labels" in peer ? peer : undefined;
  return policies.some(({ manifest, id }) =>
    objectsAt(manifest, "spec", rules).some(([, rule]) => {
      const named = objectsAt(rule, peers);
      const isAnyone = !Array.isArray(rule[peers]) || rule[peers].length === 0;
      return (
        hasPort(rule, port, listener) && (isAnyone || named.some(([, one]) => isPeer(one, id.namespace, peer, objects)))
      );
    }),
  );
}

/** The policy that should let it through: one that lets something through, before those that only close. */
export function blamed(
  policies: readonly Resource[],
  direction: Direction,
): { resource: Resource; path: Path } | undefined {
  const field = direction.toLowerCase();
  const resource = policies.find(({ manifest }) => objectsAt(manifest, "spec", field).length > 0) ?? policies[0];
  if (resource === undefined) return undefined;
  return { resource, path: field in objectAt(resource.manifest, "spec") ? ["spec", field] : ["spec"] };
}

function hasPort(rule: JsonObject, { number, protocol }: Port, listener: Pod | undefined): boolean {
  if (!Array.isArray(rule.ports) || rule.ports.length === 0) return true;
  return objectsAt(rule, "ports").some(([, { port, endPort, protocol: written }]) => {
    if ((written ?? "TCP") !== protocol) return false;
    if (port === undefined || port === null || number === undefined) return true;
    if (typeof port === "string") return listener === undefined || podPortNamed(listener, port) === number;
    return number >= Number(port) && number <= Number(endPort ?? port);
  });
}

/** An address block may hold any address: which pods have which, no object says. */
function isPeer(written: JsonObject, home: string, peer: Peer, objects: Objects): boolean {
  if (isObject(written.ipBlock)) return true;
  if ("isOutside" in peer) return false;
  const { namespaceSelector, podSelector } = written;
  if ("notIn" in peer) return namespaceSelector !== undefined && !isAmong(namespaceSelector as JsonObject, peer.notIn);
  const isThere =
    namespaceSelector === undefined
      ? peer.namespace === home
      : picksNamespace(namespaceSelector as JsonObject, peer, objects);
  return isThere && (podSelector === undefined || picks(podSelector, peer.labels));
}

/** Of a namespace whose object is not in the input only the name is known, of one without a name nothing. */
function picksNamespace(selector: JsonObject, { namespace }: Pod, objects: Objects): boolean {
  const found = namespace === "" ? undefined : objects.find("Namespace", "", namespace);
  const name = namespace === "" ? {} : { [NAMESPACE_NAME]: namespace };
  const labels = found === undefined ? {} : objectAt(found.manifest, "metadata", "labels");
  return picks(selector, { ...labels, ...name }, found === undefined);
}

/** True for a selector that names these namespaces and no other. */
function isAmong(selector: JsonObject, namespaces: readonly string[]): boolean {
  const wanted = objectAt(selector, "matchLabels")[NAMESPACE_NAME];
  const listed = objectsAt(selector, "matchExpressions")
    .filter(([, one]) => one.key === NAMESPACE_NAME && one.operator === "In")
    .flatMap(([, one]) => (Array.isArray(one.values) ? one.values : []));
  const names = wanted === undefined ? listed : [wanted];
  return names.length > 0 && names.every((name) => namespaces.includes(String(name)));
}
