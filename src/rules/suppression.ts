/** Switches a rule off for an object, with a reason that an annotation gives: `accept` of a fleet file, or anybody, writes it. */
import { IGNORE } from "../certctl/annotations.ts";
import type { Resource } from "../model/applied.ts";
import { at } from "../model/json.ts";

/** Why a rule does not count for an object; undefined where it does, or where the annotation gives no reason. */
export function reasonFor(rule: string, resource: Resource): string | undefined {
  const reason = at(resource.manifest, "metadata", "annotations", IGNORE + rule);
  return typeof reason === "string" && isReason(reason) ? reason : undefined;
}

export function isReason(text: string): boolean {
  return text.trim() !== "";
}
