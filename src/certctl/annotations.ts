/** The annotations by which the engines order, re-run and protect objects (the stage table says the order), and our own. */
import type { JsonObject } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import { type StageName, stage } from "./stages.ts";

type Annotations = Record<string, string>;

/** The wave of a plain object. Always explicit: an object without one would be in wave 0, with the server. */
export function inStage(name: StageName): Annotations {
  return { "argocd.argoproj.io/sync-wave": String(stage(name).wave) };
}

/**
 * A Job that runs again when it changes. Argo CD: a hook of the Sync phase, so that it runs on every sync in its wave
 * (PreSync would be before the Secrets and the database exist); the last one is kept until the next, with its log.
 * Flux: the Job is replaced when its template, which is immutable, changes.
 */
export function jobInStage(name: StageName): Annotations {
  return {
    "argocd.argoproj.io/hook": "Sync",
    "argocd.argoproj.io/hook-delete-policy": "BeforeHookCreation",
    ...inStage(name),
    "kustomize.toolkit.fluxcd.io/force": "enabled",
  };
}

/** Of a ConfigMap whose name changes with its content: old pods need the old one until the new pods are ready. */
export const PRUNED_LAST: Annotations = { "argocd.argoproj.io/sync-options": "PruneLast=true" };

/** What holds data is never deleted by an engine: that is the last step of an uninstall, which a person takes. */
export const KEPT: Annotations = {
  // Without IgnoreExtraneous an object that left Git would keep the Application OutOfSync for ever.
  "argocd.argoproj.io/compare-options": "IgnoreExtraneous",
  "argocd.argoproj.io/sync-options": "Prune=false,Delete=false",
  "helm.sh/resource-policy": "keep",
  "kustomize.toolkit.fluxcd.io/prune": "disabled",
};

/** Of a pod: changed by a person to roll the pods that read rotated Secrets. */
export const SECRETS_REVISION = "certctl-gitops/secrets-revision";

/** Of any object, for its namespace, or of the Namespace: the Secrets that a person makes there, separated by commas. */
export const MANUAL_SECRETS = "certctl-gitops/manual-secrets";

/** With a rule's name behind it and a reason as its value: `validate` leaves what the rule says of the object out. */
export const IGNORE = "ignore.certctl-gitops/";

/** The same object, kept: for what a kept object needs to go on running. */
export function kept(manifest: Manifest): Manifest {
  const annotations = { ...KEPT, ...(manifest.metadata.annotations as JsonObject) };
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}
