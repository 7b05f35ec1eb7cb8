/** The workloads of a bundle as patches address them: where they stand, and which containers they have. */

import { AGENT, CREDENTIALS_JOB, DATABASE, ENROLL_JOB, MIGRATE_JOB, SERVER } from "../certctl/names.ts";
import type { StageName } from "../certctl/stages.ts";
import type { Environment } from "../model/environment.ts";
import type { JsonObject } from "../model/json.ts";

export interface Workload {
  readonly stage: StageName;
  readonly kind: "Deployment" | "StatefulSet" | "DaemonSet" | "Job";
  readonly name: string;
  readonly container: string;
}

export const SERVER_WORKLOAD: Workload = { stage: "server", kind: "Deployment", name: SERVER, container: "server" };
export const DATABASE_WORKLOAD: Workload = {
  stage: "database",
  kind: "StatefulSet",
  name: DATABASE,
  container: "postgres",
};
export const CREDENTIALS_WORKLOAD: Workload = {
  stage: "credentials",
  kind: "Job",
  name: CREDENTIALS_JOB,
  container: "credentials",
};
export const MIGRATE_WORKLOAD: Workload = { stage: "migrate", kind: "Job", name: MIGRATE_JOB, container: "migrate" };
export const ENROLL_WORKLOAD: Workload = { stage: "enroll", kind: "Job", name: ENROLL_JOB, container: "enroll" };

/** The agents' workload of this cluster. */
export function agentWorkload(env: Environment): Workload {
  const kind = env.agents.kind === "statefulset" ? "StatefulSet" : "DaemonSet";
  return { stage: "agent", kind, name: AGENT, container: "agent" };
}

/** A strategic merge patch of the workload's own spec. */
export function specPatch(workload: Workload, spec: JsonObject): JsonObject {
  const apiVersion = workload.kind === "Job" ? "batch/v1" : "apps/v1";
  return { apiVersion, kind: workload.kind, metadata: { name: workload.name }, spec };
}

/** A strategic merge patch of the workload's pods. */
export function podPatch(workload: Workload, spec: JsonObject): JsonObject {
  return specPatch(workload, { template: { spec } });
}

/** A strategic merge patch of the workload's main container. */
export function containerPatch(workload: Workload, container: JsonObject): JsonObject {
  return podPatch(workload, { containers: [{ name: workload.container, ...container }] });
}
