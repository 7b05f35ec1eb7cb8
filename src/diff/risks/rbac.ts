/** ServiceAccounts and people may do more in the cluster than before. */
import type { Resource } from "../../model/applied.ts";
import { at, type JsonObject, objectsAt } from "../../model/json.ts";
import type { FoundRisk } from "../risk.ts";
import { sameData } from "../same-data.ts";
import { isKind, riskRule } from "./rule.ts";

const RBAC = "rbac.authorization.k8s.io";

export const rbacWidened = riskRule(
  "rbac-widened",
  "A role permits more than before, or more may use it.",
  function* (sides) {
    for (const change of sides.change.objects) {
      const { before, after } = change;
      if (after === undefined) continue;
      const found = isKind(after, RBAC, "Role", "ClusterRole")
        ? widerRole(before, after)
        : isKind(after, RBAC, "RoleBinding", "ClusterRoleBinding")
          ? widerBinding(before, after)
          : undefined;
      if (found !== undefined) yield { change, ...found };
    }
  },
);

type Words = Pick<FoundRisk, "level" | "message" | "advice" | "path">;

/** One permission: a verb on a resource (or a URL), of one object or of all. */
interface Grant {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  /** Empty for all. */
  readonly name: string;
  readonly rule: number;
}

function grantsOf({ manifest }: Resource): readonly Grant[] {
  return objectsAt(manifest, "rules").flatMap(([rule, entry]) => {
    const urls = texts(entry, "nonResourceURLs").map((url) => ({ group: "url", resource: url }));
    const resources = texts(entry, "apiGroups").flatMap((group) =>
      texts(entry, "resources").map((resource) => ({ group, resource })),
    );
    const names = texts(entry, "resourceNames");
    return [...urls, ...resources].flatMap((one) =>
      texts(entry, "verbs").flatMap((verb) =>
        (names.length === 0 ? [""] : names).map((name) => ({ ...one, verb, name, rule })),
      ),
    );
  });
}

function texts(value: JsonObject, field: string): readonly string[] {
  const list = value[field];
  return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
}

function covers(had: Grant, wants: Grant): boolean {
  const isWithin = (wide: string, narrow: string): boolean => wide === "*" || wide === narrow;
  return (
    isWithin(had.group, wants.group) &&
    isWithin(had.resource, wants.resource) &&
    isWithin(had.verb, wants.verb) &&
    (had.name === "" || had.name === wants.name)
  );
}

/** What leads to everything else: reading Secrets, running commands in pods, giving oneself rights. */
function isPowerful({ resource, verb, name }: Grant): boolean {
  if (resource === "*" || verb === "*" || ["escalate", "bind", "impersonate"].includes(verb)) return true;
  if (resource === "secrets") return name === "";
  return ["pods/exec", "pods/attach", "nodes/proxy", "serviceaccounts/token"].includes(resource);
}

/** A role that is new gives nothing that somebody had to think of before, unless it gives all but everything. */
function widerRole(before: Resource | undefined, after: Resource): Words | undefined {
  const had = before === undefined ? [] : grantsOf(before);
  const added = grantsOf(after).filter((one) => !had.some((other) => covers(other, one)));
  const powerful = added.find(isPowerful);
  const worst = powerful ?? (before === undefined ? undefined : added[0]);
  if (worst === undefined) return undefined;
  return {
    level: powerful === undefined ? "caution" : "danger",
    message:
      powerful === undefined
        ? "The role permits more than before: whoever it is bound to may do it at once."
        : "The role permits what leads to everything else: all Secrets, commands in pods, other rights, or all verbs or resources.",
    advice: "Name the verbs, resources and objects that are needed, and nothing more; certctl's own pods need none.",
    path: ["rules", worst.rule],
  };
}

function widerBinding(before: Resource | undefined, after: Resource): Words | undefined {
  const was = before === undefined ? [] : objectsAt(before.manifest, "subjects").map(([, one]) => one);
  const added = objectsAt(after.manifest, "subjects").filter(([, one]) => !was.some((other) => sameData(one, other)));
  const [first] = added;
  if (first === undefined) return undefined;
  const isAdmin = at(after.manifest, "roleRef", "name") === "cluster-admin";
  if (!isAdmin && before === undefined) return undefined;
  return {
    level: isAdmin ? "danger" : "caution",
    message: isAdmin
      ? "Somebody becomes an admin of the whole cluster (cluster-admin): every Secret, certctl's keys and CA among them, is theirs."
      : "More subjects than before may use the role.",
    advice: "Check who it is, and bind a role that permits only what is needed.",
    path: ["subjects", first[0]],
  };
}
