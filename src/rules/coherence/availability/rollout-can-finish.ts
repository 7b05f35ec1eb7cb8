/** A rollout that adds a server before one goes needs a node for it, where each server wants one of its own. */
import type { Path } from "../../../model/json.ts";
import { objectsAt, textOf } from "../../../model/json.ts";
import type { Pod } from "../../pods/pod.ts";
import { rolloutOf, scaleOf } from "../../pods/scale.ts";
import { picks } from "../../pods/selectors.ts";
import type { CoherenceRule, Problem, RuleOptions } from "../../rule.ts";

export const rolloutCanFinish: CoherenceRule = {
  name: "rollout-can-finish",
  severity: "error",
  title: "There is a node for every server, and for the one more that a rollout adds.",
  setting: "scheduling.strict",
  *check({ servers, objects }, options) {
    for (const pod of new Set(servers.map((server) => server.pod))) {
      const replicas = scaleOf(pod, objects)?.most;
      if (replicas !== undefined && replicas > 0) yield* problems(pod, replicas, options);
    }
  },
};

const FIX = "Set maxSurge: 0 and maxUnavailable: 1, or make the rule a preference.";

function* problems(pod: Pod, replicas: number, { nodes }: RuleOptions): Iterable<Problem> {
  const { unavailable } = rolloutOf(pod, replicas);
  const waits = pod.resource.id.kind === "Deployment" && unavailable === 0;
  const needed = waits ? replicas + 1 : replicas;
  const apart = apartRule(pod);
  if (apart !== undefined) {
    const { path, place } = apart;
    const found = { resource: pod.resource, path, fix: FIX };
    const surge = waits ? ", one of them for the pod that a rollout adds before an old one goes" : "";
    if (nodes !== undefined && nodes < needed) {
      const message = `each server needs a ${place} of its own, ${needed} in all${surge}, and the cluster has ${nodes} nodes: the rollout never finishes`;
      yield { ...found, message };
    } else if (waits && (nodes === undefined || place !== "node")) {
      const message = `each server needs a ${place} of its own, ${needed} in all${surge}: with ${replicas}, the new pod stays Pending and the rollout never finishes`;
      yield { ...found, message, severity: "warning" };
    }
  } else if (waits) yield* spreadProblems(pod);
}

interface Apart {
  readonly path: Path;
  readonly place: "node" | "zone";
}

/** The required anti-affinity that keeps the pods of one workload from each other. */
function apartRule({ spec, path, labels }: Pod): Apart | undefined {
  const field = ["affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"];
  const found = objectsAt(spec, ...field).find(
    ([, term]) =>
      picks(term.labelSelector, labels) &&
      // The pods of one revision alone are kept apart (matchLabelKeys: pod-template-hash).
      term.matchLabelKeys === undefined &&
      term.mismatchLabelKeys === undefined &&
      placeOf(textOf(term.topologyKey)) !== undefined,
  );
  const place = placeOf(textOf(found?.[1].topologyKey));
  return found === undefined || place === undefined ? undefined : { path: [...path, ...field, found[0]], place };
}

function placeOf(topologyKey: string): "node" | "zone" | undefined {
  if (topologyKey === "kubernetes.io/hostname") return "node";
  return topologyKey === "topology.kubernetes.io/zone" ? "zone" : undefined;
}

/** A spread by node counts tainted nodes as empty ones, unless it says otherwise: then no other may have two. */
function* spreadProblems(pod: Pod): Iterable<Problem> {
  const toleratesAll = objectsAt(pod.spec, "tolerations").some(
    ([, one]) => one.operator === "Exists" && one.key === undefined,
  );
  for (const [index, one] of objectsAt(pod.spec, "topologySpreadConstraints")) {
    const isHard = one.whenUnsatisfiable !== "ScheduleAnyway" && one.topologyKey === "kubernetes.io/hostname";
    const isOwn = picks(one.labelSelector, pod.labels) && one.matchLabelKeys === undefined;
    if (!isHard || !isOwn || one.maxSkew !== 1 || one.nodeTaintsPolicy === "Honor" || toleratesAll) continue;
    yield {
      resource: pod.resource,
      path: [...pod.path, "topologySpreadConstraints", index],
      message:
        "a tainted node counts as one without servers: where there is one, no node may have two, and the pod that a rollout adds stays Pending once each other node has one",
      fix: "Set nodeTaintsPolicy: Honor, or maxSurge: 0 and maxUnavailable: 1.",
      severity: "info",
    };
  }
}
