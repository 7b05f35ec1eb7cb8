/** Where policies guard the server, the database is guarded too. */
import { policiesOn } from "../../pods/network-policies.ts";
import type { CoherenceRule } from "../../rule.ts";

export const networkPolicyDatabase: CoherenceRule = {
  name: "network-policy-database",
  severity: "warning",
  title: "Network policies guard the database as they guard the server.",
  setting: "networkPolicies",
  *check({ servers, databases, objects }) {
    const isGuarded = servers.some(({ pod }) => policiesOn(pod, "Ingress", objects).length > 0);
    if (!isGuarded) return;
    for (const { pod } of databases) {
      if (policiesOn(pod, "Ingress", objects).length > 0) continue;
      yield {
        resource: pod.resource,
        message:
          "network policies guard the server, but none selects PostgreSQL, which holds all that the server knows: every pod of the cluster reaches it",
        fix: "Add a NetworkPolicy that lets in the server, the migration and the backup at port 5432, and nobody else.",
      };
    }
  },
};
