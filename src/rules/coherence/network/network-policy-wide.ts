/** Policies let in to the database those that need it, and not the rest of certctl's pods. */
import type { Resource } from "../../../model/applied.ts";
import { connectionsOf } from "../../certctl/connections.ts";
import { type Installation, namespacesOf } from "../../certctl/installation.ts";
import { letThrough, policiesOn } from "../../pods/network-policies.ts";
import { type Pod, podsIn } from "../../pods/pod.ts";
import type { CoherenceRule } from "../../rule.ts";

export const networkPolicyWide: CoherenceRule = {
  name: "network-policy-wide",
  severity: "warning",
  title: "Network policies let in to PostgreSQL only those that need it.",
  setting: "networkPolicies",
  *check(installation) {
    for (const { pod } of installation.databases) {
      const policies = policiesOn(pod, "Ingress", installation.objects);
      const others = policies.length === 0 ? [] : needless(pod, installation);
      for (const policy of policies) {
        const admitted = others.filter((one) => isLetIn(one, pod, policy, installation));
        if (admitted.length === 0) continue;
        const kinds = [...new Set(admitted.map(({ resource }) => resource.id.kind))].join(", ");
        yield {
          resource: policy,
          path: ["spec", "ingress"],
          message: `the policy lets in to PostgreSQL pods that have no business with it (${kinds}): whoever takes over one of them is a password away from all that the server knows`,
          fix: "Name the labels of the server, the migration and the backup in from, and no others.",
        };
      }
    }
  },
};

/** A rule that lets everybody in is another rule's. */
function isLetIn(from: Pod, pod: Pod, policy: Resource, { objects }: Installation): boolean {
  const port = { number: undefined, protocol: "TCP" } as const;
  const stranger = { notIn: [pod.namespace, from.namespace] };
  if (letThrough([policy], "Ingress", { pod, peer: stranger, port }, objects)) return false;
  return letThrough([policy], "Ingress", { pod, peer: from, port }, objects);
}

function needless(database: Pod, installation: Installation): readonly Pod[] {
  const needing = connectionsOf(installation)
    .filter(({ to }) => to?.resource === database.resource)
    .map(({ from }) => from.resource);
  // Without a known address nobody can tell who needs it.
  if (needing.length === 0) return [];
  const here = namespacesOf(installation).flatMap((namespace) => installation.objects.inNamespace(namespace));
  return podsIn(here).filter(({ resource }) => resource !== database.resource && !needing.includes(resource));
}
