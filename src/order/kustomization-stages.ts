/** In which order a Kustomization of Flux applies its objects (fluxcd/pkg ssa/manager_apply.go, ssa/utils/is.go). */
import type { Resource } from "../model/applied.ts";
import type { Moment } from "./moment.ts";

/** Applied first, and awaited. */
const DEFINITIONS: ReadonlySet<string> = new Set([
  "/Namespace",
  "apiextensions.k8s.io/CustomResourceDefinition",
  "rbac.authorization.k8s.io/ClusterRole",
]);

/** Definitions, then classes (StorageClass, IngressClass ...), each awaited; all else starts together. */
export function kustomizationMoment({ id }: Resource): Moment {
  return { step: [stageOf(id.group, id.kind)], name: "the Kustomization", isHook: false, path: [] };
}

function stageOf(group: string, kind: string): number {
  if (DEFINITIONS.has(`${group}/${kind}`)) return -2;
  return kind.endsWith("Class") ? -1 : 0;
}
