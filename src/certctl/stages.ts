/**
 * The one place where order is said: stages, their Argo CD wave, what gates the next one, and the chart of the
 * HelmRelease delivery that installs them. Waves, Flux dependsOn, Helm hook weights and the order tests read it.
 */

export const STAGE_NAMES = [
  "config",
  "database",
  "credentials",
  "migrate",
  "server",
  "enroll",
  "agent",
  "edge",
] as const;

export type StageName = (typeof STAGE_NAMES)[number];
export type ChartName = "data" | "server" | "agents" | "edge";

export interface Stage {
  readonly name: StageName;
  /** Argo CD awaits each wave but the last: what may stay pending for long stands there, without a hook. */
  readonly wave: number;
  /** The stage that Flux awaits before this one, where that is not the one just before. */
  readonly after?: StageName;
  readonly gate: "ready" | "complete" | "none";
  readonly chart: ChartName;
  /** When Helm runs the stage's Job; plain objects of a stage without one are applied with the chart. */
  readonly helmHook?: string;
  readonly holds: string;
}

export const STAGES: readonly Stage[] = [
  {
    name: "config",
    wave: -40,
    gate: "ready",
    chart: "data",
    holds: "Namespace, ServiceAccounts, secret producers, Certificate, NetworkPolicies",
  },
  { name: "database", wave: -30, gate: "ready", chart: "data", holds: "PostgreSQL with its volume claim and Service" },
  {
    name: "credentials",
    wave: -25,
    gate: "complete",
    chart: "data",
    helmHook: "post-install,post-upgrade",
    holds: "Job that makes the role's password equal to the Secret",
  },
  {
    name: "migrate",
    wave: -20,
    gate: "complete",
    chart: "server",
    helmHook: "pre-install,pre-upgrade",
    holds: "Job that migrates the database schema",
  },
  {
    name: "server",
    wave: 0,
    gate: "ready",
    chart: "server",
    holds: "ConfigMap, Deployment, Service, PodDisruptionBudget",
  },
  {
    name: "enroll",
    wave: 5,
    gate: "complete",
    chart: "server",
    helmHook: "post-install,post-upgrade",
    holds: "Job that grants the agent and enrolment keys their roles",
  },
  {
    name: "agent",
    wave: 10,
    gate: "ready",
    chart: "agents",
    holds: "agents, with the namespace of their own that a DaemonSet needs",
  },
  {
    name: "edge",
    // Beside the agents, not behind them: on a node that is down an agent never gets ready, and would hold it back.
    wave: 10,
    after: "server",
    gate: "none",
    chart: "edge",
    holds: "Ingress and whatever may stay pending for long",
  },
];

export const CHART_NAMES: readonly ChartName[] = ["data", "server", "agents", "edge"];

/** The stage's row of the table. */
export function stage(name: StageName): Stage {
  const found = STAGES.find((s) => s.name === name);
  if (found === undefined) throw new Error(`no stage ${name}`);
  return found;
}
