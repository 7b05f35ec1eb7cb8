/** A Certificate whose issuer is of a kind that nobody serves is never made. */
import { at, isObject, textOf } from "../../model/json.ts";
import { nearName } from "../../model/near-name.ts";
import type { ObjectRule, Problem } from "../rule.ts";

const GROUP = "cert-manager.io";
const KINDS = ["Issuer", "ClusterIssuer"];

export const certificateIssuer: ObjectRule = {
  name: "certificate-issuer",
  severity: "error",
  title: "A Certificate's issuer is of a kind that its group has.",
  *check(resource) {
    const reference = at(resource.manifest, "spec", "issuerRef");
    if (resource.id.group !== GROUP || resource.id.kind !== "Certificate" || !isObject(reference)) return;
    const kind = textOf(reference.kind) || "Issuer";
    const group = textOf(reference.group) || GROUP;
    const say = (field: string, message: string, fix: string): Problem => ({
      resource,
      path: ["spec", "issuerRef", ...(field in reference ? [field] : [])],
      message: `${message}: the Secret is never made, and the pods that read it don't start`,
      fix,
    });
    if (group === GROUP && !KINDS.includes(kind)) {
      const near = nearName(kind, KINDS);
      yield say(
        "kind",
        `cert-manager has no issuer of kind ${kind}`,
        near === undefined ? "Use Issuer or ClusterIssuer." : `Write ${near}, if that was meant.`,
      );
    } else if (group !== GROUP && !group.endsWith(`.${GROUP}`) && nearName(group, [GROUP]) !== undefined) {
      yield say("group", `no issuer is of the group ${group}`, `Write ${GROUP}, if that was meant.`);
    }
  },
};
