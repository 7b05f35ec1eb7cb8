/** A server that stops finishes its requests, its scheduler and its audit records. */

import { isObject } from "../../../model/json.ts";
import type { Program } from "../../certctl/programs.ts";
import { objectAt } from "../../pods/pod.ts";
import { graceOf } from "../../pods/shutdown.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const FLUSH = "CERTCTL_AUDIT_FLUSH_TIMEOUT_SECONDS";
/** The scheduler's wait, and what the flush and the requests share (cmd/server/main.go, its shutdown). */
const SCHEDULER_SECONDS = 30;
const MARGIN_SECONDS = 10;

export const shutdownGrace: CoherenceRule = {
  name: "shutdown-grace",
  severity: "warning",
  title: "A server that stops gets no new requests first, and has the time to end what it does.",
  *check({ servers }) {
    for (const server of servers) yield* problems(server);
  },
};

function* problems({ pod, container, variables }: Program): Iterable<Problem> {
  const { resource } = pod;
  const hook = objectAt(container.spec, "lifecycle").preStop;
  if (!isObject(hook)) {
    yield {
      resource,
      path: container.path,
      message:
        "the server has no preStop hook: it closes its listener before all proxies have heard that the pod ends, and requests that still come are refused at each rollout",
      fix: 'Add lifecycle.preStop with exec.command ["sleep", "15"].',
    };
  }
  const flush = Number(variables.get(FLUSH)?.text ?? "30");
  const work = Math.max(SCHEDULER_SECONDS, Number.isInteger(flush) ? flush : 30) + MARGIN_SECONDS;
  const sleep = sleepSeconds(hook);
  const { seconds: grace, path } = graceOf(pod);
  if (sleep === undefined || grace >= work + sleep) return;
  yield {
    resource,
    path,
    message: `the server is killed ${grace} seconds after its end began, but it may take ${work + sleep}${sleep > 0 ? ` (${sleep} of them the preStop hook's)` : ""}: jobs and audit records that it holds are lost`,
    fix: `Set terminationGracePeriodSeconds to ${work + sleep} or more.`,
  };
}

/** Undefined where the hook's length can't be told. */
function sleepSeconds(hook: unknown): number | undefined {
  if (!isObject(hook)) return 0;
  const { seconds } = objectAt(hook, "sleep");
  if (typeof seconds === "number") return seconds;
  const { command } = objectAt(hook, "exec");
  const [, slept] = /\bsleep\s+(\d+)\b/.exec(Array.isArray(command) ? command.join(" ") : "") ?? [];
  return slept === undefined ? undefined : Number(slept);
}
