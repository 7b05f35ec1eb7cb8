/** Nothing that certctl runs reads Secrets through the Kubernetes API, so it may not. */
import type { Resource } from "../../../model/applied.ts";
import { at, type JsonObject, objectsAt, textOf } from "../../../model/json.ts";
import type { Installation } from "../../certctl/installation.ts";
import type { Objects } from "../../pods/objects.ts";
import { containersOf, objectAt, type Pod } from "../../pods/pod.ts";
import { serviceAccountName } from "../../pods/service-account.ts";
import type { CoherenceRule } from "../../rule.ts";

const RBAC = "rbac.authorization.k8s.io";
/** Of the roles that every cluster has, those that may read Secrets. */
const BUILT_IN = new Set(["cluster-admin", "admin", "edit"]);

export const clusterWideSecrets: CoherenceRule = {
  name: "cluster-wide-secrets",
  severity: "error",
  title: "certctl's ServiceAccounts may not read or write Secrets.",
  *check(installation) {
    const { objects } = installation;
    const pods = podsOf(installation);
    for (const kind of ["ClusterRoleBinding", "RoleBinding"] as const) {
      for (const binding of objects.ofKind(RBAC, kind)) {
        const bound = pods.filter((pod) => isSubject(binding, pod));
        // Where another program shares the pod, a Role in one namespace may be its.
        const isOthers =
          kind === "RoleBinding" && bound.every((pod) => containersOf(pod).length > countOf(pod, installation));
        if (bound.length === 0 || isOthers || !reachesSecrets(binding, objects)) continue;
        yield {
          resource: binding,
          path: ["roleRef"],
          ...(kind === "RoleBinding" ? { severity: "warning" as const } : {}),
          message: `certctl's pods may read or change ${kind === "RoleBinding" ? "the Secrets of a namespace" : "every Secret of the cluster"}, though nothing in certctl does: its connector for Kubernetes Secrets is a stub`,
          fix: "Remove the binding; certctl needs no right in the cluster.",
        };
      }
    }
  },
};

function podsOf({ servers, migrations, agents }: Installation): readonly Pod[] {
  return [...new Set([...servers, ...migrations, ...agents].map(({ pod }) => pod))];
}

function countOf(pod: Pod, { servers, migrations, agents, tools }: Installation): number {
  return [...servers, ...migrations, ...agents, ...tools].filter((one) => one.pod === pod).length;
}

function isSubject({ manifest }: Resource, pod: Pod): boolean {
  const groups = ["system:serviceaccounts", `system:serviceaccounts:${pod.namespace}`, "system:authenticated"];
  return objectsAt(manifest, "subjects").some(([, { kind, name, namespace }]) => {
    if (kind === "Group") return groups.includes(textOf(name));
    const isThere = pod.namespace === "" || textOf(namespace) === "" || namespace === pod.namespace;
    return kind === "ServiceAccount" && name === serviceAccountName(pod) && isThere;
  });
}

function reachesSecrets({ manifest, id }: Resource, objects: Objects): boolean {
  const { kind, name } = objectAt(manifest, "roleRef");
  const role = objects.find(`${textOf(kind)}.${RBAC}`, kind === "Role" ? id.namespace : "", textOf(name));
  if (role === undefined) return kind === "ClusterRole" && BUILT_IN.has(textOf(name));
  return objectsAt(role.manifest, "rules").some(([, rule]) => namesSecrets(rule));
}

/** A rule that names single Secrets was written with a thought. */
function namesSecrets(rule: JsonObject): boolean {
  const has = (field: string, ...wanted: string[]): boolean => {
    const list = at(rule, field);
    return Array.isArray(list) && list.some((one) => wanted.includes(String(one)));
  };
  const isNarrow = Array.isArray(rule.resourceNames) && rule.resourceNames.length > 0;
  return !isNarrow && has("apiGroups", "", "*") && has("resources", "secrets", "*");
}
