/** Switches a rule off for an object, with a reason that an annotation gives. */
import type { Resource } from "../model/applied.ts";
import { at } from "../model/json.ts";

/** `ignore.certctl-gitops/<rule>: <reason>`: what `accept` of a fleet file writes, and what anybody may write. */
export const SUPPRESSION = "ignore.certctl-gitops/";

/** Why a rule does not count for an object; undefined where it does, or where the annotation gives no reason. */
export function reasonFor(rule: string, resource: Resource): string | undefined {
  const reason = at(resource.manifest, "metadata", "annotations", SUPPRESSION + rule);
  return typeof reason === "string" && reason.trim() !== "" ? reason : undefined;
}
