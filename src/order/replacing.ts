/** Whether an engine deletes an object and makes it anew where it can't be changed. */
import type { Resource } from "../model/applied.ts";
import { hasFluxMark, hasOption } from "./annotations.ts";
import { hookAnnotation } from "./argocd-hooks.ts";
import type { Delivery } from "./delivery.ts";
import { helmHooks } from "./helm-hooks.ts";

/**
 * True also of what the engine leaves as it is once it is there. `upgrade.force` of a HelmRelease writes an object anew and
 * deletes none (helm pkg/kube/client.go, replaceResource), and so does `Replace=true` of Argo CD without `Force=true`.
 */
export function isReplaced(resource: Resource, { engine, spec }: Delivery): boolean {
  if (engine === "argocd") return hookAnnotation(resource) !== undefined || hasOption(resource, "Force=true");
  if (engine === "helm") return helmHooks(resource).length > 0;
  const isLeft = hasFluxMark(resource, "ssa", "ifnotpresent") || hasFluxMark(resource, "ssa", "ignore");
  return spec.force === true || hasFluxMark(resource, "force", "enabled") || isLeft;
}
