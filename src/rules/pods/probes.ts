/** The probes of a container: what they ask, where, and how long they let it take. */
import { isObject, type JsonObject, type Path } from "../../model/json.ts";
import { type Container, objectAt } from "./pod.ts";

export type ProbeName = "startupProbe" | "readinessProbe" | "livenessProbe";

export interface Probe {
  readonly name: ProbeName;
  readonly path: Path;
  readonly spec: JsonObject;
}

export function probesOf(container: Container): readonly Probe[] {
  return (["startupProbe", "readinessProbe", "livenessProbe"] as const).flatMap((name) => {
    const spec = container.spec[name];
    return isObject(spec) ? [{ name, path: [...container.path, name], spec }] : [];
  });
}

export function probeOf(container: Container, name: ProbeName): Probe | undefined {
  return probesOf(container).find((probe) => probe.name === name);
}

/** How long kubelet waits for a probe to succeed before it restarts the container, with the API's defaults. */
export function patienceSeconds({ spec }: Probe): number {
  return numberOf(spec.initialDelaySeconds, 0) + numberOf(spec.periodSeconds, 10) * numberOf(spec.failureThreshold, 3);
}

/** The text that an exec probe runs; undefined for other probes. */
export function execText({ spec }: Probe): string | undefined {
  const { command } = objectAt(spec, "exec");
  return Array.isArray(command) ? command.join(" ") : undefined;
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
