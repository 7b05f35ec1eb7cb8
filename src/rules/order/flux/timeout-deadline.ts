/** Flux waits longer for a Job than the Job may take. */
import { durationSeconds } from "../../../certctl/duration.ts";
import type { Resource } from "../../../model/applied.ts";
import { at, type JsonObject, type Path, textOf } from "../../../model/json.ts";
import { type OwnedDelivery, ownedBy } from "../../../order/delivery.ts";
import { isAwaited } from "../../../order/sequence.ts";
import { podOf } from "../../pods/pod.ts";
import type { OrderRule, Problem } from "../../rule.ts";

export const timeoutDeadline: OrderRule = {
  name: "timeout-deadline",
  severity: "warning",
  title: "Flux waits longer for a Job than the Job may take, and long enough for pods.",
  *check(environment) {
    for (const delivery of ownedBy(environment, "kustomization", "helm")) {
      const deadline = Math.max(0, ...delivery.resources.filter((one) => isAwaited(delivery, one)).map(deadlineOf));
      const shortest = timeoutsOf(delivery).find(({ seconds }) => seconds <= deadline);
      if (shortest !== undefined) yield problem(delivery, shortest, deadline);
      else yield* hasty(delivery);
    }
  },
};

interface Timeout {
  readonly path: Path;
  readonly seconds: number;
}

function deadlineOf({ manifest, id }: Resource): number {
  const seconds = at(manifest, "spec", "activeDeadlineSeconds");
  return id.kind === "Job" && typeof seconds === "number" ? seconds : 0;
}

/** Where none is written: 5 minutes of a HelmRelease, half a minute less than the interval of a Kustomization. */
function timeoutsOf({ engine, spec }: OwnedDelivery): readonly Timeout[] {
  const own = written(spec, "timeout");
  if (engine === "kustomization") {
    const interval = durationSeconds(textOf(spec.interval));
    const usual = interval === undefined ? [] : [{ path: ["spec"], seconds: Math.max(30, interval - 30) }];
    return own === undefined ? usual : [own];
  }
  return ["install", "upgrade"].map(
    (event) => written(spec, event, "timeout") ?? own ?? { path: ["spec"], seconds: 300 },
  );
}

function written(spec: JsonObject, ...path: string[]): Timeout | undefined {
  const seconds = durationSeconds(textOf(at(spec, ...path)));
  return seconds === undefined ? undefined : { path: ["spec", ...path], seconds };
}

function problem({ engine, by }: OwnedDelivery, { path, seconds }: Timeout, deadline: number): Problem {
  const then =
    engine === "helm"
      ? "the next try starts the Job again while it runs"
      : "the Kustomization fails while the Job runs";
  return {
    resource: by,
    path,
    message: `Flux waits ${seconds} s${path.length === 1 ? ", the default," : ""} and a Job in it may take ${deadline} s (activeDeadlineSeconds): ${then}`,
    fix: "Set a timeout above the Job's activeDeadlineSeconds.",
  };
}

/** Pods are scheduled, pulled and probed before they are ready. */
const LEAST_SECONDS = 30;

function* hasty(delivery: OwnedDelivery): Iterable<Problem> {
  const awaited = delivery.resources.filter((one) => podOf(one) !== undefined && isAwaited(delivery, one));
  const short = timeoutsOf(delivery).find(({ seconds }) => seconds < LEAST_SECONDS);
  if (short === undefined || awaited.length === 0) return;
  yield {
    resource: delivery.by,
    path: short.path,
    message: `Flux waits ${short.seconds} s, in which no pod gets ready: it counts what it applies as failed, and tries again`,
    fix: "Set a timeout of some minutes.",
  };
}
