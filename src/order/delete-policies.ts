/** When an engine removes a hook: Argo CD adds up its own policies and Helm's (gitops-engine pkg/sync/hook/delete_policy.go). */
import type { Resource } from "../model/applied.ts";
import { ARGOCD_DELETE_POLICY, HELM_DELETE_POLICY, listIn } from "./annotations.ts";
import type { Engine } from "./delivery.ts";

export const HELM_POLICIES = ["before-hook-creation", "hook-succeeded", "hook-failed"] as const;
export type Policy = (typeof HELM_POLICIES)[number];

export const HELM_POLICY_OF_ARGOCD: ReadonlyMap<string, Policy> = new Map([
  ["BeforeHookCreation", "before-hook-creation"],
  ["HookSucceeded", "hook-succeeded"],
  ["HookFailed", "hook-failed"],
]);

/** By Helm's names; what nobody knows counts for nothing. */
export function policiesOf(resource: Resource, engine: Engine): readonly Policy[] {
  return [...(engine === "argocd" ? argocdPolicies(resource) : []), ...helmPolicies(resource)];
}

export function argocdPolicies(resource: Resource): readonly Policy[] {
  const entries = listIn(resource, ARGOCD_DELETE_POLICY).map((entry) => HELM_POLICY_OF_ARGOCD.get(entry));
  return entries.filter((policy) => policy !== undefined);
}

export function helmPolicies(resource: Resource): readonly Policy[] {
  return listIn(resource, HELM_DELETE_POLICY).flatMap((entry) => HELM_POLICIES.filter((policy) => policy === entry));
}
