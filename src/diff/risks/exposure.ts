/** certctl is reached from where it was not: Services, Ingresses, NetworkPolicies. */
import type { Resource } from "../../model/applied.ts";
import { at, isObject, type JsonValue, objectsAt, type Path, textOf } from "../../model/json.ts";
import type { FoundRisk } from "../risk.ts";
import { isKind, riskRule } from "./rule.ts";

export const exposed = riskRule(
  "exposed",
  "A Service or a route leads in from outside of the cluster, where none did.",
  function* (sides) {
    for (const change of sides.change.objects) {
      const { before, after } = change;
      if (after === undefined) continue;
      const found = openService(before, after) ?? openRoute(before, after);
      if (found !== undefined) yield { change, level: "caution", ...found };
    }
  },
);

type Words = Pick<FoundRisk, "message" | "advice" | "path">;

const OUTSIDE: readonly string[] = ["LoadBalancer", "NodePort"];

function openService(before: Resource | undefined, after: Resource): Words | undefined {
  if (!isKind(after, "", "Service")) return undefined;
  const [was, is] = [before, after].map((one) => textOf(one && at(one.manifest, "spec", "type")));
  if (!OUTSIDE.includes(is ?? "") || OUTSIDE.includes(was ?? "")) return undefined;
  return {
    message: `The Service is reached from outside of the cluster (${is}): by everybody whom the network lets through, past the ingress controller and its rules.`,
    advice: "Check who reaches that address, restrict it (loadBalancerSourceRanges, firewall), or keep ClusterIP.",
    path: ["spec", "type"],
  };
}

/** A route that is new, or has a host that it had not. */
function openRoute(before: Resource | undefined, after: Resource): Words | undefined {
  const hosts = hostsOf(after);
  if (hosts === undefined) return undefined;
  const had = new Set(before === undefined ? [] : (hostsOf(before) ?? []).map(([host]) => host));
  const [added] = hosts.filter(([host]) => !had.has(host));
  if (added === undefined) return undefined;
  return {
    message:
      before === undefined
        ? "A new route leads in from outside of the cluster: whoever reaches the ingress controller reaches what is behind it."
        : "The route answers to a name that it did not answer to before.",
    advice: "Check that it is meant, that the name's certificate is there, and who reaches the controller.",
    path: added[1],
  };
}

/** Undefined for what is no route; a route without a host answers to every one. */
function hostsOf({ id, manifest }: Resource): readonly (readonly [string, Path])[] | undefined {
  if (id.kind === "Ingress" && id.group === "networking.k8s.io") {
    const rules = objectsAt(manifest, "spec", "rules");
    if (rules.length === 0) return [["", ["spec"]]];
    return rules.map(([index, rule]) => [textOf(rule.host), ["spec", "rules", index]]);
  }
  if (id.kind === "HTTPRoute" && id.group === "gateway.networking.k8s.io") {
    const hosts = at(manifest, "spec", "hostnames");
    if (!Array.isArray(hosts) || hosts.length === 0) return [["", ["spec"]]];
    return hosts.map((host: JsonValue, index) => [String(host), ["spec", "hostnames", index]]);
  }
  if (id.kind === "IngressRoute" && id.group === "traefik.io") {
    return objectsAt(manifest, "spec", "routes").map(([index, route]) => [
      textOf(route.match),
      ["spec", "routes", index],
    ]);
  }
  return undefined;
}

export const networkPolicyWidened = riskRule(
  "network-policy-widened",
  "A NetworkPolicy lets everybody through, which it did not.",
  function* (sides) {
    for (const { change, before, after } of sides.pairs) {
      if (!isKind(after, "networking.k8s.io", "NetworkPolicy")) continue;
      const path = openingOf(after);
      if (path === undefined || openingOf(before) !== undefined) continue;
      yield {
        level: "caution",
        message:
          "The policy lets everybody in: every pod of the cluster reaches what it selects, the database or the API among it.",
        advice: "Name the peers that need it: namespaceSelector with podSelector, or an address block.",
        change,
        path,
      };
    }
  },
);

const EVERYWHERE: readonly unknown[] = ["0.0.0.0/0", "::/0"];

/** The rule that lets in whoever comes; of egress that is usual, since nobody knows where mail and CAs are. */
function openingOf({ manifest }: Resource): Path | undefined {
  const types = at(manifest, "spec", "policyTypes");
  if (Array.isArray(types) && !types.includes("Ingress")) return ["spec", "policyTypes"];
  for (const [index, rule] of objectsAt(manifest, "spec", "ingress")) {
    const from = objectsAt(rule, "from");
    const isAnyone = from.length === 0 || from.some(([, peer]) => isEverybody(peer));
    if (isAnyone) return ["spec", "ingress", index];
  }
  return undefined;
}

function isEverybody(peer: Readonly<Record<string, JsonValue>>): boolean {
  if (isObject(peer.ipBlock)) return EVERYWHERE.includes(peer.ipBlock.cidr) && peer.ipBlock.except === undefined;
  const isAll = (selector: JsonValue | undefined): boolean => isObject(selector) && Object.keys(selector).length === 0;
  return isAll(peer.namespaceSelector) && (peer.podSelector === undefined || isAll(peer.podSelector));
}
