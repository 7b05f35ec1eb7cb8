/** What is depended on is there, under that name and in that namespace. */
import type { Resource } from "../../../model/applied.ts";
import { ownedBy } from "../../../order/delivery.ts";
import { type Dependency, dependenciesOf, isNamed } from "../../../order/dependencies.ts";
import type { OrderRule, Problem } from "../../rule.ts";

export const dependencyExists: OrderRule = {
  name: "dependency-exists",
  severity: "error",
  title: "What a Kustomization or HelmRelease depends on is there.",
  *check(environment) {
    const flux = environment.resources.filter(({ id }) => /\.toolkit\.fluxcd\.io$/.test(id.group));
    for (const { by } of ownedBy(environment, "kustomization", "helm")) {
      for (const dependency of dependenciesOf(by)) {
        if (flux.some((one) => isNamed(dependency, by, one))) continue;
        yield problem(by, dependency, flux);
      }
    }
  },
};

const WAITS = "it never begins, and its condition Ready says dependency not found";

/** It may be in the cluster, and not in the input, unless something shows what was meant. */
function problem(resource: Resource, { path, name, namespace, entry }: Dependency, flux: readonly Resource[]): Problem {
  const { kind } = resource.id;
  const sameName = flux.filter(({ id }) => id.name === name);
  if (sameName.some(({ id }) => id.kind === kind && id.namespace !== namespace)) {
    return {
      resource,
      path: entry.namespace === undefined ? path : [...path, "namespace"],
      message: `the ${kind} that it depends on is in another namespace: ${WAITS}`,
      fix: "Add the namespace to the entry: without one it is the object's own.",
    };
  }
  if (sameName.some(({ id }) => ["Kustomization", "HelmRelease"].includes(id.kind) && id.kind !== kind)) {
    return {
      resource,
      path,
      message: `a ${kind} can depend on a ${kind} only, and what has this name is of another kind: ${WAITS}`,
      fix: "Put the dependency on the Kustomization that applies this object, or deliver both the same way.",
    };
  }
  return {
    resource,
    path,
    severity: "warning",
    message: `the ${kind} that it depends on is not among these objects: where it is not in the cluster either, it never begins`,
    fix: "Correct the name, or check the objects together with those of the other one.",
  };
}
