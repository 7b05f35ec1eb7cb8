/** Which objects take their time, and what they are when an engine that waits for them goes on. */
import type { Resource } from "../model/applied.ts";
import { at, objectsAt } from "../model/json.ts";
import type { State } from "../model/order.ts";
import type { Delivery, Engine } from "./delivery.ts";

/** Kinds that are ready once they are there, for every engine. */
export const READY_AT_ONCE: ReadonlySet<string> = new Set([
  "ConfigMap",
  "Namespace",
  "NetworkPolicy",
  "PodDisruptionBudget",
  "Role",
  "RoleBinding",
  "ClusterRole",
  "ClusterRoleBinding",
  "Secret",
  "ServiceAccount",
  "CronJob",
]);

/** Other kinds without a status by which any engine tells whether they are ready. */
const WITHOUT_STATUS: ReadonlySet<string> = new Set([
  "/Endpoints",
  "/LimitRange",
  "/PodTemplate",
  "/ResourceQuota",
  "apps/ControllerRevision",
  "argoproj.io/AppProject",
  "discovery.k8s.io/EndpointSlice",
  "monitoring.coreos.com/PodMonitor",
  "monitoring.coreos.com/Probe",
  "monitoring.coreos.com/PrometheusRule",
  "monitoring.coreos.com/ServiceMonitor",
]);

const STATES: Readonly<Record<string, State>> = {
  "/PersistentVolumeClaim": "bound",
  "/Pod": "ready",
  "apps/DaemonSet": "ready",
  "apps/Deployment": "available",
  "apps/StatefulSet": "ready",
  "batch/Job": "complete",
};

/**
 * What an engine waits for in an object that it awaits; undefined for what is ready as soon as it is there
 * (gitops-engine pkg/health, fluxcd/cli-utils pkg/kstatus/status/core.go). An unknown kind may have a health of its own.
 */
export function awaitedState({ engine, by, spec }: Delivery, resource: Resource, isHook: boolean): State | undefined {
  const { id, manifest } = resource;
  const kind = `${id.group}/${id.kind}`;
  if (READY_AT_ONCE.has(id.kind) || WITHOUT_STATUS.has(kind)) return undefined;
  if (kind === "/Pod" && (isHook || at(manifest, "spec", "restartPolicy") === "Never")) return "complete";
  // Among its hooks, Helm waits for Jobs and Pods only.
  if (engine === "helm" && isHook && kind !== "batch/Job") return undefined;
  const known = STATES[kind];
  if (known !== undefined) return known;
  if (engine === "argocd") {
    return kind === "/Service" && at(manifest, "spec", "type") !== "LoadBalancer" ? undefined : "healthy";
  }
  if (kind === "bitnami.com/SealedSecret") {
    const isTold = by !== undefined && objectsAt(spec, "healthCheckExprs").some(([, one]) => one.kind === id.kind);
    return isTold ? "ready" : undefined;
  }
  return isBuiltIn(id.group) ? builtInForFlux(kind) : "ready";
}

/** Kubernetes' own: without a condition Ready they are ready for Flux when they are there. */
function isBuiltIn(group: string): boolean {
  return !group.includes(".") || (group.endsWith(".k8s.io") && !group.includes(".x-k8s.io") && !OUTSIDE.has(group));
}

/** Groups of k8s.io whose objects come with definitions, and with conditions. */
const OUTSIDE: ReadonlySet<string> = new Set(["gateway.networking.k8s.io", "snapshot.storage.k8s.io"]);

const BUILT_IN_WITH_STATUS: ReadonlySet<string> = new Set([
  "apiextensions.k8s.io/CustomResourceDefinition",
  "apps/ReplicaSet",
  "apiregistration.k8s.io/APIService",
]);

function builtInForFlux(kind: string): State | undefined {
  return BUILT_IN_WITH_STATUS.has(kind) ? "ready" : undefined;
}

/** Argo CD knows how healthy an Application is only where it has been told (argo-cd#4577). */
export function isApplication(engine: Engine, { id }: Resource): boolean {
  return engine === "argocd" && id.group === "argoproj.io" && id.kind === "Application";
}

/** Objects that hand over others. */
export function isOfDelivery({ id }: Resource): boolean {
  const { group, kind } = id;
  if (kind === "Application") return group === "argoproj.io";
  if (kind === "Kustomization") return group === "kustomize.toolkit.fluxcd.io";
  return kind === "HelmRelease" && group === "helm.toolkit.fluxcd.io";
}
