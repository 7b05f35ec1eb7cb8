/** What an engine waits for behind a step. */
import type { Resource } from "../model/applied.ts";
import { at } from "../model/json.ts";
import type { ResourceId } from "../model/manifest.ts";
import type { Awaited, Gate, State } from "../model/order.ts";

/** An object of a step, and the state in which it would let the engine go on; undefined for what is ready at once. */
export interface Candidate {
  readonly resource: Resource;
  readonly state: State | undefined;
  readonly isAwaited: boolean;
}

export function gateOf(candidates: readonly Candidate[], timeout?: string): Gate {
  const awaits = candidates.flatMap(({ resource, state, isAwaited }) =>
    state !== undefined && isAwaited ? [awaited(resource, state)] : [],
  );
  const notAwaited = candidates.flatMap(({ resource, state, isAwaited }) =>
    state !== undefined && !isAwaited ? [resource.id] : [],
  );
  return gate(awaits, notAwaited, timeout);
}

/** The gate with objects that the engine is told to await and that are none of its own. */
export function withOthers(before: Gate, others: readonly ResourceId[], timeout: string | undefined): Gate {
  if (others.length === 0) return before;
  return gate([...before.awaits, ...others.map((id) => ({ id, until: "ready" as const }))], before.notAwaited, timeout);
}

/** How long an engine would wait is said only where it waits. */
function gate(awaits: readonly Awaited[], notAwaited: readonly ResourceId[], timeout: string | undefined): Gate {
  const [first, ...others] = new Set(awaits.map(({ until }) => until));
  const until = others.length > 0 ? "ready" : (first ?? "none");
  return { until, awaits, notAwaited, ...(timeout === undefined || awaits.length === 0 ? {} : { timeout }) };
}

function awaited({ id, manifest }: Resource, until: State): Awaited {
  const seconds = id.kind === "Job" ? at(manifest, "spec", "activeDeadlineSeconds") : undefined;
  return typeof seconds === "number" ? { id, until, deadlineSeconds: seconds } : { id, until };
}
