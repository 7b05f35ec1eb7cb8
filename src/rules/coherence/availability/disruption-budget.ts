/** A budget that allows no pod to go keeps nodes from being drained, and one that picks no pod protects none. */

import type { Resource } from "../../../model/applied.ts";
import { at, isObject } from "../../../model/json.ts";
import type { Installation } from "../../certctl/installation.ts";
import { objectAt, type Pod, podsIn } from "../../pods/pod.ts";
import { scaled, scaleOf } from "../../pods/scale.ts";
import { picks } from "../../pods/selectors.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const disruptionBudget: CoherenceRule = {
  name: "disruption-budget",
  severity: "warning",
  title: "A disruption budget picks pods, and lets one of them go at a time.",
  *check(installation) {
    const { environment, objects } = installation;
    const own = installation.pods.map(({ resource }) => resource);
    const all = podsIn(environment.resources);
    const budgets = objects.ofKind("policy", "PodDisruptionBudget");
    const picked = new Map(budgets.map((budget) => [budget, all.filter((pod) => protects(budget, pod))]));
    yield* none(installation, [...picked.values()].flat());
    for (const [budget, behind] of picked) {
      if (behind.some(({ resource }) => own.includes(resource))) yield* blocking(budget, behind, installation);
      else if (behind.length === 0 && isMeantForServers(budget, installation, picked)) yield picksNothing(budget);
    }
  },
};

/** Several servers are there so that one is always left. */
function* none({ servers, objects }: Installation, protectedPods: readonly Pod[]): Iterable<Problem> {
  const budgets = objects.ofKind("policy", "PodDisruptionBudget");
  for (const { pod } of servers) {
    const scale = pod.resource.id.kind === "Deployment" ? scaleOf(pod, objects) : undefined;
    const isCovered = protectedPods.some(({ resource }) => resource === pod.resource);
    // One that picks nothing is told as such.
    if (scale === undefined || scale.least < 3 || isCovered || budgets.length > 0) continue;
    yield {
      resource: pod.resource,
      severity: "info",
      message: `${scale.least} servers have no PodDisruptionBudget: a drain of several nodes may take all of them at once`,
      fix: "Add a PodDisruptionBudget with maxUnavailable: 1.",
    };
  }
}

/** Of policy/v1: an empty selector picks all pods of the namespace, none at all picks none. */
function protects({ manifest, id }: Resource, pod: Pod): boolean {
  return id.namespace === pod.namespace && picks(at(manifest, "spec", "selector"), pod.labels);
}

function* blocking(budget: Resource, behind: readonly Pod[], { objects }: Installation): Iterable<Problem> {
  let expected = 0;
  for (const pod of behind) {
    const { kind } = pod.resource.id;
    const scale = ["Deployment", "StatefulSet", "ReplicaSet"].includes(kind) ? scaleOf(pod, objects) : undefined;
    if (scale === undefined) return;
    expected += scale.least;
  }
  const spec = objectAt(budget.manifest, "spec");
  // The disruption controller rounds both up (GetScaledValueFromIntOrPercent).
  const least = scaled(spec.minAvailable, expected, Math.ceil);
  const away = scaled(spec.maxUnavailable, expected, Math.ceil);
  const field = away === 0 ? "maxUnavailable" : "minAvailable";
  if (expected > 0 && spec.maxUnavailable === undefined && spec.minAvailable === undefined) {
    yield {
      resource: budget,
      path: ["spec"],
      message: "a budget with neither maxUnavailable nor minAvailable lets all pods go at once: it protects none",
      fix: "Set maxUnavailable: 1.",
    };
    return;
  }
  if (expected === 0 || (away !== 0 && (least === undefined || least < expected))) return;
  const what = field === "maxUnavailable" ? "maxUnavailable 0" : `minAvailable ${least} of ${expected}`;
  yield {
    resource: budget,
    path: ["spec", field],
    message: `${what} lets no pod go: a node with one of them can't be drained, so its upgrade waits without end`,
    fix: expected === 1 ? "Remove the budget: it can't protect a single pod." : "Set maxUnavailable: 1.",
  };
}

/** One that shares a label with servers which no other budget picks, or that has no selector at all. */
function isMeantForServers(
  { manifest, id }: Resource,
  { servers }: Installation,
  picked: ReadonlyMap<Resource, readonly Pod[]>,
): boolean {
  const selector = at(manifest, "spec", "selector");
  return servers.some(({ pod }) => {
    if (pod.namespace !== id.namespace) return false;
    if (!isObject(selector)) return true;
    const isCovered = [...picked.values()].flat().some(({ resource }) => resource === pod.resource);
    const labels = Object.entries(objectAt(selector, "matchLabels"));
    return !isCovered && labels.some(([key, value]) => pod.labels[key] === value);
  });
}

function picksNothing(budget: Resource): Problem {
  return {
    resource: budget,
    path: at(budget.manifest, "spec", "selector") === undefined ? ["spec"] : ["spec", "selector"],
    message: "the budget's selector picks no pod, so it protects none: a drain may take all servers at once",
    fix: "Use the labels of the servers' pods.",
  };
}
