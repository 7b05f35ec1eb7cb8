/** Phase and wave of an object as Argo CD works them out, from its own annotations and from Helm's. */
import type { Resource } from "../model/applied.ts";
import {
  ARGOCD_HOOK,
  ARGOCD_WAVE,
  annotation,
  annotationPath,
  HELM_HOOK,
  HELM_WEIGHT,
  listIn,
  wholeNumber,
} from "./annotations.ts";
import type { Moment } from "./moment.ts";

export type Phase = "PreSync" | "Sync" | "PostSync" | "SyncFail";

const PHASES: readonly Phase[] = ["PreSync", "Sync", "PostSync", "SyncFail"];

/** Those that run when an Application is deleted, and the one that takes an object out of the sync. */
export const ARGOCD_HOOKS: readonly string[] = [...PHASES, "Skip", "PreDelete", "PostDelete"];

/** What Argo CD makes of Helm's hooks; those that are not here never run in a sync (gitops-engine pkg/sync/hook/helm). */
const PHASE_OF_HELM_HOOK: Readonly<Record<string, Phase>> = {
  "pre-install": "PreSync",
  "pre-upgrade": "PreSync",
  "post-install": "PostSync",
  "post-upgrade": "PostSync",
};

/** The annotation that makes the object a hook; where Argo CD's own is there, it does not look at Helm's. */
export function hookAnnotation(resource: Resource): string | undefined {
  if (annotation(resource, ARGOCD_HOOK) !== undefined) return ARGOCD_HOOK;
  const helm = listIn(resource, HELM_HOOK);
  return helm.length > 0 && !helm.includes("crd-install") ? HELM_HOOK : undefined;
}

/** The phases in which the object is applied, in their order; none for what no sync applies. */
export function phasesOf(resource: Resource): readonly Phase[] {
  const hook = hookAnnotation(resource);
  if (hook === undefined) return ["Sync"];
  const entries = listIn(resource, hook);
  const phases = hook === ARGOCD_HOOK ? entries : entries.map((entry) => PHASE_OF_HELM_HOOK[entry]);
  return PHASES.filter((phase) => phases.includes(phase));
}

/** Helm's weight counts where there is no wave, or one that is no number. */
function waveOf(resource: Resource): number {
  const numbers = [ARGOCD_WAVE, HELM_WEIGHT].map((key) => wholeNumber(annotation(resource, key) ?? ""));
  return numbers.find((one) => one !== undefined) ?? 0;
}

/** The first one, of an object that is applied in several. */
export function argocdMoment(resource: Resource): Moment | undefined {
  return argocdMoments(resource)[0];
}

/** All of a good sync, in their order; a hook for failures is not part of one. */
export function argocdMoments(resource: Resource): readonly Moment[] {
  const hook = hookAnnotation(resource);
  const wave = waveOf(resource);
  return phasesOf(resource)
    .filter((phase) => phase !== "SyncFail")
    .map((phase) => {
      const key = phase === "Sync" ? waveAnnotation(resource) : hook;
      return {
        step: [PHASES.indexOf(phase), wave],
        name: phase === "Sync" ? `wave ${wave}` : `${phase}${wave === 0 ? "" : ` wave ${wave}`}`,
        isHook: hook !== undefined,
        path: key === undefined ? [] : annotationPath(key),
      };
    });
}

function waveAnnotation(resource: Resource): string | undefined {
  return [ARGOCD_WAVE, HELM_WEIGHT].find((key) => annotation(resource, key) !== undefined);
}
