/** Where policies guard the server, the database is guarded too. */
import type { Resource } from "../../../model/applied.ts";
import { isObject, type JsonObject, objectsAt } from "../../../model/json.ts";
import { policiesOn } from "../../pods/network-policies.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const networkPolicyDatabase: CoherenceRule = {
  name: "network-policy-database",
  severity: "warning",
  title: "Network policies guard the database as they guard the server.",
  setting: "networkPolicies",
  *check({ servers, databases, objects }) {
    const isGuarded = servers.some(({ pod }) => policiesOn(pod, "Ingress", objects).length > 0);
    if (!isGuarded) return;
    for (const { pod } of databases) {
      const policies = policiesOn(pod, "Ingress", objects);
      for (const policy of policies) yield* letsAllIn(policy);
      if (policies.length > 0) continue;
      yield {
        resource: pod.resource,
        message:
          "network policies guard the server, but none selects PostgreSQL, which holds all that the server knows: every pod of the cluster reaches it",
        fix: "Add a NetworkPolicy that lets in the server, the migration and the backup at port 5432, and nobody else.",
      };
    }
  },
};

/** A rule without peers, or with one that is every pod of every namespace. */
function* letsAllIn(resource: Resource): Iterable<Problem> {
  for (const [index, rule] of objectsAt(resource.manifest, "spec", "ingress")) {
    const peers = objectsAt(rule, "from").map(([, one]) => one);
    const isEvery = (one: JsonObject): boolean =>
      isEmpty(one.namespaceSelector) && (one.podSelector === undefined || isEmpty(one.podSelector));
    if (peers.length > 0 && !peers.some(isEvery)) continue;
    yield {
      resource,
      path: ["spec", "ingress", index],
      message: "the policy lets every pod of the cluster in to PostgreSQL, which holds all that the server knows",
      fix: "Name those who need it in from: the server, the migration and the backup.",
    };
  }
}

function isEmpty(selector: unknown): boolean {
  return (
    isObject(selector) && Object.values(selector).every((part) => isObject(part) && Object.keys(part).length === 0)
  );
}
