/** What an engine does with an object that leaves Git, or whose Application, Kustomization or HelmRelease is deleted. */
import type { Resource } from "../model/applied.ts";
import { at } from "../model/json.ts";
import { annotation, HELM_KEEP, hasFluxMark, hasOption } from "./annotations.ts";
import type { Delivery } from "./delivery.ts";
import { automated, syncOptions } from "./sync-policy.ts";

/** True where the engine deletes it by itself once it is no longer among what is applied. */
export function isPruned(resource: Resource, { engine, spec }: Delivery): boolean {
  if (engine === "argocd") return automated(spec, "prune") && !says(resource, spec, "Prune=false", "Prune=confirm");
  if (engine === "helm") return annotation(resource, HELM_KEEP) !== "keep";
  return spec.prune === true && !hasFluxMark(resource, "prune", "disabled");
}

/** True where it is deleted with the object that hands it over. */
export function goesWithItsApplier(resource: Resource, delivery: Delivery): boolean {
  const { engine, by, spec } = delivery;
  if (engine === "argocd") {
    const isKept = says(resource, spec, "Delete=false", "Delete=confirm") || annotation(resource, HELM_KEEP) === "keep";
    return by !== undefined && hasFinalizer(by) && !isKept;
  }
  if (engine === "helm") return annotation(resource, HELM_KEEP) !== "keep";
  // MirrorPrune, the default, does as `prune` says.
  const policy = at(spec, "deletionPolicy") ?? "MirrorPrune";
  const isDeleted = policy === "MirrorPrune" ? spec.prune === true : policy !== "Orphan";
  return isDeleted && !hasFluxMark(resource, "prune", "disabled");
}

/** Without it, deleting the Application leaves all that it made. */
export function hasFinalizer({ manifest }: Resource): boolean {
  const { finalizers } = manifest.metadata;
  return Array.isArray(finalizers) && finalizers.some((one) => /^resources-finalizer\.argocd\./.test(String(one)));
}

function says(resource: Resource, spec: Delivery["spec"], ...options: string[]): boolean {
  return hasOption(resource, ...options) || syncOptions(spec).some((option) => options.includes(option));
}
