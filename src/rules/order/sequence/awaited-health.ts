/** What an engine awaits gets healthy by itself, and is healthy only when it really is. */
import type { AppliedEnvironment, Resource } from "../../../model/applied.ts";
import { at, objectsAt } from "../../../model/json.ts";
import type { Manifest } from "../../../model/manifest.ts";
import type { Delivery } from "../../../order/delivery.ts";
import { knowsApplications } from "../../../order/order.ts";
import { Sequence } from "../../../order/sequence.ts";
import { migrationJobs } from "../../needs/certctl-needs.ts";
import type { Fault, OrderRule } from "../../rule.ts";

export const awaitedHealth: OrderRule = {
  name: "awaited-health",
  severity: "error",
  title: "What the engine waits for gets healthy by itself, and counts as healthy only when it is.",
  *check(environment) {
    const sequence = new Sequence(environment);
    // A migration has a rule of its own, which tells that it is suspended.
    const leftOut = new Set([...migrationJobs(environment), ...knownApplications(environment)]);
    for (const delivery of sequence.deliveries) {
      const { by } = delivery;
      if (delivery.engine === "helm" && by === undefined) continue;
      for (const resource of delivery.resources) {
        if (leftOut.has(resource)) continue;
        const found = sequence.gates(resource) ? faultOf(resource, delivery) : undefined;
        if (found !== undefined) yield { resource, ...found };
      }
    }
  },
};

/** Applications whose health Argo CD has been told how to work out. */
function knownApplications(environment: AppliedEnvironment): readonly Resource[] {
  return knowsApplications(environment) ? environment.resources.filter(({ id }) => id.kind === "Application") : [];
}

function faultOf(resource: Resource, delivery: Delivery): Fault | undefined {
  const { manifest, id } = resource;
  const kind = `${id.group}/${id.kind}`;
  if (kind === "batch/Job" && at(manifest, "spec", "suspend") === true) return suspended(delivery);
  return delivery.engine === "argocd" ? IN_ARGOCD.get(kind)?.(manifest) : inFlux(kind, delivery);
}

function suspended({ engine }: Delivery): Fault {
  return {
    path: ["spec", "suspend"],
    message:
      engine === "argocd"
        ? "a suspended Job never completes, and the sync waits for it for ever"
        : "Flux counts a suspended Job as ready: what waits for it starts though it never ran",
    fix: "Remove suspend.",
  };
}

const LATER = "Give it the last wave, without a hook in it or behind it.";

const INGRESS: Fault = {
  severity: "warning",
  message:
    "Argo CD awaits the Ingress in this wave until a controller writes its address: without such a controller the sync hangs",
  fix: LATER,
};

type HealthFault = (manifest: Manifest) => Fault | undefined;

/** By kind: health as gitops-engine pkg/health works it out; a kind that is not here gets healthy by itself. */
const IN_ARGOCD: ReadonlyMap<string, HealthFault> = new Map<string, HealthFault>([
  ["networking.k8s.io/Ingress", () => INGRESS],
  ["extensions/Ingress", () => INGRESS],
  [
    "argoproj.io/Application",
    () => ({
      severity: "warning",
      message:
        "Argo CD has no idea of an Application's health unless argocd-cm tells it: the next wave starts at once, with nothing of this one applied (argo-cd#4577)",
      fix: "Set resource.customizations.health.argoproj.io_Application in argocd-cm, or put both into one Application.",
    }),
  ],
  ["/Service", loadBalancer],
  [
    "autoscaling/HorizontalPodAutoscaler",
    () => ({
      severity: "warning",
      message:
        "a HorizontalPodAutoscaler without metrics is Degraded, as each is in its first minute, and fails the sync in a wave that is awaited (argo-cd#6287)",
      fix: LATER,
    }),
  ],
  ["apps/Deployment", paused],
]);

function loadBalancer(manifest: Manifest): Fault | undefined {
  if (at(manifest, "spec", "type") !== "LoadBalancer") return undefined;
  return {
    path: ["spec", "type"],
    severity: "warning",
    message:
      "Argo CD awaits the Service in this wave until it has the address of a load balancer: without one the sync hangs",
    fix: LATER,
  };
}

function paused(manifest: Manifest): Fault | undefined {
  if (at(manifest, "spec", "paused") !== true) return undefined;
  return {
    path: ["spec", "paused"],
    message: "a paused Deployment is Suspended, never Healthy: the sync waits for it for ever",
    fix: "Remove paused.",
  };
}

/** A SealedSecret has no condition Ready, by which Flux tells. */
function inFlux(kind: string, { by, spec }: Delivery): Fault | undefined {
  if (kind !== "bitnami.com/SealedSecret" || by === undefined) return undefined;
  if (objectsAt(spec, "healthCheckExprs").some(([, check]) => check.kind === "SealedSecret")) return undefined;
  return {
    severity: "warning",
    message: "Flux counts a SealedSecret as ready before its Secret exists: what waits for it may start without",
    fix: "Add healthCheckExprs for SealedSecret, which look at its condition Synced, to what applies it.",
  };
}
