/** Secrets that a person makes: nothing in the input does, and nobody need be told. */
import { MANUAL_SECRETS } from "../../../certctl/annotations.ts";
import type { AppliedEnvironment } from "../../../model/applied.ts";
import { at } from "../../../model/json.ts";

/** A pod without a namespace may be in any. */
export function isManual({ manualSecrets, resources }: AppliedEnvironment, namespace: string, name: string): boolean {
  const isSame = (other: string) => namespace === "" || other === "" || other === namespace;
  const isDeclared = manualSecrets.some((one) => {
    const [declared = "", own = ""] = one.includes("/") ? one.split("/") : ["", one];
    return own === name && isSame(declared);
  });
  if (isDeclared) return true;
  return resources.some(({ manifest, id }) => {
    const text = at(manifest, "metadata", "annotations", MANUAL_SECRETS);
    if (typeof text !== "string" || !text.split(/[\s,]+/).includes(name)) return false;
    return isSame(id.kind === "Namespace" && id.group === "" ? id.name : id.namespace);
  });
}
