/** What an engine waits for must not need something that the same engine applies only behind it. */
import { at } from "../../../model/json.ts";
import type { Delivery } from "../../../order/delivery.ts";
import { Sequence } from "../../../order/sequence.ts";
import { type AnyNeed, allNeeds, nameOfNeed } from "../../needs/all-needs.ts";
import type { Pod } from "../../pods/pod.ts";
import type { OrderRule, Problem } from "../../rule.ts";
import { listed } from "../../wording.ts";

export const producerAfterConsumer: OrderRule = {
  name: "producer-after-consumer",
  severity: "error",
  title: "What a pod needs to start is applied before the engine waits for that pod.",
  *check(environment) {
    const sequence = new Sequence(environment);
    for (const [pod, needs] of allNeeds(environment)) {
      const delivery = sequence.deliveryOf(pod.resource);
      if (delivery === undefined || pod.resource.id.kind === "CronJob" || pod.replicas === 0) continue;
      const all = needs.filter((need) => isLate(need, pod, delivery, sequence));
      // Where the database or the server is late, so are the Jobs that need it.
      const first = all.filter(({ kind }) => !kind.startsWith("the Job"));
      const late = first.length > 0 ? first : all;
      if (late.length > 0) yield problem(pod, late, delivery, sequence);
    }
  },
};

function isLate({ kind, producers }: AnyNeed, { resource }: Pod, delivery: Delivery, sequence: Sequence): boolean {
  if (kind === "Namespace" && isMadeBefore(delivery)) return false;
  return producers.every((producer) => sequence.order(resource, producer) === "awaited");
}

/** Argo CD makes a Namespace before the first object in it (gitops-engine sync_tasks.go); Helm needs its own one beforehand. */
function isMadeBefore({ engine, by, spec }: Delivery): boolean {
  if (engine === "helm") return by === undefined || at(spec, "install", "createNamespace") === true;
  return engine === "argocd";
}

function problem(pod: Pod, late: readonly AnyNeed[], { engine, by }: Delivery, sequence: Sequence): Problem {
  const { resource } = pod;
  const moment = sequence.momentOf(resource);
  const isWithin = engine === "argocd" || moment?.isHook === true;
  const when = isWithin
    ? `it is awaited ${engine === "argocd" ? "in" : "as"} ${moment?.name}`
    : "what applies it is awaited";
  const names = [...new Set(late.map(nameOfNeed))];
  const fails = resource.id.kind === "Job" ? "it never completes" : "it never gets ready";
  const elsewhere = engine === "helm" && by === undefined ? ". Argo CD makes it a PreSync hook, with the same end" : "";
  return {
    resource,
    path: isWithin && moment !== undefined ? moment.path : pod.path,
    message: `${when}, before ${listed(names)} that it needs ${names.length > 1 ? "are" : "is"} applied: ${fails}, and nothing behind it is applied${elsewhere}`,
    fix: FIXES[engine],
  };
}

const FIXES: Readonly<Record<Delivery["engine"], string>> = {
  argocd: "Give what it needs a lower sync-wave in the same phase; a Job runs as a Sync hook in a wave behind them.",
  helm: "Install what it needs with a release that this one depends on, or make it a hook of a lower weight.",
  kustomization: "Apply what it needs with this Kustomization, or with one that it depends on.",
};
