/** The annotations by which the engines are told what to do with an object, read as the engines read them. */
import type { Resource } from "../model/applied.ts";
import { at, type Path } from "../model/json.ts";

export const ARGOCD_HOOK = "argocd.argoproj.io/hook";
export const ARGOCD_DELETE_POLICY = "argocd.argoproj.io/hook-delete-policy";
export const ARGOCD_WAVE = "argocd.argoproj.io/sync-wave";
export const ARGOCD_OPTIONS = "argocd.argoproj.io/sync-options";
export const HELM_HOOK = "helm.sh/hook";
export const HELM_DELETE_POLICY = "helm.sh/hook-delete-policy";
export const HELM_WEIGHT = "helm.sh/hook-weight";
export const HELM_KEEP = "helm.sh/resource-policy";
export const FLUX = "kustomize.toolkit.fluxcd.io";

/** The text of an annotation; a number, which the API server would refuse, counts as its text. */
export function annotation({ manifest }: Resource, key: string): string | undefined {
  const value = at(manifest, "metadata", "annotations", key);
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** The whole number that a wave or a weight is; undefined for any other text, which the engines take for 0. */
export function wholeNumber(text: string): number | undefined {
  return /^[-+]?\d+$/.test(text) ? Number(text) : undefined;
}

/** The entries of a comma list, trimmed; none where there is no such annotation. */
export function listIn(resource: Resource, key: string): readonly string[] {
  return entriesOf(annotation(resource, key) ?? "");
}

export function entriesOf(text: string): readonly string[] {
  return text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

export function annotationPath(key: string): Path {
  return ["metadata", "annotations", key];
}

/** Flux reads its marks from labels as well as from annotations (fluxcd/pkg ssa/utils/meta.go), whatever their case. */
export function hasFluxMark({ manifest }: Resource, mark: string, value: string): boolean {
  return ["annotations", "labels"].some((field) => {
    const written = at(manifest, "metadata", field, `${FLUX}/${mark}`);
    return typeof written === "string" && written.toLowerCase() === value;
  });
}

/** True of `Prune=false` in Argo CD's options of an object, or of its Application. */
export function hasOption(resource: Resource, ...options: readonly string[]): boolean {
  return listIn(resource, ARGOCD_OPTIONS).some((entry) => options.includes(entry));
}
